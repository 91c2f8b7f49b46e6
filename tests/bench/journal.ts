import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JsonValue } from '#model/platform/rendering.ts';
import { openJournal } from '#runbooks/engine/journal/append.ts';
import type { JournalEvent } from '#runbooks/engine/journal/entry.ts';
import { noHash, writeLine } from '#runbooks/engine/journal/line.ts';
import { signSeal } from '#runbooks/engine/journal/seal.ts';
import { newKey } from '../runbooks/engine/approval/people.ts';
import { header, sampleEvents } from '../runbooks/engine/journal/sample.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';
import { measureProcess } from './measure-process.ts';

/**
 * How long a journal of a million entries takes to verify, beside what only hashes the same bytes and what does the
 * same chain in Python; and what an entry costs to write. Prints a table; `-- --json FILE` writes it.
 */
const entries = 1_000_000;
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'grundval-bench-journal-'));
const path = join(folder, 'journal.jsonl');

/** A closed run of that many entries, sealed every 10,000. */
function writeLongJournal(): void {
  const key = newKey();
  const file = openSync(path, 'w');
  let prev = noHash;
  let seq = 0;
  let lines: string[] = [];
  const add = ({ kind, body }: JournalEvent) => {
    const at = new Date(Date.UTC(2026, 10, 25) + seq * 10).toISOString();
    const { line, entry } = writeLine({ seq, at, prev, kind, body: body as JsonValue });
    prev = entry.hash;
    seq += 1;
    lines.push(line);
    if (lines.length < 10_000) return;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  };
  const events = sampleEvents(entries / 2);
  for (const [at, event] of events.entries()) {
    if (at > 0 && at % 10_000 === 0) {
      add({ kind: 'sealed', body: signSeal(header.run, { seq: seq - 1, hash: prev }, key) });
    }
    add(event);
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

const python = `
import hashlib, json, sys
prev = '0' * 64
for line in open(sys.argv[1], encoding='utf8'):
    entry = json.loads(line)
    stated = entry.pop('hash')
    text = json.dumps(entry, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    if entry['prev'] != prev or hashlib.sha256(text.encode()).hexdigest() != stated: sys.exit('broken')
    prev = stated
`;

async function measureVerify(): Promise<readonly Figure[]> {
  writeLongJournal();
  const megabytes = Math.round(statSync(path).size / 1e6);
  const command = [process.execPath, join(root, 'cli/main.ts'), 'runs', 'verify', path, '--format', 'json'];
  const { wallSeconds, own, exitCode, stdout } = await measureProcess(folder, command);
  const found = JSON.parse(stdout) as { readonly verdict: string; readonly entries: number };
  if (exitCode !== 0 || found.verdict !== 'whole') throw new Error(`not verified: ${stdout.slice(0, 200)}`);
  const what = `${found.entries} entries, ${megabytes} MB`;
  const peer = async (name: string, program: readonly string[]): Promise<Figure> => {
    if (spawnSync(program[0] ?? '', ['--version']).status !== 0) {
      return figure(name, null, 's', null, `no ${program[0]} here`);
    }
    const cost = await measureProcess(folder, program);
    if (cost.exitCode !== 0) throw new Error(`${name} ended with ${cost.exitCode}`);
    return figure(
      name,
      rounded(cost.wallSeconds),
      's',
      null,
      `the same file, ${rounded(cost.outside?.cpuSeconds ?? 0)} CPU-s`,
    );
  };
  return [
    figure('runs verify', rounded(wallSeconds), 's', 10, `${what}, wall, start of the program included`),
    figure('runs verify, CPU', own === null ? null : rounded(own.cpuSeconds), 's', null, 'the same run'),
    figure(
      'runs verify, memory',
      own === null ? null : Math.round(own.peakBytes / 2 ** 20),
      'MiB',
      256,
      'peak',
    ),
    await peer('sha256sum', ['sha256sum', path]),
    await peer('python: json, sort, hashlib', ['python3', '-c', python, path]),
  ];
}

/** What the disk itself needs for a line and its sync: no journal is faster. */
function measureDisk(lines: number): number {
  const file = openSync(join(folder, 'disk'), 'a');
  const times = Array.from({ length: lines }, () => {
    const start = performance.now();
    writeSync(file, randomBytes(300));
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  return median(times);
}

async function measureAppend(): Promise<readonly Figure[]> {
  const journal = await openJournal(join(folder, 'written.jsonl'), { clock: () => new Date() });
  await journal.append({ kind: 'opened', body: header });
  const intent = (step: string): JournalEvent => ({
    kind: 'intent',
    body: { host: 'castor-app-1', step, effect: 'change', commandHash: 'd'.repeat(64) },
  });
  const alone: number[] = [];
  for (let at = 0; at < 300; at += 1) {
    const start = performance.now();
    await journal.append(intent(`alone#${at}`));
    alone.push(performance.now() - start);
  }
  const together: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const start = performance.now();
    await Promise.all(Array.from({ length: 200 }, (_, at) => journal.append(intent(`${round}#${at}`))));
    together.push(performance.now() - start);
  }
  await journal.close();
  return [
    figure('intent on the disk', rounded(median(alone)), 'ms', null, 'median of 300, one at a time'),
    figure(
      '200 intents on the disk',
      rounded(median(together)),
      'ms',
      null,
      '200 hosts at once, median of 50',
    ),
    figure(
      'write and fdatasync',
      rounded(measureDisk(300)),
      'ms',
      null,
      'the disk alone: 300 bytes, median of 300',
    ),
  ];
}

try {
  publish('Journal of a run', [...(await measureVerify()), ...(await measureAppend())]);
} finally {
  rmSync(folder, { recursive: true });
}
