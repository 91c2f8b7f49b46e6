import { describe, expect, it } from 'vitest';
import { answerFourQuestions } from '#agents/collector/figures/four-questions.ts';
import { GoalsFile } from '#model/declaration/goals.ts';
import { controls } from '#policies/controls/index.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { storedResult } from './stored-result.ts';

const today = '2026-11-24';
const goal = {
  id: 'mal',
  title: 'Målet',
  year: 2026,
  owner: 'role:chef',
  measure: { what: 'Något', unit: 'antal', target: 10, direction: 'at-least' },
};
const action = {
  id: 'atgard',
  title: 'Åtgärden',
  owner: 'role:chef',
  due: '2026-11-23',
  expectedEffect: 'Bättre.',
};

function answers(
  goals: unknown[],
  actions: unknown[],
  results: readonly ReturnType<typeof storedResult>[] = [],
) {
  const declaration = {
    ...buildDeclaration({ services: [buildService({ id: 'a' }), buildService({ id: 'b' })] }),
    goals: GoalsFile.parse({ goals, actions }),
  };
  return answerFourQuestions(
    declaration,
    controls,
    { countsByControl: new Map(), serviceResults: results, carriers: [] },
    today,
  );
}

describe('the four questions', () => {
  it('are not measured where there is nothing to answer from', () => {
    expect(answers([], [])).toEqual({ strategy: null, actions: null, goals: null, rules: null });
  });

  it('count an action as late from the day after it was due, and never a cancelled one', () => {
    const due = (day: string, more = {}) => ({ ...action, due: day, ...more });
    expect(answers([], [due('2026-11-24')]).actions).toMatchObject({ done: 0, total: 1, late: [] });
    expect(answers([], [due('2026-11-23')]).actions?.late).toHaveLength(1);
    expect(answers([], [due('2026-11-23', { doneOn: '2026-11-24' })]).actions).toMatchObject({
      done: 1,
      late: [],
    });
    expect(answers([], [due('2026-11-23', { doneOn: '2026-11-25' })]).actions?.late).toHaveLength(1);
    expect(
      answers(
        [],
        [due('2026-11-23', { cancelled: { on: '2026-01-01', reason: 'Byte.' } }), due('2026-12-01')],
      ).actions,
    ).toMatchObject({ total: 1, cancelled: 1, late: [] });
  });

  it('judge goals of the newest year by their direction, and leave the unmeasured unmeasured', () => {
    const outcome = (value: number) => ({ value, on: '2026-10-01', source: 'Räkning' });
    const measured = (value: number, direction: string) => ({
      ...goal,
      measure: { ...goal.measure, direction, outcome: outcome(value) },
    });
    expect(answers([measured(10, 'at-least'), measured(11, 'at-most'), goal], []).goals).toEqual({
      year: 2026,
      reached: 1,
      missed: 1,
      notMeasured: 1,
    });
    expect(answers([{ ...goal, year: 2025 }, goal, { ...goal, year: 2027 }], []).goals).toMatchObject({
      year: 2026,
      notMeasured: 1,
    });
  });

  it('take a service as following the strategy only where every judged control is met', () => {
    const { strategy } = answers(
      [],
      [],
      [
        storedResult('GV-01', 'met', { kind: 'service', id: 'a' }),
        storedResult('GV-02', 'not-measured', { kind: 'service', id: 'a' }),
        storedResult('GV-01', 'met', { kind: 'service', id: 'b' }),
      ],
    );
    expect(strategy?.services).toMatchObject({ met: 1, 'not-measured': 1, finding: 0 });
  });

  it('do not take a service as following it whose server has a finding', () => {
    const declaration = buildDeclaration({ services: [buildService({ id: 'a' })] });
    const { strategy } = answerFourQuestions(
      declaration,
      controls,
      {
        countsByControl: new Map(),
        serviceResults: [storedResult('GV-01', 'met', { kind: 'service', id: 'a' })],
        carriers: [{ serviceIds: ['a'], results: { met: 3, finding: 1, exempt: 0, 'not-measured': 0 } }],
      },
      today,
    );
    expect(strategy?.services).toMatchObject({ met: 0, finding: 1 });
  });

  it('count devices’ results for the strategy, as every control that judges devices cites it', () => {
    for (const { id, reads, sources } of controls) {
      if (reads.includes('fleet'))
        expect(
          sources.some(({ kind }) => kind === 'strategy'),
          id,
        ).toBe(true);
    }
  });

  it('count a control that was never run as not measured', () => {
    const declaration = buildDeclaration();
    const { rules } = answerFourQuestions(
      declaration,
      controls,
      {
        countsByControl: new Map([['GV-01', { met: 2, finding: 0, exempt: 0, 'not-measured': 0 }]]),
        serviceResults: [],
        carriers: [],
      },
      today,
    );
    expect(rules?.controls).toMatchObject({ met: 1, 'not-measured': controls.length - 1 });
  });
});
