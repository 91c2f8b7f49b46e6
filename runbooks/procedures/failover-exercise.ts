import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { answers, answersNow, mostAway, outageOf } from './parts/answers.ts';
import { chooseHosts, serverRole, serviceId } from './parts/choose-hosts.ts';
import { isActive, startStep, stopStep, UnitName, unitState } from './parts/systemd-units.ts';

/** Stops a service on one server at a time and measures how long it is until another answers. */
export const failoverExercise = defineProcedure({
  id: 'failover-exercise',
  title: { sv: 'Öva omkoppling till reserv', en: 'Exercise a failover' },
  docs: {
    sv: `Stoppar en tjänst på en server i taget, mäter hur lång tid det tar tills adressen svarar från en annan server, och startar tjänsten igen, också när övningen misslyckas. Nästa server tas först när den förra är tillbaka.

Svarar inte adressen innan övningen börjar görs ingenting. Säg till användarna först: övningen är på riktigt.`,
    en: `Stops a service on one server at a time, measures how long it is until the address answers from another server, and starts the service again, also where the exercise fails. The next server is taken once the one before is back.

Where the address does not answer before the exercise begins nothing is done. Tell the users first: the exercise is for real.`,
  },
  params: z.object({ service: serviceId, role: serverRole, unit: UnitName, ...mostAway }),
  change: 'normal',
  approve: { role: 'owner', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], soak: '1m', maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  evidence: {
    failover: { sv: 'Hur många sekunder adressen var borta', en: 'How many seconds the address was away' },
  },
  tried: 'simulated',
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { unit, url, withinSeconds } = ctx.params;
    const { active } = await ctx.read('state', unitState(unit));
    if (active !== 'active')
      ctx.unchanged({ sv: `${unit} är inte igång här.`, en: `${unit} does not run here.` });
    await ctx.read('answers-before', answers(url));
    await ctx.change('stop', { sv: `Stoppa ${unit}`, en: `Stop ${unit}` }, stopStep(unit));
    try {
      const outageSeconds = await ctx.read('outage', outageOf(url, withinSeconds));
      await ctx.evidence('failover', { unit, url, withinSeconds, outageSeconds });
      await ctx.verify('answers', answersNow(url), { withinSeconds: 1 });
    } finally {
      await ctx.change('start', { sv: `Starta ${unit}`, en: `Start ${unit}` }, startStep(unit));
    }
    await ctx.verify('back', isActive(unit), { withinSeconds: 120 });
  },
});
