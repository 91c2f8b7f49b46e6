import { describe, expect, it } from 'vitest';
import { openQuestions, stepEndOf, stepsOfRun } from '#agents/collector/figures/run-steps.ts';
import type { RunEntry } from '#agents/collector/store/store.ts';
import type { JournalEvent } from '#model/runs/journal-entry.ts';

const at = (seq: number) => new Date(Date.UTC(2026, 10, 24, 1, 0, seq));
const entries = (...events: readonly JournalEvent[]): readonly RunEntry[] =>
  events.map((event, seq) => ({ seq, at: at(seq), hash: '', line: '', event }));
const ref = { host: 'a', step: 'upgrade' };
const intent: JournalEvent = { kind: 'intent', body: { ...ref, effect: 'change', commandHash: 'c' } };
const done = (ok: boolean): JournalEvent => ({
  kind: 'done',
  body: {
    ...ref,
    result: ok ? { ok: true, value: 0, by: 'run' } : { ok: false, why: 'exit 1', last: 'E: nej' },
    outputSha256: 'f',
  },
});
const unknown: JournalEvent = { kind: 'unknown', body: { ...ref, why: 'borta' } };
const decided: JournalEvent = {
  kind: 'decided',
  body: { ...ref, by: 'directory:1', decision: 'not-done' },
};

describe('the steps of a run', () => {
  it('last from their intent to their end', () => {
    expect(stepsOfRun(entries(intent, done(true)))).toEqual([
      {
        ...ref,
        effect: 'change',
        from: at(0),
        to: at(1),
        end: { kind: 'done', by: 'run' },
        outputSha256: 'f',
      },
    ]);
    expect(stepsOfRun(entries(intent))).toMatchObject([{ to: null, end: { kind: 'working' } }]);
  });

  it('are told once for each time that they were taken', () => {
    const steps = stepsOfRun(entries(intent, done(false), intent, done(true)));
    expect(steps.map(({ end }) => end.kind)).toEqual(['failed', 'done']);
    expect(stepsOfRun(entries(intent, done(false), done(true)))).toHaveLength(2);
  });

  it('of which nobody knows the end wait for a person, until one has said it or they are done after all', () => {
    expect(openQuestions(stepsOfRun(entries(intent, unknown)))).toMatchObject([{ ...ref }]);
    expect(openQuestions(stepsOfRun(entries(intent, unknown, decided)))).toEqual([]);
    expect(openQuestions(stepsOfRun(entries(intent, unknown, done(true))))).toEqual([]);
    expect(openQuestions(stepsOfRun(entries(intent, unknown, decided, intent, unknown)))).toHaveLength(1);
  });

  it('that were not needed were never begun', () => {
    const body = { ...ref, result: { ok: true, value: false, by: 'not-needed' }, outputSha256: null };
    expect(stepsOfRun(entries({ kind: 'done', body }))).toMatchObject([
      { effect: null, from: null, end: { kind: 'done', by: 'not-needed' } },
    ]);
  });

  it('end one knows not how where the journal says it in a way that is not known', () => {
    expect(stepEndOf({ something: 'else' })).toEqual({ kind: 'done', by: 'unsaid' });
    expect(stepEndOf({ ok: false, why: 'exit 1' })).toEqual({ kind: 'failed', why: 'exit 1', last: '' });
  });
});
