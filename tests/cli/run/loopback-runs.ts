import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { JournalEntry } from '#runbooks/engine/journal/entry.ts';
import { listRunIds } from '#runbooks/store/run-folder.ts';
import { type Ended, type LoopbackPlatform, startLoopbackPlatform } from './loopback-platform.ts';

/** Runs that restart nginx on the two servers of one service of the platform, asked for by a technician. */
export interface LoopbackRuns extends LoopbackPlatform {
  /** A file of the hosts' twin. */
  twin(name: string): string;
  /** How many seconds a restart takes from now on. */
  takeSeconds(seconds: number): Promise<void>;
  /** Addresses of servers that were restarted, in order. */
  restarts(): Promise<readonly string[]>;
  whenRestarted(times: number): Promise<void>;
  /** Declares how servers are reached, with more settings of `operations`, and takes a snapshot. */
  declare(settings?: object): Promise<void>;
  plan(...more: readonly string[]): Promise<Ended>;
  approve(...more: readonly string[]): Promise<Ended>;
  /** `grundval runs <what> latest` by the technician. */
  work(what: string, ...more: readonly string[]): Promise<Ended>;
  /** The same, only begun. */
  beginWork(what: string, ...more: readonly string[]): ReturnType<LoopbackPlatform['begin']>;
  /** Folder of the newest run. */
  folder(): Promise<string>;
  entries(): Promise<readonly JournalEntry[]>;
}

/** Starts a platform with keys for a technician and the head of IT. @param more variables for commands of grundval */
export async function startLoopbackRuns(more: Readonly<Record<string, string>> = {}): Promise<LoopbackRuns> {
  const platform = await startLoopbackPlatform(more);
  const twin = (name: string) => join(platform.base, 'twin', name);
  const data = ['--data', join(platform.base, 'data')];
  const byTechnician = (what: string, words: readonly string[]) => [
    ...['runs', what, 'latest', '--key', 'technician.pem'],
    ...(what === 'decide' ? [] : data),
    ...words,
  ];
  const restarts = async () => (await readFile(twin('restarts'), 'utf8')).split('\n').filter(Boolean);
  const folder = async (): Promise<string> => {
    const runs = join(platform.declaration, '.grundval/runs');
    const [latest = ''] = await listRunIds(runs);
    return join(runs, latest);
  };
  await platform.must('keys', 'new', '--holder', 'directory:ork-0012', '--out', 'technician.pem');
  await platform.must('keys', 'new', '--holder', 'directory:ork-0010', '--out', 'it-chef.pem');
  return {
    ...platform,
    twin,
    takeSeconds: (seconds) => writeFile(twin('seconds'), `${seconds}\n`),
    restarts,
    async whenRestarted(times) {
      const check = async () => {
        const { length } = await restarts();
        if (length < times) throw new Error(`restarted ${length} times, not ${times}`);
      };
      await vi.waitFor(check, { timeout: 60_000, interval: 50 });
    },
    async declare(settings = {}) {
      const { user, port, hostKey } = platform.sshd;
      const hostKeys = ['webbplats-webb-1', 'webbplats-webb-2'].map((device) => ({
        device,
        keys: [hostKey],
      }));
      await platform.declareOperations({ sshUser: user, sshPort: port, hostKeys, ...settings });
      // The example has findings on purpose: 1.
      const { status, printed } = await platform.grundval('check', '.');
      if (status !== 1) throw new Error(`grundval check ended with ${status}: ${printed}`);
    },
    plan: (...words) =>
      platform.grundval(
        ...['run', 'restart-service', '--service', 'webbplats', '--unit', 'nginx.service', '--plan'],
        ...['--key', 'technician.pem', ...data, ...words],
      ),
    approve: (...words) =>
      platform.grundval(
        ...['runs', 'approve', 'latest', '--as', 'role:it-chef', '--key', 'it-chef.pem', ...words],
      ),
    work: (what, ...words) => platform.grundval(...byTechnician(what, words)),
    beginWork: (what, ...words) => platform.begin(byTechnician(what, words)),
    folder,
    async entries() {
      const text = await readFile(join(await folder(), 'journal.jsonl'), 'utf8');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as JournalEntry);
    },
  };
}
