import { expect, test } from 'vitest';
import {
  emergencyState,
  isLookOwed,
  recordReview,
  recordSecondPerson,
} from '#runbooks/engine/execute/emergency.ts';
import { defineProcedure } from '#runbooks/procedure.ts';
import { rotate } from '../../procedures-under-test.ts';
import { codeOf, createBench } from './bench.ts';

const urgent = defineProcedure({ ...rotate, change: 'emergency' });
const refused = { kind: 'refused', reason: { sv: 'ingen', en: 'nobody' } } as const;

async function runUrgently() {
  const bench = await createBench({ procedure: urgent });
  await bench.run({ checkApproval: async () => refused });
  return bench;
}

test('after an emergency a second person is awaited, and is late once the time has gone by', async () => {
  const bench = await runUrgently();
  const within = emergencyState(bench.state(), new Date('2026-03-04T20:59:00Z'));
  expect(within).toMatchObject({ secondPerson: null, review: null, isOverdue: false });
  expect(emergencyState(bench.state(), new Date('2026-03-04T21:01:00Z'))?.isOverdue).toBe(true);
});

test('the second person is neither who asked nor who ran it, however they write their name', async () => {
  const bench = await runUrgently();
  const now = new Date('2026-03-04T08:00:00Z');
  for (const person of ['directory:2', 'directory:3', 'Directory:3 '])
    expect(await codeOf(recordSecondPerson(bench.journal, bench.state(), person, now))).toBe(
      'run/same-person',
    );
  await recordSecondPerson(bench.journal, bench.state(), 'directory:1', now);
  await recordReview(bench.journal, bench.state(), { by: 'directory:1', text: 'Rätt gjort.' }, now);
  expect(emergencyState(bench.state(), new Date('2026-04-01T00:00:00Z'))).toMatchObject({
    secondPerson: { by: 'directory:1', at: '2026-03-04T08:00:00.000Z' },
    review: { by: 'directory:1', text: 'Rätt gjort.' },
    isOverdue: false,
  });
});

test('whoever looks after another is written down too, once, and who made the change is not', async () => {
  const bench = await runUrgently();
  const now = new Date('2026-03-04T08:00:00Z');
  expect(isLookOwed(bench.state(), 'directory:3')).toBe(true);
  await recordSecondPerson(bench.journal, bench.state(), 'directory:1', now);
  const owed = ['directory:1', 'Directory:1', 'directory:2', 'directory:3', 'directory:4'].filter((person) =>
    isLookOwed(bench.state(), person),
  );
  expect(owed).toEqual(['directory:4']);
});

test('a run that was approved beforehand owes nobody anything', async () => {
  const bench = await createBench({ procedure: urgent });
  await bench.run();
  const now = bench.clock.now();
  expect(emergencyState(bench.state(), now)).toBeNull();
  expect(await codeOf(recordSecondPerson(bench.journal, bench.state(), 'directory:1', now))).toBe(
    'run/no-emergency',
  );
});
