import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '#runbooks/engine/execute/clock.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import { toEvent } from '#runbooks/engine/journal/event.ts';
import { readJournal } from '#runbooks/engine/journal/read.ts';
import { createFileStore } from '#runbooks/engine/output/file-store.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { debian } from '../../debian.ts';
import { patch } from '../../procedures-under-test.ts';
import { codeOf, createBench } from './bench.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'run-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function historyOf(path: string): Promise<readonly TimedEvent[]> {
  const events: TimedEvent[] = [];
  for await (const entry of readJournal(path))
    events.push({ at: new Date(entry.at), event: toEvent(path, entry) });
  return events;
}

/** A clock on which every wait is over at once, and took its time. */
function hurriedClock(): Clock {
  let now = Date.parse('2026-03-03T21:00:00Z');
  return {
    now: () => new Date(now),
    monotonicMs: () => now,
    async sleep(ms) {
      now += Math.max(0, ms);
      await setImmediate();
    },
  };
}

test('a run is written to a real journal, and a later controller goes on from the file', async () => {
  const path = join(await temporaryFolder(), 'journal.jsonl');
  const clock = hurriedClock();
  const bench = await createBench({ procedure: patch, machine: debian, hosts: fleet(4), clock });
  const outputs = createFileStore(join(path, '..', 'output'));
  const first = await openJournal(path, { clock: clock.now });
  let lines = 0;
  const dying = {
    append: async (event: Parameters<typeof first.append>[0]) => {
      lines += 1;
      if (lines > 25) throw new Error('the controller died');
      return await first.append(event);
    },
  };
  expect(await codeOf(bench.runNow({ journal: dying, history: [], outputs }))).toBe('run/cannot-write');
  expect(await codeOf(openJournal(path, { clock: clock.now }))).toBe('journal/in-use');
  await first.close();

  const second = await openJournal(path, { clock: clock.now });
  const report = await bench.runNow({ journal: second, history: await historyOf(path), outputs });
  await second.close();
  expect(report.outcome).toBe('succeeded');
  expect(bench.effects).toHaveLength(16);
  const history = await historyOf(path);
  expect(history.at(-1)?.event.kind).toBe('closed');
});
