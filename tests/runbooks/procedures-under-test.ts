import { z } from 'zod';
import { defineProcedure, type Procedure, type ReadStep } from '#runbooks/procedure.ts';

const flag = (argv: readonly [string, ...string[]], yes: string): ReadStep<boolean> => ({
  command: { argv },
  parse: ({ stdout }) => stdout.trim() === yes,
});

const lines = (argv: readonly [string, ...string[]]): ReadStep<readonly string[]> => ({
  command: { argv },
  parse: ({ stdout }) => stdout.split('\n').filter((line) => line !== ''),
});

const rules = {
  docs: { sv: 'För prov.', en: 'For tests.' },
  change: 'standard',
  approve: { role: 'chef', approvers: 1, notRequester: true, validFor: '4h' },
  rollout: {
    batches: [1, '10%', '25%'],
    soak: '5m',
    maxFail: '5%',
    spread: 'service',
    window: 'maintenance',
  },
  systems: ['linux'],
} as const satisfies Partial<Procedure>;

/** Patching as it is done: drained, upgraded, restarted where that is needed, seen to work, put back. */
export const patch = defineProcedure({
  ...rules,
  id: 'patch-prov',
  title: { sv: 'Patcha', en: 'Patch' },
  params: z.strictObject({ reboot: z.enum(['if-needed', 'never']).default('if-needed') }),
  targets: ({ hosts }) => hosts,
  async host(ctx) {
    const before = await ctx.read('pending', lines(['apt', 'list', '--upgradable']));
    if (before.length === 0) return ctx.unchanged({ sv: 'Inget att uppdatera.', en: 'Nothing to update.' });
    await ctx.drain(
      { command: { argv: ['lb', 'out'] }, timeoutSeconds: 30 },
      { command: { argv: ['lb', 'in'] }, timeoutSeconds: 30 },
    );
    await ctx.change(
      'upgrade',
      { sv: 'Uppdatera paketen', en: 'Upgrade packages' },
      {
        command: { argv: ['apt-get', '-y', 'upgrade'], asRoot: true },
        timeoutSeconds: 1800,
        probe: flag(['apt-done'], 'yes'),
      },
    );
    if (ctx.params.reboot === 'if-needed')
      await ctx.reboot({ withinSeconds: 600, onlyIf: flag(['needs-restart'], 'yes') });
    await ctx.verify('healthy', flag(['health'], 'ok'), { withinSeconds: 120 });
    await ctx.evidence('packages', {
      before,
      after: await ctx.read('pending', lines(['apt', 'list', '--upgradable'])),
    });
  },
});

/** Steps that have no probe: only the host itself, or a person, can say what became of them. */
export const rotate = defineProcedure({
  ...rules,
  id: 'rotera-prov',
  title: { sv: 'Rotera', en: 'Rotate' },
  params: z.strictObject({}),
  targets: ({ hosts }) => hosts,
  async host(ctx) {
    const started = await ctx.now();
    await ctx.change(
      'make',
      { sv: 'Gör ny nyckel', en: 'Make a new key' },
      {
        command: { argv: ['key', 'make'] },
        timeoutSeconds: 60,
      },
    );
    for (const name of ['a', 'b'])
      await ctx.change(
        'install',
        { sv: `Lägg in ${name}`, en: `Install ${name}` },
        {
          command: { argv: ['key', 'install', name] },
          timeoutSeconds: 60,
        },
      );
    await ctx.evidence('rotated', { started: started.toISOString() });
  },
});
