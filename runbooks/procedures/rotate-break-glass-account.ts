import { z } from 'zod';
import { defineProcedure } from '../procedure.ts';
import {
  accountState,
  hasOtherPassword,
  isUsable,
  newPassword,
  passwordMark,
  rotateStep,
} from './parts/account.ts';
import { chooseHosts, hostChoice } from './parts/choose-hosts.ts';

/** Gives the account for emergencies a new password, which lies in a sealed envelope. */
export const rotateBreakGlassAccount = defineProcedure({
  id: 'rotate-break-glass-account',
  title: { sv: 'Byt lösenord på nödkontot', en: 'Rotate the break-glass account' },
  docs: {
    sv: `Ger nödkontot ett nytt lösenord på servrar där det finns, och ser att lösenordet verkligen är ett annat och att kontot inte är låst. Lösenordet går in på stdin och syns aldrig i plan, logg, processlista eller underlag.

Används när nödkontot har använts, när någon som känt till lösenordet slutar, och minst en gång om året. Skriv lösenordet på papper, lägg det i ett förseglat kuvert i kassaskåpet, och förstör det gamla.`,
    en: `Gives the account for emergencies a new password on servers that have it, and sees that it really is another one and that the account is not locked. The password goes in on stdin and is never in a plan, a log, a list of processes or evidence.

Used when the account was used, when somebody who knew the password leaves, and once a year at least. Write it on paper, put that in a sealed envelope in the safe, and destroy the old one.`,
  },
  params: z.object({ ...newPassword, ...hostChoice }),
  change: 'normal',
  approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '4h' },
  rollout: { batches: [1, '25%'], maxFail: 0, spread: 'service', window: 'any' },
  systems: ['linux'],
  evidence: {
    'break-glass': { sv: 'När kontot fick ett nytt lösenord', en: 'When the account got a new password' },
  },
  tried: 'machine',
  targets: (context) => chooseHosts(context, 'linux'),
  async host(ctx) {
    const { account, password } = ctx.params;
    const state = await ctx.read('state', accountState(account));
    if (state === 'absent')
      ctx.unchanged({ sv: `${account} finns inte här.`, en: `${account} is not here.` });
    const before = await ctx.read('mark', passwordMark(account));
    await ctx.change(
      'rotate',
      { sv: `Ge ${account} ett nytt lösenord`, en: `Give ${account} a new password` },
      rotateStep(account, password, before),
    );
    await ctx.verify('is-another', hasOtherPassword(account, before), { withinSeconds: 10 });
    await ctx.verify('is-usable', isUsable(account), { withinSeconds: 10 });
    await ctx.evidence('break-glass', { account, rotatedAt: (await ctx.now()).toISOString() });
  },
});
