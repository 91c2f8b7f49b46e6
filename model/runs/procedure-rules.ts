import type { Text } from '../format/text.ts';
import type { ProcedureSummary } from './procedure-summary.ts';
import type { ApprovalRule, ChangeKind, RolloutRule } from './run-plan.ts';

/** One rule that a procedure is run by, in plain words. */
export interface ProcedureRule {
  readonly name: Text;
  readonly says: Text;
}

/**
 * The rules of a procedure in plain words: how it is decided, by whom, and how it is rolled out.
 *
 * @param roleName what a role is called: `it-chef` → "IT-chef"
 */
export function rulesOfProcedure(
  { change, approve, rollout, systems }: Pick<ProcedureSummary, 'change' | 'approve' | 'rollout' | 'systems'>,
  roleName: (role: string) => string,
): readonly ProcedureRule[] {
  return [
    { name: { sv: 'Ändring', en: 'Change' }, says: changes[change] },
    { name: { sv: 'Godkänns av', en: 'Approved by' }, says: approversOf(approve, roleName) },
    { name: { sv: 'Godkännandet gäller', en: 'Approval holds' }, says: durationOf(approve.validFor) },
    { name: { sv: 'Omgångar', en: 'Batches' }, says: batchesOf(rollout) },
    { name: { sv: 'Stannar', en: 'Stops' }, says: stopOf(rollout.maxFail) },
    { name: { sv: 'Spridning', en: 'Spread' }, says: spreads[rollout.spread] },
    { name: { sv: 'När', en: 'When' }, says: whenOf(rollout.window, change) },
    { name: { sv: 'Servrar med', en: 'Servers with' }, says: systemsText(systems) },
  ];
}

/** "Linux och Windows". */
export function systemsText(systems: ProcedureSummary['systems']): Text {
  const names = systems.map((system) => systemNames[system]);
  return { sv: names.join(' och '), en: names.join(' and ') };
}

/** Who approves, and how many: "1 person i rollen IT-chef, inte den som begär". */
export function approversOf(
  { role, approvers, notRequester }: ApprovalRule,
  roleName: (role: string) => string,
): Text {
  const isOwner = role === 'owner';
  const isOne = approvers === 1;
  const sv = isOwner ? 'systemägaren för varje tjänst som berörs' : `rollen ${roleName(role)}`;
  const en = isOwner ? 'the owner of each service concerned' : `the role ${roleName(role)}`;
  const people = {
    sv: isOwner ? sv : `${isOne ? 'en person' : 'två personer'} i ${sv}`,
    en: isOwner ? en : `${isOne ? 'one person' : 'two persons'} in ${en}`,
  };
  if (!notRequester) return people;
  return { sv: `${people.sv}, inte den som begär`, en: `${people.en}, not who asks` };
}

const systemNames = { linux: 'Linux', windows: 'Windows' } as const;

const changes: Readonly<Record<ChangeKind, Text>> = {
  standard: {
    sv: 'standardändring: görs ofta och på samma sätt; varje plan godkänns ändå',
    en: 'standard change: done often and in the same way; each plan is approved all the same',
  },
  normal: {
    sv: 'normal ändring: varje plan godkänns för sig',
    en: 'normal change: each plan is approved by itself',
  },
  emergency: {
    sv: 'akut ändring: får göras först; en andra person granskar efteråt',
    en: 'emergency change: may be done first; a second person looks at it afterwards',
  },
};

const spreads: Readonly<Record<RolloutRule['spread'], Text>> = {
  service: {
    sv: 'aldrig två servrar i samma tjänst i en omgång',
    en: 'never two servers of one service in a batch',
  },
  'service-and-domain': {
    sv: 'aldrig två servrar i samma tjänst, eller i samma rum eller rack, i en omgång',
    en: 'never two servers of one service, nor of one room or rack, in a batch',
  },
};

const units: Readonly<
  Record<string, { readonly sv: readonly [string, string]; readonly en: readonly [string, string] }>
> = {
  s: { sv: ['sekund', 'sekunder'], en: ['second', 'seconds'] },
  m: { sv: ['minut', 'minuter'], en: ['minute', 'minutes'] },
  h: { sv: ['timme', 'timmar'], en: ['hour', 'hours'] },
  d: { sv: ['dygn', 'dygn'], en: ['day', 'days'] },
};

/** `24h` → "24 timmar"; as it stands where it is written otherwise. */
function durationOf(text: string): Text {
  const [, amount = '', letter = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const unit = units[letter];
  if (unit === undefined) return { sv: text, en: text };
  const form = amount === '1' ? 0 : 1;
  return { sv: `${amount} ${unit.sv[form]}`, en: `${amount} ${unit.en[form]}` };
}

/** How large the batches are: "en server, sedan 25 % åt gången". */
export function batchesOf({ batches, soak, ramp }: RolloutRule): Text {
  const size = (batch: RolloutRule['batches'][number]): Text => {
    if (batch === '100%') return { sv: 'alla på en gång', en: 'all at once' };
    if (typeof batch === 'string') return { sv: batch.replace('%', '\u00a0%'), en: batch };
    return {
      sv: batch === 1 ? 'en server' : `${batch} servrar`,
      en: batch === 1 ? 'one server' : `${batch} servers`,
    };
  };
  const last = batches.at(-1) ?? '100%';
  const rest =
    last === '100%' ? size(last) : { sv: `${size(last).sv} åt gången`, en: `${size(last).en} at a time` };
  const steps = [...batches.slice(0, -1).map(size), rest];
  const wait = soak === undefined ? null : durationOf(soak);
  const line = (lang: 'sv' | 'en', then: string) => steps.map((step) => step[lang]).join(`, ${then} `);
  return {
    sv: `${line('sv', 'sedan')}${ramp === undefined ? '' : `, dubblat upp till ${ramp}`}${wait === null ? '' : `; ${wait.sv} mellan omgångarna`}`,
    en: `${line('en', 'then')}${ramp === undefined ? '' : `, doubled up to ${ramp}`}${wait === null ? '' : `; ${wait.en} between the batches`}`,
  };
}

function stopOf(maxFail: RolloutRule['maxFail']): Text {
  if (maxFail === 0 || maxFail === '0%')
    return { sv: 'så snart en server misslyckas', en: 'as soon as a server fails' };
  if (maxFail === '100%')
    return { sv: 'inte, hur många servrar som än misslyckas', en: 'not, however many servers fail' };
  const sv =
    typeof maxFail === 'string' ? `${maxFail.replace('%', '\u00a0%')} av servrarna` : `${maxFail} servrar`;
  const en = typeof maxFail === 'string' ? `${maxFail} of the servers` : `${maxFail} servers`;
  return { sv: `när fler än ${sv} har misslyckats`, en: `once more than ${en} have failed` };
}

function whenOf(window: RolloutRule['window'], change: ChangeKind): Text {
  if (window === 'maintenance')
    return { sv: 'inom servrarnas underhållsfönster', en: "within the servers' maintenance windows" };
  return change === 'emergency'
    ? { sv: 'när som helst', en: 'at any time' }
    : { sv: 'när som helst utom under ändringsstopp', en: 'at any time but in a freeze' };
}
