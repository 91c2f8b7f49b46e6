import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import { platformSiteId } from './parts/choose-hosts.ts';
import { powerOff } from './parts/power-off.ts';
import { shutdownOrder } from './parts/shutdown-order.ts';

/** Switches a site's servers off while the batteries last, what is essential to society last. */
export const powerLoss = defineProcedure({
  id: 'power-loss',
  title: { sv: 'Elavbrott: stäng av i ordning', en: 'Power loss: switch off in order' },
  docs: {
    sv: `Stänger av servrarna på en plats medan batterierna räcker: först det som behövs minst, sist det som är samhällsviktigt och det som det står på. Inom en tjänst stängs programmet av före databasen. Ordningen kommer ur tjänsternas klass, \`essential\`, \`dependsOn\` och \`flows\`.

Körs som akut ändring: gör först, och låt någon annan granska efteråt. Pausa körningen när elen kommer tillbaka; det som inte hunnit stängas av står kvar. En server som inte går att nå hindrar inte de andra.`,
    en: `Switches a site's servers off while the batteries last: first what is needed least, last what is essential to society and what that stands on. Within a service the application goes before the database. The order comes from the class of the services, \`essential\`, \`dependsOn\` and \`flows\`.

Run as an emergency change: act first, and let somebody else review it afterwards. Pause the run when the power comes back; what has not been switched off stays. A server that cannot be reached does not hinder the others.`,
  },
  params: z.object({ platformSite: platformSiteId }),
  change: 'emergency',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '24h' },
  rollout: { batches: ['100%'], maxFail: '100%', spread: 'service', window: 'any' },
  systems: ['linux', 'windows'],
  evidence: {
    'switched-off': { sv: 'När servern började stängas av', en: 'When the server began to switch off' },
  },
  tried: 'machine',
  targets: ({ hosts, params }) => hosts.filter(({ platformSite }) => platformSite === params.platformSite),
  order: (host, { declaration }) => shutdownOrder(declaration, host),
  async host(ctx) {
    const text = { sv: 'Stäng av servern om en minut', en: 'Switch the server off in a minute' };
    await ctx.change('power-off', text, powerOff[ctx.host.address.system]);
    await ctx.evidence('switched-off', { at: (await ctx.now()).toISOString() });
  },
});
