import type { ApprovalRule, RolloutRule } from '#model/runs/run-plan.ts';
import type { Names } from '../../figures/names.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  sizes: (list: string) => ({ sv: `Omgångar om ${list}`, en: `Batches of ${list}` }),
  first: (list: string) => ({ sv: `Först ${list} åt gången`, en: `First ${list} at a time` }),
  ramp: (most: Value) => ({ sv: `sedan dubbelt upp till ${most}`, en: `then doubled up to ${most}` }),
  soak: (span: string) => ({ sv: `paus ${span} efter varje`, en: `a pause of ${span} after each` }),
  none: { sv: 'stannar vid första misslyckade servern', en: 'stops at the first server that fails' },
  most: (limit: Value) => ({
    sv: `stannar när fler än ${limit} har misslyckats`,
    en: `stops once more than ${limit} have failed`,
  }),
  service: {
    sv: 'aldrig två servrar i samma tjänst samtidigt',
    en: 'never two servers of one service together',
  },
  'service-and-domain': {
    sv: 'aldrig två servrar i samma tjänst eller i samma skilda del samtidigt',
    en: 'never two servers of one service or of one failure domain together',
  },
  maintenance: { sv: 'bara i servrarnas underhållsfönster', en: "only in the servers' maintenance windows" },
  any: { sv: 'när som helst', en: 'at any time' },
  one: (role: string, span: string) => ({
    sv: `En person i rollen ${role} godkänner planen; det gäller i ${span}`,
    en: `One person in the role ${role} approves the plan; it holds for ${span}`,
  }),
  two: (role: string, span: string) => ({
    sv: `Två personer godkänner planen, minst en i rollen ${role}; det gäller i ${span}`,
    en: `Two persons approve the plan, at least one in the role ${role}; it holds for ${span}`,
  }),
  other: { sv: ', och ingen av dem är den som begär.', en: ', and none of them is who asks.' },
  owner: { sv: 'systemägare för varje berörd tjänst', en: 'owner of each service concerned' },
  hour: { sv: { one: 'timme', other: 'timmar' }, en: { one: 'hour', other: 'hours' } },
  minute: { sv: { one: 'minut', other: 'minuter' }, en: { one: 'minute', other: 'minutes' } },
  day: { sv: { one: 'dygn', other: 'dygn' }, en: { one: 'day', other: 'days' } },
  second: { sv: { one: 'sekund', other: 'sekunder' }, en: { one: 'second', other: 'seconds' } },
};

/** How hosts are taken, in one sentence. */
export function rolloutSentence(
  { batches, ramp, soak, maxFail, spread, window }: RolloutRule,
  view: View,
): string {
  const t = speak(words, view.lang);
  const sizes = batches.map(share).join(', ');
  return `${[
    batches.length > 1 ? t.sizes(sizes) : t.first(sizes),
    ...(ramp === undefined ? [] : [t.ramp(ramp)]),
    ...(soak === undefined ? [] : [t.soak(spanWord(soak, view))]),
    maxFail === 0 ? t.none : t.most(share(maxFail)),
    t[spread],
    t[window],
  ].join('; ')}.`;
}

/** Whose yes it takes, in one sentence. */
export function approvalSentence(
  { role, approvers, notRequester, validFor }: ApprovalRule,
  names: Names,
  view: View,
): string {
  const t = speak(words, view.lang);
  const said = role === 'owner' ? t.owner : names.party(`role:${role}`);
  const span = spanWord(validFor, view);
  return `${approvers === 1 ? t.one(said, span) : t.two(said, span)}${notRequester ? t.other : '.'}`;
}

const share = (size: number | string): string => String(size).replace('%', '\u00a0%');

const units = { s: 'second', m: 'minute', h: 'hour', d: 'day' } as const;

/** `24h` as "24 timmar". */
function spanWord(duration: string, { lang }: View): string {
  const [, amount = '', unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const word = units[unit as keyof typeof units];
  return word === undefined ? duration : speak(words, lang)[word](Number(amount));
}
