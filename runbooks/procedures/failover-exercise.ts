import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { answers, answersNow, outageOf } from './parts/answers.ts';
import { chooseHosts } from './parts/choose-hosts.ts';
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
  params: z.object({
    service: z.string().describe('Tjänst, med dess id'),
    role: z.string().optional().describe('Serverroll i tjänsten: app, db'),
    unit: UnitName,
    url: z.url({ protocol: /^https?$/ }).describe('Adressen som ska svara, sedd från servern'),
    withinSeconds: z.int().min(1).max(900).default(60).describe('Så länge får den vara borta'),
  }),
  change: 'normal',
  approve: { role: 'owner', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: [1], soak: '1m', maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
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
