import { expect, it } from 'vitest';
import { keepHouse } from '#agents/collector/housekeeping.ts';
import { testNow } from '../../builders/fleet.ts';

const scope = { organisation: 'exempel', tenants: ['exempel'] };

function recordingLog() {
  const said: string[] = [];
  const say = (_fields: object, message: string) => void said.push(message);
  return { said, log: { info: say, error: say } };
}

it('removes by the calendar of Stockholm, says what was removed, and judges everything', async () => {
  const { said, log } = recordingLog();
  const asked: unknown[] = [];
  const judged: string[] = [];
  await keepHouse(
    {
      store: {
        purge: async (_scope, at, today) => {
          asked.push(at, today);
          return [
            { tenant: 'exempel', records: 'changes', decision: 'KS-2026-9', olderThan: at, removed: 7 },
          ];
        },
      },
      evaluator: { evaluateAll: async (organisation) => void judged.push(organisation) },
      clock: () => new Date('2026-11-23T23:30:00Z'),
      log,
    },
    scope,
  );
  expect(asked).toEqual([new Date('2026-11-23T23:30:00Z'), '2026-11-24']);
  expect(judged).toEqual(['exempel']);
  expect(said).toEqual(['records were removed by decision']);
});

it('judges although the removal failed, and never rejects', async () => {
  const { said, log } = recordingLog();
  const failing = async () => {
    throw new Error('the database is away');
  };
  const parts = { store: { purge: failing }, evaluator: { evaluateAll: failing }, clock: () => testNow, log };
  await expect(keepHouse(parts, scope)).resolves.toBeUndefined();
  expect(said).toEqual(['the removal of old records failed']);
});
