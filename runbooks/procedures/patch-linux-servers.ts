import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';
import { updateChoice } from './parts/choose-updates.ts';
import {
  nameUpdates,
  packageManager,
  pendingPackages,
  refreshStep,
  restartNeeded,
  upgradeStep,
} from './parts/packages.ts';
import { failedUnits, noNewFailures } from './parts/systemd-units.ts';

/** Installs updates with apt or dnf, restarts where that takes it, and sees that nothing fell. */
export const patchLinuxServers = defineProcedure({
  id: 'patch-linux-servers',
  title: { sv: 'Uppdatera Linuxservrar', en: 'Patch Linux servers' },
  docs: {
    sv: `Installerar uppdateringar med apt eller dnf, startar om där det behövs och ser att inget har fallit. Ändrade inställningsfiler behålls.

Körs i omgångar inom servrarnas underhållsfönster: först en, sedan tio procent, sedan en fjärdedel åt gången, aldrig två servrar i samma tjänst samtidigt. Planen visar vad som väntar enligt de listor som servern har; de läses om innan något installeras.`,
    en: `Installs updates with apt or dnf, restarts where that takes it, and sees that nothing has failed. Changed configuration files are kept.

Run in batches within the servers' maintenance windows: first one, then ten per cent, then a quarter at a time, never two servers of a service together. The plan shows what waits by the lists that the server has; they are read anew before anything is installed.`,
  },
  params: z.object({ ...updateChoice, ...hostChoice }),
  change: 'standard',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: {
    batches: [1, '10%', '25%'],
    soak: '5m',
    maxFail: '5%',
    spread: 'service',
    window: 'maintenance',
  },
  systems: ['linux'],
  evidence: { patched: { sv: 'Vad som väntade före och efter', en: 'What waited before and after' } },
  tried: 'machine',
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { params } = ctx;
    const manager = await ctx.read('manager', packageManager);
    const pending = pendingPackages(manager, params.updates);
    const before = await ctx.read('pending', pending);
    if (before.length === 0)
      ctx.unchanged({ sv: 'Inget väntar på att installeras.', en: 'Nothing waits to be installed.' });
    const failed = await ctx.read('failed', failedUnits);
    await ctx.change(
      'refresh',
      { sv: 'Läs om paketlistorna', en: 'Read the package lists anew' },
      refreshStep[manager],
    );
    await ctx.change('upgrade', nameUpdates(before), upgradeStep(manager, params.updates));
    if (params.reboot === 'if-needed')
      await ctx.reboot({ withinSeconds: 900, onlyIf: restartNeeded[manager] });
    await ctx.verify('nothing-fell', noNewFailures(failed), { withinSeconds: 300 });
    await ctx.evidence('patched', { before, after: await ctx.read('pending', pending) });
  },
});
