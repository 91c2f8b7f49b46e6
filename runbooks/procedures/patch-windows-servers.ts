import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';
import { updateChoice } from './parts/choose-updates.ts';
import { installStep, pendingWindowsUpdates, windowsRestartNeeded } from './parts/windows-update.ts';

/** Installs updates by the update agent of Windows, restarts where that takes it. Not run on a real machine. */
export const patchWindowsServers = defineProcedure({
  id: 'patch-windows-servers',
  title: { sv: 'Uppdatera Windowsservrar', en: 'Patch Windows servers' },
  docs: {
    sv: `Söker och installerar uppdateringar med Windows egen uppdateringsagent över OpenSSH, startar om där det behövs och söker igen. Installationen görs av en schemalagd aktivitet på servern, eftersom agenten nekar den som kommer över nätet.

Bryts förbindelsen går installationen vidare på servern, men steget kan inte återfinnas; då frågar körningen servern vad som väntar, och det som är oklart avgörs av en människa. Proceduren är prövad på byggda svar, inte på en riktig Windowsserver.`,
    en: `Searches for and installs updates by Windows' own update agent over OpenSSH, restarts where that takes it, and searches again. A scheduled task on the server installs, since the agent refuses whoever comes over the network.

Where the connection is lost the installation goes on, but the step cannot be found again; the run then asks the server what waits, and what is unclear is for a person to decide. The procedure is tried on built answers, not on a real Windows server.`,
  },
  params: z.object({ ...updateChoice, ...hostChoice }),
  change: 'standard',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: {
    batches: [1, '10%', '25%'],
    soak: '10m',
    maxFail: '5%',
    spread: 'service',
    window: 'maintenance',
  },
  systems: ['windows'],
  evidence: { patched: { sv: 'Vad som väntade före och efter', en: 'What waited before and after' } },
  tried: 'built-answers',
  targets: (context) => chooseHosts(context, 'windows'),
  async host(ctx) {
    const { params } = ctx;
    const pending = pendingWindowsUpdates(params.updates);
    const before = await ctx.read('pending', pending);
    if (before.length === 0)
      ctx.unchanged({ sv: 'Inget väntar på att installeras.', en: 'Nothing waits to be installed.' });
    const names = before.map(({ kb }) => kb).join(', ');
    await ctx.change(
      'install',
      {
        sv: `Installera ${before.length} uppdateringar: ${names}`,
        en: `Install ${before.length} updates: ${names}`,
      },
      installStep(params.updates),
    );
    if (params.reboot === 'if-needed')
      await ctx.reboot({ withinSeconds: 2400, onlyIf: windowsRestartNeeded });
    await ctx.evidence('patched', { before, after: await ctx.read('pending', pending) });
  },
});
