import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';
import { said } from './parts/said.ts';
import { shutdownOrder } from './parts/shutdown-order.ts';
import { failedUnits, noNewFailures } from './parts/systemd-units.ts';

/** Restarts servers one after another, those that others stand on first. */
export const rebootInOrder = defineProcedure({
  id: 'reboot-in-order',
  title: { sv: 'Starta om servrar i ordning', en: 'Restart servers in order' },
  docs: {
    sv: `Startar om servrar i den ordning tjänsterna behöver: först det som andra står på, sedan det som använder det. Databasen före programmet. Nästa server tas först när den förra är uppe utan nya fel.

Används efter ett större underhåll eller när en hel tjänst ska startas om. Ordningen kommer ur \`dependsOn\` och \`flows\` i tjänsternas filer.`,
    en: `Restarts servers in the order their services need: first what others stand on, then what uses it. The database before the application. The next server is taken once the one before is up without new failures.

Used after larger maintenance, or when a whole service is restarted. The order comes from \`dependsOn\` and \`flows\` in the files of the services.`,
  },
  params: z.object({
    ...hostChoice,
    withinMinutes: z
      .int()
      .min(1)
      .max(120)
      .default(15)
      .meta(
        said({ sv: 'Så länge får en omstart ta, i minuter', en: 'How long a restart may take, in minutes' }),
      ),
  }),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], soak: '1m', maxFail: 0, spread: 'service-and-domain', window: 'maintenance' },
  systems: ['linux'],
  tried: 'machine',
  targets: (context) => chooseHosts(context, 'linux'),
  order: (host, { declaration }) => -shutdownOrder(declaration, host),
  async host(ctx) {
    const { params } = ctx;
    const failed = await ctx.read('failed', failedUnits);
    await ctx.reboot({ withinSeconds: params.withinMinutes * 60 });
    await ctx.verify('nothing-fell', noNewFailures(failed), { withinSeconds: 300 });
  },
});
