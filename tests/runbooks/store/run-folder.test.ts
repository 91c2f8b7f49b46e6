import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RunId } from '#model/runs/shipment.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { procedures } from '#runbooks/procedures/index.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { refuseRequest, signRequest } from '#runbooks/store/request.ts';
import {
  addApproval,
  createRun,
  journalPath,
  listRunIds,
  readApprovals,
  readRun,
  readRunSnapshot,
} from '#runbooks/store/run-folder.ts';
import { newRunId } from '#runbooks/store/run-id.ts';
import { leaveWish, takeWishes } from '#runbooks/store/wishes.ts';
import { buildRunPlan, journalLines, runEvents } from '../../builders/run.ts';
import { newKey, trustIn } from '../engine/approval/people.ts';

const at = new Date('2026-11-25T01:13:00Z');
const key = newKey();
const plan = buildRunPlan();

async function makeRun(id: string, runs?: string) {
  const folder = runs ?? (await temporaryFolder());
  const run = { id, folder: join(folder, id), plan, request: signRequest(plan, at, key) };
  await createRun(run, '{"å":1}');
  return { run, runs: folder };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-store-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the folder of a run', () => {
  it('gives back what was put there, and is its owner’s alone', async () => {
    const { run } = await makeRun('2026-11-25-0213-restart-service-k3f9');
    expect(await readRun(run.folder)).toEqual(run);
    expect(await readRunSnapshot(run.folder)).toBe('{"å":1}');
    expect((await stat(run.folder)).mode & 0o077).toBe(0);
    expect((await stat(join(run.folder, 'plan.json'))).mode & 0o077).toBe(0);
  });

  it('never has another plan written over the one that is there', async () => {
    const { run } = await makeRun('a-1');
    const other = { ...run, plan: buildRunPlan({ ticket: 'ÄR-9' }) };
    await expect(createRun(other, '{}')).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await readRun(run.folder)).plan).toEqual(plan);
  });

  it('tells what is wrong with a plan that somebody has edited into none', async () => {
    const { run } = await makeRun('a-1');
    const path = join(run.folder, 'plan.json');
    await chmod(path, 0o600);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"changes"', '"perhaps"'));
    await expect(readRun(run.folder)).rejects.toMatchObject({
      code: 'run/unreadable',
      message: expect.stringContaining('hosts.0.outcome'),
    });
  });

  it('gathers approvals, in the order they were given', async () => {
    const { run } = await makeRun('a-1');
    const approvals = [0, 1].map((minute) =>
      signApproval(
        {
          run: run.id,
          planHash: planHash(plan),
          change: 'standard',
          approver: `directory:${minute}`,
          role: 'it-chef',
          reason: '',
          at: new Date(at.getTime() + minute * 60_000),
          validFor: '4h',
        },
        newKey(),
      ),
    );
    for (const signed of approvals.toReversed()) await addApproval(run.folder, signed);
    expect(await readApprovals(run.folder)).toEqual(approvals);
  });

  it('is found by its id, by how that begins or ends, and as the latest', async () => {
    const ids = [
      '2026-11-24-2300-patch-aaaa',
      '2026-11-25-0213-restart-bbbb',
      '2026-11-25-0213-restart-cccc',
    ];
    const runs = await temporaryFolder();
    for (const id of ids) await makeRun(id, runs);
    await writeFile(join(runs, 'notes.txt'), '');
    expect(await listRunIds(runs)).toEqual(ids.toReversed());
    const found = async (given: string) => (await findRun(runs, given)).id;
    expect(await found('2026-11-24-2300-patch-aaaa')).toBe(ids[0]);
    expect(await found('bbbb')).toBe(ids[1]);
    expect(await found('latest')).toBe(ids[2]);
    expect(await found('2026-11-24')).toBe(ids[0]);
    await expect(found('2026-11-25')).rejects.toMatchObject({ code: 'run/ambiguous' });
    await expect(found('2026-11-26')).rejects.toMatchObject({ code: 'run/unknown' });
    expect(await listRunIds(join(runs, 'none'))).toEqual([]);
  });

  it('has no history before its first entry, and that of its journal afterwards', async () => {
    const { run } = await makeRun('a-1');
    const path = journalPath(run.folder);
    expect(await readHistory(path)).toEqual([]);
    await writeFile(path, '');
    expect(await readHistory(path)).toEqual([]);
    const events = runEvents('a-1', plan, { id: 'directory:2', key });
    const text = `${journalLines('a-1', events, key).join('\n')}\n`;
    await writeFile(path, text);
    expect((await readHistory(path)).slice(0, -1).map(({ event }) => event)).toEqual(events);
    await writeFile(path, text.replace('restart', 'destroy'));
    await expect(readHistory(path)).rejects.toMatchObject({ code: 'journal/damaged' });
  });

  it('takes wishes from other terminals once, in their order, and passes over what is none', async () => {
    const { run } = await makeRun('a-1');
    expect(await takeWishes(run.folder)).toEqual([]);
    await leaveWish(run.folder, { action: 'resume', by: 'b' }, new Date(at.getTime() + 1));
    await leaveWish(run.folder, { action: 'pause', by: 'a' }, at);
    await writeFile(join(run.folder, 'wishes/0.json'), 'kill everything');
    expect(await takeWishes(run.folder)).toMatchObject([{ action: 'pause' }, { action: 'resume' }]);
    expect(await takeWishes(run.folder)).toEqual([]);
  });
});

describe('the name of a run', () => {
  it('is one the collector takes, whatever procedure it is of, and says when in Swedish time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...procedures),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        ({ id }, n) => {
          expect(RunId.safeParse(newRunId(id, at, () => n)).success).toBe(true);
        },
      ),
    );
    expect(newRunId('restart-service', at, () => 0)).toBe('2026-11-25-0213-restart-service-aaaa');
  });
});

describe('a request', () => {
  const trust = trustIn({ 'directory:1': key, 'directory:2': newKey() });
  const request = signRequest(plan, at, key);

  it('is believed of the plan and the person it was signed for', () => {
    expect(refuseRequest(plan, request, trust)).toBeNull();
  });

  it('is believed of no other plan, person, time or key', () => {
    const other = buildRunPlan({ ticket: 'ÄR-2' });
    const named = buildRunPlan({ requestedBy: 'directory:2' });
    const cases = [
      refuseRequest(other, request, trust),
      refuseRequest(other, { ...request, planHash: planHash(other) }, trust),
      refuseRequest(named, signRequest(named, at, key), trust),
      refuseRequest(plan, { ...request, requestedBy: 'directory:2' }, trust),
      refuseRequest(plan, { ...request, at: '2026-11-25T09:00:00.000Z' }, trust),
      refuseRequest(plan, { ...request, at: '2025-11-25T09:00:00.000Z' }, trust),
      refuseRequest(plan, signRequest(plan, at, newKey()), trust),
      refuseRequest(plan, { ...request, signature: Buffer.alloc(64).toString('base64') }, trust),
    ];
    expect(cases.map((refusal) => typeof refusal?.sv)).toEqual(cases.map(() => 'string'));
  });
});
