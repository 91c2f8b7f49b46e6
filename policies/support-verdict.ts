import type { Severity } from '#model/controls/result.ts';
import { severities } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { SupportPeriod } from '#model/lifecycle/find-support.ts';
import { addMonths } from './calendar.ts';
import type { Problem } from './verdict.ts';

/** How far ahead an end of support is spoken of, and which extended support the organisation has. */
export interface SupportRules {
  readonly lowMonths: number;
  readonly mediumMonths: number;
  readonly highMonths: number;
  /** Ids of extended support that counts, such as `windows-esu`. */
  readonly extended: readonly string[];
  /** Months for which "no end was known" holds, by whether the vendor announces ends. */
  readonly openEndMonths: number;
  readonly unannouncedEndMonths: number;
}

/** What the support of a product looks like on a day. */
export type SupportState =
  | { readonly kind: 'supported'; readonly text: Text }
  | { readonly kind: 'problem'; readonly problem: Problem & { readonly severity: Severity } }
  | { readonly kind: 'unknown'; readonly text: Text };

/**
 * Judges one release. Extended support counts only where the organisation says that it has it. An end within
 * twelve, six and three months is a finding of rising severity; a passed one is critical, but high where
 * support that reaches everybody without a contract (Debian LTS) still runs.
 */
export function judgeSupport(period: SupportPeriod, rules: SupportRules, today: string): SupportState {
  const { name, securityUntil, extended } = period;
  if (securityUntil === null) return judgeOpenEnd(period, rules, today);
  const counted = extended !== null && rules.extended.includes(extended.id) ? extended : null;
  const end = counted?.until ?? securityUntil;
  const by: Text =
    counted === null ? { sv: '', en: '' } : { sv: ` (${counted.name})`, en: ` (${counted.name})` };
  if (end < today) {
    const stillRuns = counted === null && extended !== null && extended.until >= today ? extended : null;
    const note = stillRuns === null ? { sv: '', en: '' } : offer(stillRuns);
    return {
      kind: 'problem',
      problem: {
        severity: stillRuns?.contract === false ? 'high' : 'critical',
        text: {
          sv: `${name}${by.sv} har inte leverantörens säkerhetsuppdateringar sedan ${end}.${note.sv}`,
          en: `${name}${by.en} has had no security updates from its vendor since ${end}.${note.en}`,
        },
      },
    };
  }
  const severity = severityAhead(end, rules, today);
  const text: Text = {
    sv: `${name}${by.sv} får säkerhetsuppdateringar till och med ${end}.`,
    en: `${name}${by.en} gets security updates until ${end}.`,
  };
  return severity === null ? { kind: 'supported', text } : { kind: 'problem', problem: { severity, text } };
}

function judgeOpenEnd(period: SupportPeriod, rules: SupportRules, today: string): SupportState {
  const { name, readOn, announcesEnds } = period;
  const months = announcesEnds ? rules.openEndMonths : rules.unannouncedEndMonths;
  if (addMonths(readOn, months) >= today) {
    return {
      kind: 'supported',
      text: {
        sv: `${name} hade inget känt supportslut ${readOn}.`,
        en: `${name} had no known end of support on ${readOn}.`,
      },
    };
  }
  return {
    kind: 'unknown',
    text: {
      sv: `${name} hade inget känt supportslut ${readOn}, men den uppgiften är för gammal för att säga något.`,
      en: `${name} had no known end of support on ${readOn}, but that is too long ago to say anything.`,
    },
  };
}

function severityAhead(end: string, rules: SupportRules, today: string): Severity | null {
  if (addMonths(today, rules.highMonths) >= end) return 'high';
  if (addMonths(today, rules.mediumMonths) >= end) return 'medium';
  return addMonths(today, rules.lowMonths) >= end ? 'low' : null;
}

function offer({ name, until, id }: { readonly name: string; readonly until: string; readonly id: string }) {
  return {
    sv: ` ${name} finns till och med ${until}; om kommunen har det, skriv \`extended: [${id}]\` för GV-12 i grundval.yaml.`,
    en: ` ${name} exists until ${until}; if the municipality has it, write \`extended: [${id}]\` for GV-12 in grundval.yaml.`,
  };
}

/**
 * One state where several releases fit what is known. What is wrong with all of them is wrong for certain
 * and weighs as the mildest; what differs between them is unknown.
 */
export function combineStates(states: readonly SupportState[], ambiguous: Text): SupportState {
  const [first] = states;
  if (first === undefined || states.length === 1) return first ?? { kind: 'unknown', text: ambiguous };
  const problems = states.flatMap((state) => (state.kind === 'problem' ? [state.problem] : []));
  if (problems.length === states.length) {
    const mildest = problems.toSorted(
      (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
    )[0];
    if (mildest !== undefined) return { kind: 'problem', problem: mildest };
  }
  return states.every(({ kind }) => kind === 'supported') ? first : { kind: 'unknown', text: ambiguous };
}
