import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { signRequest } from '#runbooks/store/request.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { buildRunPlan, journalLines, outputHash, outputText, runEvents } from '../../../builders/run.ts';
import { newKey } from '../../../runbooks/engine/approval/people.ts';
import { declare, scopeOfTenant } from '../open-collector.ts';
import { openRunCollector } from '../open-run-collector.ts';

const { collector, asker, approver, auth, api, close } = await openRunCollector();
const { store, db, evaluator, clock } = collector;
afterAll(close);
const scope = scopeOfTenant('exempel');
const run = '2026-11-24-restart-service-7f3a';
const plan = buildRunPlan();
let tokens: { readonly writer: string; readonly reader: string };

beforeEach(async () => {
  await evaluator.settled();
  await sql`TRUNCATE tenants CASCADE`.execute(db);
  await sql`TRUNCATE run_entries, run_outputs`.execute(db);
  await declare(collector, buildDeclaration({ services: [buildService({ id: 'wiki' })] }));
  const create = (readOnly: boolean) => auth.createToken({ name: 'p', scope, readOnly, expiresAt: null });
  tokens = { writer: (await create(false)).token, reader: (await create(true)).token };
});

async function send(
  method: string,
  path: string,
  body: string | Buffer<ArrayBuffer>,
  token = tokens.writer,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await api.request(`/api/v1/runs/${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const sendPlan = (of: RunPlan = plan, key = asker) =>
  send('PUT', run, JSON.stringify({ schemaVersion: 1, plan: of, request: signRequest(of, clock.now, key) }));
const sendLines = (lines: readonly string[]) => send('POST', `${run}/entries`, `${lines.join('\n')}\n`);
const events = runEvents(run, plan, approver);
const lines = journalLines(run, events, asker);

describe('a run that is sent', () => {
  it('is there as planned, then with its journal, and is proved once it is sealed', async () => {
    expect((await sendPlan()).body).toMatchObject({ head: null, verdict: null, proved: false });
    expect(await store.readRuns(scope, { limit: 9 })).toMatchObject([{ run, state: 'planned', hosts: 1 }]);
    expect(await store.readRuns(scope, { limit: 9, isBegun: true })).toEqual([]);
    await sendLines(lines.slice(0, 3));
    expect(await store.readRuns(scope, { limit: 9, isBegun: true })).toHaveLength(1);
    expect(await store.readRuns(scope, { limit: 9, isBegun: false })).toEqual([]);
    expect(await store.readRuns(scope, { limit: 9, isOpen: true })).toMatchObject([
      { state: 'running', executedBy: 'directory:1', approvedBy: ['directory:2'], verdict: null },
    ]);
    const { body } = await sendLines(lines.slice(3));
    expect(body).toMatchObject({ head: { seq: lines.length - 1 }, verdict: 'whole', proved: true });
    const detail = await store.readRun(scope, run);
    expect(detail).toMatchObject({
      plan,
      row: { state: 'succeeded', outcomes: { changed: 1 }, services: ['wiki'] },
      hostOutcomes: { 'wiki-app-1': 'changed' },
      verification: { sealedBy: 'directory:1', approvedBy: ['directory:2'] },
    });
    expect(detail?.verification?.told.sv.length).toBeGreaterThan(3);
    const entries = await store.readRunEntries(scope, run, { host: 'wiki-app-1', kinds: ['done', 'host'] });
    expect(entries.map(({ seq, event }) => [seq, event.kind])).toEqual([
      [4, 'done'],
      [5, 'host'],
    ]);
  });

  it('may be sent again, in parts of any size, and is the same', async () => {
    await sendPlan();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: lines.length }), { maxLength: 4 }), async (cuts) => {
        let from = 0;
        for (const to of [...cuts.toSorted((a, b) => a - b), lines.length]) {
          const { status } = await sendLines(lines.slice(from, to));
          expect(status).toBe(200);
          from = Math.max(0, to - 1); // the last one once more
        }
        const kept = await store.readRunEntries(scope, run);
        expect(kept.map(({ event }) => event.kind)).toEqual([...events.map(({ kind }) => kind), 'sealed']);
      }),
      { numRuns: 12 },
    );
    expect((await sendPlan()).status).toBe(200);
  });

  it('is refused where it is another chain than the one that is kept, and told where they part', async () => {
    await sendPlan();
    await sendLines(lines.slice(0, 5));
    const other = journalLines(run, [...events.slice(0, 3), ...events.slice(4)], asker);
    const { status, body } = await sendLines(other);
    expect([status, body['type'], body['seq']]).toEqual([409, '/api/problems/runs/fork', 3]);
    const tail = await sendLines(other.slice(5));
    expect([tail.status, tail.body['type']]).toEqual([409, '/api/problems/runs/fork']);
    expect(await store.readRunEntries(scope, run)).toHaveLength(5);
  });

  it('is refused where entries are left out, edited or no entries', async () => {
    await sendPlan();
    expect(await sendLines(lines.slice(1))).toMatchObject({ status: 409, body: { expected: 0, sent: 1 } });
    const edited = lines.map((line) => line.replace('directory:1', 'directory:9'));
    expect(await sendLines(edited)).toMatchObject({ status: 422, body: { line: 1 } });
    expect((await sendLines(['{}'])).status).toBe(422);
    expect(await store.readRunEntries(scope, run)).toEqual([]);
  });

  it('is refused with another plan, or a request of another', async () => {
    await sendPlan();
    expect((await sendPlan(buildRunPlan({ ticket: 'ÄR-1' }))).status).toBe(409);
    const request = signRequest(buildRunPlan({ ticket: 'ÄR-2' }), clock.now, asker);
    const answer = await send('PUT', run, JSON.stringify({ schemaVersion: 1, plan, request }));
    expect([answer.status, answer.body['type']]).toEqual([422, '/api/problems/runs/request']);
  });

  it('is kept and not proved where a key is not known, or the plan was asked for in the name of another', async () => {
    await sendPlan(plan, newKey());
    await sendLines(lines);
    expect(await store.readRuns(scope, { limit: 1 })).toMatchObject([{ verdict: 'whole', proved: false }]);
    await sql`TRUNCATE run_entries, runs`.execute(db);
    await sendPlan();
    await sendLines(journalLines(run, events, newKey()));
    expect(await store.readRuns(scope, { limit: 1 })).toMatchObject([{ verdict: 'whole', proved: false }]);
    await sql`TRUNCATE run_entries, runs`.execute(db);
    await sendPlan();
    await sendLines(journalLines(run, runEvents(run, plan, { ...approver, key: newKey() }), asker));
    expect(await store.readRuns(scope, { limit: 1 })).toMatchObject([{ proved: false }]);
    expect((await store.readRun(scope, run))?.verification?.approvedBy).toEqual([]);
  });

  it('has its outputs where an entry names them and the hash is theirs', async () => {
    await sendPlan();
    const packed = gzipSync(outputText);
    expect((await send('PUT', `${run}/outputs/${outputHash}`, packed)).status).toBe(409);
    await sendLines(lines);
    expect((await send('PUT', `${run}/outputs/${'0'.repeat(64)}`, packed)).status).toBe(422);
    expect((await send('PUT', `${run}/outputs/${outputHash}`, 'no gzip')).status).toBe(422);
    for (const _again of [1, 2]) {
      const { body } = await send('PUT', `${run}/outputs/${outputHash}`, packed);
      expect(body['outputs']).toEqual([outputHash]);
    }
    expect(Buffer.from((await store.readRunOutput(scope, run, outputHash)) ?? [])).toEqual(packed);
  });

  it('needs a token that may change, and is nothing to another organisation', async () => {
    await sendPlan();
    const body = JSON.stringify({ schemaVersion: 1, plan, request: signRequest(plan, clock.now, asker) });
    expect((await send('PUT', run, body, tokens.reader)).status).toBe(403);
    expect((await send('PUT', run, body, 'wrong')).status).toBe(401);
    expect(await store.readRuns(scopeOfTenant('annan'), { limit: 9 })).toEqual([]);
    expect(await store.readRun(scopeOfTenant('annan'), run)).toBeNull();
  });
});

describe('what runs file', () => {
  const restored = {
    schemaVersion: 1,
    service: 'wiki',
    group: 'wiki/app',
    startedAt: '2026-11-24T01:02:00.000Z',
    endedAt: '2026-11-24T01:03:00.000Z',
    copyTakenAt: null,
    measuredRtoSeconds: 60,
    measuredRpoSeconds: null,
    succeeded: true,
    checkedBy: 'sha256',
  };
  const filed = [
    { host: null, name: 'restore-test', sha256: 'e'.repeat(64), value: restored },
    { host: null, name: 'change', sha256: 'e'.repeat(64), value: { approvedBy: ['directory:9'] } },
  ];

  it('is evidence for controls, and each run is the change it was, whatever it says of itself', async () => {
    await sendPlan();
    await sendLines(journalLines(run, runEvents(run, plan, approver, filed), asker));
    const records = await store.readRunEvidence(scope);
    expect(records).toMatchObject([
      { name: 'restore-test', verified: true, value: { group: 'wiki/app' } },
      {
        name: 'change',
        verified: true,
        value: {
          what: 'restart-service',
          services: ['wiki'],
          approvedBy: ['directory:2'],
          outcome: 'succeeded',
        },
      },
    ]);
    await evaluator.settled();
    const [change] = await store.listResults(scope, { control: 'GV-35' });
    expect(change).toMatchObject({ status: 'met', subject: { id: 'wiki' } });
    expect(change?.evidence[0]?.source).toBe(`run:${run}`);
  });

  it('proves nothing where the journal is not sealed', async () => {
    await sendPlan();
    await sendLines(journalLines(run, events, null));
    expect(await store.readRunEvidence(scope)).toMatchObject([{ name: 'change', verified: false }]);
    await evaluator.settled();
    expect(await store.listResults(scope, { control: 'GV-35' })).toMatchObject([{ status: 'not-measured' }]);
  });
});
