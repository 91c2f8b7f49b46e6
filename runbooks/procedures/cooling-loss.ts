import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { failureDomainId, platformSiteId } from './parts/choose-hosts.ts';
import { powerOff } from './parts/power-off.ts';
import { isNeeded, shutdownOrder } from './parts/shutdown-order.ts';

/** Switches off what a site can do without, so that the rest gives off less heat. */
export const coolingLoss = defineProcedure({
  id: 'cooling-loss',
  title: { sv: 'Kylan är borta: stäng av det som kan vänta', en: 'Cooling loss: switch off what can wait' },
  docs: {
    sv: `Stänger av de servrar på en plats som inget samhällsviktigt behöver, det minst viktiga först, så att det som är kvar klarar sig längre. Det som är samhällsviktigt, eller som något samhällsviktigt står på, lämnas igång.

Körs som akut ändring: gör först, och låt någon annan granska efteråt. Stiger temperaturen ändå, kör power-loss. Ange en del av platsen om bara den är varm.`,
    en: `Switches off the servers of a site that nothing essential needs, the least important first, so that what is left lasts longer. What is essential to society, or what something essential stands on, is left running.

Run as an emergency change: act first, and let somebody else review it afterwards. Where the temperature rises all the same, run power-loss. Give a part of the site where only that is warm.`,
  },
  params: z.object({ platformSite: platformSiteId, failureDomain: failureDomainId.optional() }),
  change: 'emergency',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: ['100%'], maxFail: '100%', spread: 'service', window: 'any' },
  systems: ['linux', 'windows'],
  evidence: {
    'switched-off': { sv: 'När servern började stängas av', en: 'When the server began to switch off' },
  },
  tried: 'simulated',
  targets: ({ hosts, params: { platformSite, failureDomain }, declaration }) =>
    hosts.filter(
      (host) =>
        host.platformSite === platformSite &&
        (failureDomain === undefined || host.failureDomain === failureDomain) &&
        !isNeeded(declaration, host),
    ),
  order: (host, { declaration }) => shutdownOrder(declaration, host),
  async host(ctx) {
    const text = { sv: 'Stäng av servern om en minut', en: 'Switch the server off in a minute' };
    await ctx.change('power-off', text, powerOff[ctx.host.address.system]);
    await ctx.evidence('switched-off', { at: (await ctx.now()).toISOString() });
  },
});
