import { z } from 'zod';
import type { JournalEvent, StepEffect } from '#model/runs/journal-entry.ts';
import type { RunEntry } from '../store/store.ts';

/** Shapes of `done` that are known; another one is a step that is done, one knows not how. */
const Result = z.union([
  z.object({ ok: z.literal(true), by: z.enum(['run', 'probe', 'person', 'not-needed']) }),
  z.object({ ok: z.literal(false), why: z.string(), last: z.string().default('') }),
]);

/** What became of a step, as far as the journal tells. */
export type StepEnd =
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly by: 'run' | 'probe' | 'person' | 'not-needed' | 'unsaid' }
  | { readonly kind: 'failed'; readonly why: string; readonly last: string }
  /** Nobody knows; a person is to say. */
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'decided';
      readonly by: string;
      readonly decision: Extract<JournalEvent, { kind: 'decided' }>['body']['decision'];
    };

/** One step on one host, each time it was taken. */
export interface RunStep {
  readonly host: string;
  readonly step: string;
  /** Null where it was never begun: a look showed that it was not needed. */
  readonly effect: StepEffect | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly end: StepEnd;
  /** Null where it said nothing. */
  readonly outputSha256: string | null;
}

/** How `done` tells that a step ended. */
export function stepEndOf(result: unknown): StepEnd {
  const { data } = Result.safeParse(result);
  if (data === undefined) return { kind: 'done', by: 'unsaid' };
  return data.ok ? { kind: 'done', by: data.by } : { kind: 'failed', why: data.why, last: data.last };
}

/**
 * Steps in the order they were begun.
 *
 * @param entries those of the kinds `intent`, `done`, `unknown` and `decided`, in their order
 */
export function stepsOfRun(entries: readonly RunEntry[]): readonly RunStep[] {
  const steps: RunStep[] = [];
  const newest = new Map<string, number>();
  const put = (at: Date, ref: { readonly host: string; readonly step: string }, more: Partial<RunStep>) => {
    const key = JSON.stringify([ref.host, ref.step]);
    const index = newest.get(key);
    const known = index === undefined ? undefined : steps[index];
    const isOpen = known !== undefined && known.end.kind !== 'done' && known.end.kind !== 'failed';
    if (index !== undefined && isOpen && more.effect === undefined) {
      steps[index] = { ...known, to: at, ...more };
      return;
    }
    newest.set(key, steps.length);
    const { host, step } = ref;
    const blank = { effect: null, from: null, to: at, end: { kind: 'working' }, outputSha256: null } as const;
    steps.push({ host, step, ...blank, ...more });
  };
  for (const { at, event } of entries) {
    if (event.kind === 'intent') put(at, event.body, { effect: event.body.effect, from: at, to: null });
    if (event.kind === 'done') {
      const { result, outputSha256 } = event.body;
      put(at, event.body, { end: stepEndOf(result), outputSha256 });
    }
    if (event.kind === 'unknown') put(at, event.body, { end: { kind: 'unknown', why: event.body.why } });
    if (event.kind === 'decided') {
      const { by, decision } = event.body;
      put(at, event.body, { end: { kind: 'decided', by, decision } });
    }
  }
  return steps;
}

/** The steps that wait for a person to say what became of them. */
export function openQuestions(steps: readonly RunStep[]): readonly RunStep[] {
  return steps.filter(({ end }) => end.kind === 'unknown');
}
