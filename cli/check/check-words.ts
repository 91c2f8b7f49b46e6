import type { ControlResult, Evidence } from '#model/controls/result.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import type { ContextPart } from '#policies/control.ts';

/** Everything `grundval check` says that is neither a control's own text nor a result's. */
export interface CheckWords {
  readonly of: string;
  readonly remedy: string;
  readonly blocks: string;
  readonly until: (day: string) => string;
  readonly attestations: Readonly<Record<NonNullable<Evidence['attestation']>, string>>;
  /** What the results are about, for the denominator. */
  readonly subjects: (results: readonly ControlResult[]) => Plural;
  readonly notRun: string;
  readonly partly: string;
  readonly missing: Readonly<Record<ContextPart, string>>;
  readonly failed: string;
  readonly summary: string;
  readonly judgements: Plural;
  readonly findings: Plural;
  readonly planIssues: Plural;
  readonly differences: Plural;
  readonly mistakes: Plural;
  readonly unsupported: Plural;
  readonly proposed: (count: number) => string;
  readonly selfDeclared: (count: string, total: string) => string;
  readonly verdictClean: string;
  readonly verdictBlocked: (stops: string, count: number) => string;
  readonly verdictFailed: string;
}

function kindsOf(results: readonly ControlResult[]): 'service' | 'device' | 'both' {
  const kinds = new Set(results.map(({ subject }) => subject.kind));
  return kinds.size > 1 ? 'both' : kinds.has('device') ? 'device' : 'service';
}

export const checkWords: Readonly<Record<Lang, CheckWords>> = {
  sv: {
    of: 'av',
    remedy: 'Åtgärd',
    blocks: 'spärr',
    until: (day) => `till och med ${day}`,
    attestations: { 'self-declared': 'självdeklarerat', attested: 'intygat' },
    subjects: (results) =>
      ({
        service: { one: 'tjänst', other: 'tjänster' },
        device: { one: 'enhet', other: 'enheter' },
        both: { one: 'tjänst eller enhet', other: 'tjänster och enheter' },
      })[kindsOf(results)],
    notRun: 'Ej mätt här',
    partly: 'Det som är deklarerat är bedömt, men inte enheterna. ',
    missing: {
      declaration: 'Kräver deklarationen.',
      plan: 'Kräver en plan.',
      resources: 'Kräver plattformens resurser: kör grundval check med --target.',
      fleet: 'Kräver rapporter från enheter: kör grundval start.',
      evidence: 'Kräver underlag från körningar.',
    },
    failed: 'Gick inte att köra, på grund av ett fel i Grundval',
    summary: 'Sammanfattning',
    judgements: { one: 'bedömning', other: 'bedömningar' },
    findings: { one: 'avvikelse', other: 'avvikelser' },
    planIssues: { one: 'brist i planen', other: 'brister i planen' },
    differences: {
      one: 'resurs som inte betyder det planen säger',
      other: 'resurser som inte betyder det planen säger',
    },
    mistakes: { one: 'resurs som målet inte tar emot', other: 'resurser som målet inte tar emot' },
    unsupported: { one: 'sak som målet inte kan', other: 'saker som målet inte kan' },
    proposed: (count) =>
      count === 1
        ? '1 tjänst är bara föreslagen och bedöms inte ännu.'
        : `${count} tjänster är bara föreslagna och bedöms inte ännu.`,
    selfDeclared: (count, total) =>
      `${count} av ${total} vilar på beslut som bara står i filerna (självdeklarerade) och inte är intygade av den som beslutade.`,
    verdictClean: 'Inget spärrar.',
    verdictBlocked: (stops) => `${stops} spärrar driftsättning till produktion.`,
    verdictFailed: 'Resultatet är ofullständigt.',
  },
  en: {
    of: 'of',
    remedy: 'Remedy',
    blocks: 'blocking',
    until: (day) => `until ${day}`,
    attestations: { 'self-declared': 'self-declared', attested: 'attested' },
    subjects: (results) =>
      ({
        service: { one: 'service', other: 'services' },
        device: { one: 'device', other: 'devices' },
        both: { one: 'service or device', other: 'services and devices' },
      })[kindsOf(results)],
    notRun: 'Not measured here',
    partly: 'What is declared has been judged, the devices have not. ',
    missing: {
      declaration: 'Needs the declaration.',
      plan: 'Needs a plan.',
      resources: 'Needs the resources of the platform: run grundval check with --target.',
      fleet: 'Needs reports from devices: run grundval start.',
      evidence: 'Needs evidence of runs.',
    },
    failed: 'Could not be run, because of a fault in Grundval',
    summary: 'Summary',
    judgements: { one: 'judgement', other: 'judgements' },
    findings: { one: 'finding', other: 'findings' },
    planIssues: { one: 'gap in the plan', other: 'gaps in the plan' },
    differences: {
      one: 'resource that does not mean what the plan says',
      other: 'resources that do not mean what the plan says',
    },
    mistakes: {
      one: 'resource that the target does not take',
      other: 'resources that the target does not take',
    },
    unsupported: { one: 'thing that the target cannot do', other: 'things that the target cannot do' },
    proposed: (count) =>
      count === 1
        ? '1 service is only proposed and is not judged yet.'
        : `${count} services are only proposed and are not judged yet.`,
    selfDeclared: (count, total) =>
      `${count} of ${total} rest on decisions that only stand in the files (self-declared), not attested by whoever decided.`,
    verdictClean: 'Nothing blocks.',
    verdictBlocked: (stops, count) => `${stops} ${count === 1 ? 'blocks' : 'block'} going to production.`,
    verdictFailed: 'The result is incomplete.',
  },
};
