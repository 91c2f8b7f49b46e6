import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';
import {
  failedUnits,
  isStartedAnew,
  noNewFailures,
  restartStep,
  UnitName,
  unitState,
} from './parts/systemd-units.ts';

/** Restarts one unit of systemd, and sees that it runs by another start than before. */
export const restartService = defineProcedure({
  id: 'restart-service',
  title: { sv: 'Starta om en tjänst', en: 'Restart a service' },
  docs: {
    sv: `Startar om en systemd-tjänst på en server i taget och ser att den är igång, att det är en ny start och att inget annat har fallit.

Används när en tjänst har hängt sig eller ska läsa in en ny inställning. En server där tjänsten inte finns lämnas i fred. Ange enhetens namn som \`systemctl\` har det: \`nginx.service\`.`,
    en: `Restarts a systemd service on one server at a time, and sees that it runs, that this is a new start, and that nothing else has failed.

Used when a service hangs or must read a new setting. A server without the service is left alone. Give the unit's name as \`systemctl\` has it: \`nginx.service\`.`,
  },
  params: z.object({
    unit: UnitName,
    ...hostChoice,
  }),
  change: 'standard',
  approve: { role: 'it-chef', approvers: 1, notRequester: false, validFor: '4h' },
  rollout: { batches: [1, '25%'], maxFail: 0, spread: 'service-and-domain', window: 'any' },
  systems: ['linux'],
  tried: 'machine',
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { unit } = ctx.params;
    const before = await ctx.read('state', unitState(unit));
    if (!before.isLoaded) ctx.unchanged({ sv: `${unit} finns inte här.`, en: `${unit} is not here.` });
    const failed = await ctx.read('failed', failedUnits);
    await ctx.change(
      'restart',
      { sv: `Starta om ${unit}`, en: `Restart ${unit}` },
      restartStep(unit, before),
    );
    await ctx.verify('runs', isStartedAnew(unit, before), { withinSeconds: 60 });
    await ctx.verify('nothing-fell', noNewFailures(failed), { withinSeconds: 30 });
  },
});
