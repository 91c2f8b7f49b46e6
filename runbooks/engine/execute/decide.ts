import { bilingualError } from '#model/bilingual-error.ts';
import type { JournalEvent } from '../journal/entry.ts';
import type { RunJournal } from './run-log.ts';
import { foldRunState, type TimedEvent } from './run-state.ts';

/** A step that nobody knows the end of, as a person is asked about it. */
export interface OpenQuestion {
  readonly host: string;
  readonly step: string;
  readonly why: string;
}

/** What waits for a person: steps that were begun and that neither host nor probe can say anything of. */
export function openQuestions(history: Iterable<TimedEvent>): readonly OpenQuestion[] {
  const { state } = foldRunState(history);
  return [...state.hosts].flatMap(([host, { steps }]) =>
    [...steps].flatMap(([step, { unknown }]) => (unknown === null ? [] : [{ host, step, why: unknown }])),
  );
}

/**
 * Writes down what a person has seen of such a step: it was done, it was not and may be begun again, or the host is
 * to be left. The run is then resumed.
 *
 * @throws {GrundvalError} `run/nothing-to-decide`
 */
export async function decideStep(
  journal: RunJournal,
  history: Iterable<TimedEvent>,
  decision: Extract<JournalEvent, { kind: 'decided' }>['body'],
): Promise<void> {
  const questions = openQuestions(history);
  const isAsked = questions.some(({ host, step }) => host === decision.host && step === decision.step);
  if (!isAsked) throw nothingToDecide(decision, questions);
  await journal.append({ kind: 'decided', body: decision });
}

function nothingToDecide(
  { host, step }: Pick<OpenQuestion, 'host' | 'step'>,
  questions: readonly OpenQuestion[],
) {
  const open = questions.map((question) => `${question.host} ${question.step}`).join(', ');
  return bilingualError(
    'run/nothing-to-decide',
    {
      sv: `Steget ${step} på ${host} väntar inte på något beslut.`,
      en: `The step ${step} on ${host} does not wait for a decision.`,
    },
    open === ''
      ? { sv: 'Inget steg gör det. Återuppta körningen.', en: 'No step does. Resume the run.' }
      : { sv: `Det här väntar: ${open}.`, en: `These wait: ${open}.` },
    { details: { host, step } },
  );
}
