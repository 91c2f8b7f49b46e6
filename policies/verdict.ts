import { type Evidence, type Severity, type Subject, severities } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { Verdict } from './control.ts';

/** One thing that is wrong; weighs as the control does where no severity is given. */
export interface Problem {
  readonly text: Text;
  readonly severity?: Severity;
}

/** What was seen of one subject, before it becomes one verdict. */
export interface Judgement {
  readonly subject: Subject;
  /** The control's own severity, for problems that name none. */
  readonly severity: Severity;
  readonly problems: readonly Problem[];
  /** What would have to be known to call it met. */
  readonly unknowns: readonly Text[];
  /** Said where nothing is wrong and nothing unknown. */
  readonly met: Text;
  readonly evidence: readonly Evidence[];
}

/**
 * One verdict of everything seen: a problem makes a finding, whatever else is unknown; without problems
 * anything unknown makes `not-measured`; only the rest is met. A finding weighs as its worst problem,
 * which is also said first.
 */
export function giveVerdict({ subject, severity, problems, unknowns, met, evidence }: Judgement): Verdict {
  const worstFirst = problems
    .map((problem) => ({ text: problem.text, severity: problem.severity ?? severity }))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const worst = worstFirst[0];
  if (worst !== undefined) {
    const message = joinTexts(worstFirst.map(({ text }) => text));
    return { subject, status: 'finding', message, evidence, severity: worst.severity };
  }
  if (unknowns.length > 0) return { subject, status: 'not-measured', message: joinTexts(unknowns), evidence };
  return { subject, status: 'met', message: met, evidence };
}

/** Sentences after one another, in both languages. */
export function joinTexts(texts: readonly Text[], separator = ' '): Text {
  return {
    sv: texts.map(({ sv }) => sv).join(separator),
    en: texts.map(({ en }) => en).join(separator),
  };
}
