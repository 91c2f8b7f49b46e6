import { spawnSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outputPath } from '#runbooks/engine/output/file-store.ts';
import { canRunOnLoopback, whySkipped } from './loopback-platform.ts';
import { type LoopbackRuns, startLoopbackRuns } from './loopback-runs.ts';

const isRoot = process.getuid?.() === 0;
let runs: LoopbackRuns;
/** What the servers had been restarted before the test. */
let before: number;

beforeAll(async () => {
  if (!canRunOnLoopback) return;
  runs = await startLoopbackRuns();
  await runs.declare();
}, 180_000);
afterAll(() => runs?.stop());
beforeEach(async () => {
  if (runs === undefined) return;
  await runs.takeSeconds(0);
  before = (await runs.restarts()).length;
  expect((await runs.plan()).status).toBe(0);
  expect((await runs.approve()).status).toBe(0);
});

const restarted = async () => (await runs.restarts()).length - before;

/** Begins the run and kills its controller while the first server restarts. */
async function dieInFirst(): Promise<void> {
  await runs.takeSeconds(3);
  const controller = runs.beginWork('start');
  await runs.whenRestarted(before + 1);
  controller.child.kill('SIGKILL');
  await controller.ended;
}

/** Where the hosts keep their steps: root's with the system, those of others with the account. */
const steps = () =>
  isRoot ? '/var/lib/grundval/steps' : join(runs.base, 'home/.local/state/grundval/steps');

/** Ends the step that is kept on the first server with all that keeps it, as a host does that runs out of memory. */
async function loseStep(): Promise<void> {
  const id = basename(await runs.folder());
  const [unit = ''] = (await readdir(steps())).filter((name) =>
    name.startsWith(`grundval-${id.slice(0, 40)}`),
  );
  const [keeper, group] = await Promise.all(
    ['begun/keeper', 'group'].map((name) => readFile(join(steps(), unit, name), 'utf8')),
  );
  process.kill(Number(keeper?.split(' ')[0]), 'SIGKILL');
  process.kill(-Number(group), 'SIGKILL');
}

describe.runIf(canRunOnLoopback)(
  `a run in which something goes wrong${whySkipped}`,
  { timeout: 120_000 },
  () => {
    describe('where nobody knows what became of a step', () => {
      beforeEach(async () => {
        if (runs === undefined) return;
        await dieInFirst();
        await loseStep();
        await runs.takeSeconds(0);
        const waiting = await runs.work('resume');
        expect([waiting.status, waiting.printed]).toEqual([
          3,
          expect.stringContaining('Look at them and decide'),
        ]);
        expect(waiting.printed).toContain('--step restart --is done|not-done|skip-host');
      });

      const unknown = async () => {
        const { printed } = await runs.grundval('runs', 'show', 'latest');
        return /\? (\S+) +restart:/.exec(printed)?.[1] ?? '';
      };
      /** How often each server was restarted, in the order in which they came. */
      const counts = async () => {
        const counted = Map.groupBy((await runs.restarts()).slice(before), (address) => address);
        return [...counted.values()].map(({ length }) => length);
      };
      const decide = async (is: string, step = 'restart') =>
        runs.work('decide', '--host', await unknown(), '--step', step, '--is', is);

      it('puts it to a person, and does it once more where they saw that it was not done', async () => {
        expect((await runs.work('resume')).status).toBe(3);
        expect(await counts()).toEqual([1]);
        const other = await decide('done', 'no-such-step');
        expect([other.status, other.printed]).toEqual([
          2,
          expect.stringContaining('does not wait for a decision'),
        ]);
        expect(other.printed).toContain('These wait:');
        expect((await decide('not-done')).status).toBe(0);
        const resumed = await runs.work('resume');
        expect([resumed.status, resumed.printed]).toEqual([0, expect.any(String)]);
        expect(await counts()).toEqual([2, 1]);
        const decided = (await runs.entries()).filter(({ kind }) => kind === 'decided');
        expect(decided).toMatchObject([{ body: { by: 'directory:ork-0012', decision: 'not-done' } }]);
        const again = await runs.work('decide', '--host', 'x', '--step', 'restart', '--is', 'done');
        expect([again.status, again.printed]).toEqual([2, expect.stringContaining('No step does')]);
      });

      it('does not do it again where they saw that it was done', async () => {
        // What a person sees who finishes it by hand.
        const address = (await runs.restarts()).at(before) ?? '';
        await writeFile(runs.twin(`${address}/invocation`), `by-hand-${before}\n`);
        expect((await decide('done')).status).toBe(0);
        const resumed = await runs.work('resume');
        expect([resumed.status, resumed.printed]).toEqual([0, expect.any(String)]);
        expect(await counts()).toEqual([1, 1]);
      });

      it('leaves the server where they say so, and tells it as skipped', async () => {
        expect((await decide('skip-host')).status).toBe(0);
        const resumed = await runs.work('resume');
        expect([resumed.status, resumed.printed]).toEqual([1, expect.stringContaining('skipped')]);
        expect(await counts()).toEqual([1, 1]);
      });
    });

    it('has one controller: another is refused with whom it is handled by, and does nothing', async () => {
      await runs.takeSeconds(2);
      const both = [runs.beginWork('start'), runs.beginWork('start')];
      await Promise.all(both.map(({ ended }) => ended));
      const [refused, worked] = both.toSorted((a, b) => Number(b.child.exitCode) - Number(a.child.exitCode));
      expect([worked?.child.exitCode, refused?.child.exitCode]).toEqual([0, 2]);
      expect(refused?.printed()).toMatch(/handled by process \d+ on |has begun already/);
      expect(await restarted()).toBe(2);
    });

    it('lets nobody write into its journal while it goes on', async () => {
      await runs.takeSeconds(3);
      const controller = runs.beginWork('start');
      await runs.whenRestarted(before + 1);
      const decided = await runs.work('decide', '--host', 'x', '--step', 'restart', '--is', 'done');
      expect([decided.status, decided.printed]).toEqual([
        2,
        expect.stringMatching(new RegExp(`handled by process ${controller.child.pid} `)),
      ]);
      expect(decided.printed).toContain('Follow it there');
      const again = await runs.work('start');
      expect([again.status, again.printed]).toEqual([2, expect.stringContaining('grundval runs resume')]);
      await controller.ended;
      expect([controller.child.exitCode, await restarted()]).toEqual([0, 2]);
    });

    it('is not gone on with on a damaged journal, which is told by its line, and hides no other run', async () => {
      await dieInFirst();
      const journal = join(await runs.folder(), 'journal.jsonl');
      const text = await readFile(journal, 'utf8');
      const edited = text.replace('"kind":"batch"', '"kind":"BATCH"');
      const done = await restarted();
      for (const damaged of [edited, text.replace('webbplats-webb-1', 'webbplats-webb-2'), `${text}x\n`]) {
        await writeFile(journal, damaged);
        const resumed = await runs.work('resume');
        expect([resumed.status, resumed.printed]).toEqual([
          2,
          expect.stringMatching(/Line \d+ of .*journal\.jsonl/),
        ]);
        expect(resumed.printed).toContain('grundval runs verify');
        const list = await runs.grundval('runs', 'list');
        expect([list.status, list.printed]).toEqual([0, expect.stringContaining('cannot be read')]);
        expect(
          list.printed.split('\n').filter((line) => line.includes('restart-service')).length,
        ).toBeGreaterThan(1);
      }
      expect(await restarted()).toBe(done);
      await writeFile(journal, text);
      await runs.takeSeconds(0);
      expect((await runs.work('resume')).status).toBe(0);
      expect(await restarted()).toBe(2);
    });

    it('goes on after a line that was cut off in mid-write', async () => {
      await dieInFirst();
      const journal = join(await runs.folder(), 'journal.jsonl');
      await appendFile(journal, '{"at":"2026-11-25T');
      await runs.takeSeconds(0);
      expect((await runs.work('resume')).status).toBe(0);
      expect(await restarted()).toBe(2);
    });

    it('is not gone on with where its journal cannot be opened', async () => {
      await dieInFirst();
      const journal = join(await runs.folder(), 'journal.jsonl');
      await rename(journal, `${journal}.aside`);
      await mkdir(journal);
      const resumed = await runs.work('resume');
      expect([resumed.status, resumed.printed]).toEqual([
        2,
        expect.stringMatching(/journal .*journal\.jsonl cannot be opened \(EISDIR\)/),
      ]);
      await rm(journal, { recursive: true });
      await rename(`${journal}.aside`, journal);
      if (!isRoot) {
        await chmod(journal, 0o000);
        expect((await runs.work('resume')).printed).toContain('cannot be opened (EACCES)');
        await chmod(journal, 0o600);
      }
      await runs.takeSeconds(0);
      expect((await runs.work('resume')).status).toBe(0);
      expect(await restarted()).toBe(2);
    });

    it('keeps what each attempt of a step said, by the hash in its journal', async () => {
      await writeFile(runs.twin('fails'), '');
      expect((await runs.work('start')).status).toBe(1);
      await rm(runs.twin('fails'));
      expect((await runs.work('retry-failed')).status).toBe(0);
      const outputs = join(await runs.folder(), 'outputs');
      const said = await Promise.all(
        (await runs.entries()).flatMap(({ kind, body }) => {
          const { host, step, outputSha256 } = body as { [field: string]: string | null };
          if (kind !== 'done' || host == null || step !== 'restart' || outputSha256 == null) return [];
          return [readFile(join(outputs, outputPath(host, step, outputSha256))).then((gz) => gunzipSync(gz))];
        }),
      );
      expect(said.map(String)).toEqual([
        'Startar om … å ä ö\nDet gick inte.\n',
        'Startar om … å ä ö\n',
        'Startar om … å ä ö\n',
      ]);
    });

    it('is sealed by whoever resumes it, where its controller died when all was done', async () => {
      expect((await runs.work('start')).status).toBe(0);
      const journal = join(await runs.folder(), 'journal.jsonl');
      const lines = (await readFile(journal, 'utf8')).split('\n');
      const closed = lines.findIndex((line) => line.includes('"kind":"closed"'));
      await writeFile(journal, `${lines.slice(0, closed + 1).join('\n')}\n`);
      const resumed = await runs.work('resume');
      expect([resumed.status, resumed.printed]).toEqual([0, expect.any(String)]);
      expect((await runs.entries()).at(-1)?.kind).toBe('sealed');
      const again = await runs.work('resume');
      expect([again.status, again.printed]).toEqual([2, expect.stringContaining('has ended')]);
      expect(await restarted()).toBe(2);
    });

    const canMount =
      isRoot && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
    const needsRoot = canMount ? '' : ' (skipped: needs root, for a small disk)';
    it.runIf(canMount)(
      `stops when the disk is full, and goes on when there is room${needsRoot}`,
      async () => {
        const folder = await runs.folder();
        const kept = join(runs.base, 'kept');
        await rename(folder, kept);
        await mkdir(folder);
        expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status).toBe(0);
        try {
          expect(spawnSync('cp', ['-a', `${kept}/.`, folder]).status).toBe(0);
          await runs.takeSeconds(3);
          const controller = runs.beginWork('start');
          await runs.whenRestarted(before + 1);
          spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'fill')}`, 'bs=4k']);
          await controller.ended;
          expect([controller.child.exitCode, controller.printed()]).toEqual([
            2,
            expect.stringContaining('what is done cannot be written down. The disk is full (ENOSPC)'),
          ]);
          expect(controller.printed()).toContain('Nothing new was begun.');
          expect(controller.printed()).toContain('Make room on the disk and resume: grundval runs resume');
          expect(await restarted()).toBe(1);
          const full = await runs.work('resume');
          expect([full.status, full.printed]).toEqual([2, expect.stringContaining('disk is full')]);
          expect(await restarted()).toBe(1);
          await rm(join(folder, 'fill'));
          await runs.takeSeconds(0);
          const resumed = await runs.work('resume');
          expect([resumed.status, resumed.printed]).toEqual([0, expect.any(String)]);
          expect(await restarted()).toBe(2);
          const verified = await runs.grundval(
            ...['runs', 'verify', join(folder, 'journal.jsonl'), '--keys', 'keys.json'],
          );
          expect([verified.status, verified.printed]).toEqual([
            0,
            expect.stringContaining('THE CHAIN IS WHOLE'),
          ]);
        } finally {
          spawnSync('umount', [folder]);
        }
      },
    );
  },
);
