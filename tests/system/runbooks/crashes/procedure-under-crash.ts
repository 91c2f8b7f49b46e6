import { z } from 'zod';
import { defineProcedure, type ReadStep } from '#runbooks/procedure.ts';

/** So long a step takes on its host, in seconds. */
const stepSeconds = 0.15;

/**
 * What a host does for a step: a line in `effects` that it was begun, something said, some time, and a file named after
 * it where it was done. `$TWIN` holds a folder for each address: one sshd is all hosts.
 */
const effect = `cd "$TWIN/$(echo "$SSH_CONNECTION" | cut -d ' ' -f 3)" && echo "$0" >>effects && echo "påbörjar $0" &&
  sleep ${stepSeconds} && touch "$0" && echo "färdig med $0: å ä ö"`;
const isThere = `cd "$TWIN/$(echo "$SSH_CONNECTION" | cut -d ' ' -f 3)" && [ -e "$0" ] && echo yes || echo no`;

const command = (name: string) => ({
  command: { argv: ['sh', '-c', effect, name] as const },
  timeoutSeconds: 60,
});
const seen = (name: string): ReadStep<boolean> => ({
  command: { argv: ['sh', '-c', isThere, name] },
  parse: ({ stdout }) => stdout.trim() === 'yes',
});

/** Names of its steps that change a host. */
export const steps = ['make', 'install'] as const;

/** A step that only the host itself or a person can tell the end of, one that can be probed, and all that comes around them. */
export const underCrash = defineProcedure({
  id: 'krasch-prov',
  title: { sv: 'Krascha', en: 'Crash' },
  docs: { sv: 'För prov.', en: 'For tests.' },
  params: z.strictObject({}),
  change: 'normal',
  approve: { role: 'chef', approvers: 1, notRequester: true, validFor: '4h' },
  rollout: { batches: [1, 2], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  targets: ({ hosts }) => hosts,
  async host(ctx) {
    const begun = await ctx.now();
    const before = await ctx.read('before', seen('install'));
    await ctx.change('make', { sv: 'Gör', en: 'Make' }, command('make'));
    await ctx.change(
      'install',
      { sv: 'Lägg in', en: 'Install' },
      { ...command('install'), probe: seen('install') },
    );
    await ctx.verify('works', seen('install'), { withinSeconds: 5 });
    await ctx.evidence('installed', { begun: begun.toISOString(), before });
  },
});
