import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { RunPlan } from '#model/runs/run-plan.ts';
import {
  mostJournalBytes,
  mostOutputBytes,
  mostUnpackedBytes,
  RunId,
  type RunReceipt,
  RunShipment,
} from '#model/runs/shipment.ts';
import { problem } from '../http/problem.ts';
import type { JournalLine, JournalRules } from '../runs/journal-rules.ts';
import type { Database } from '../store/database.ts';
import {
  type EntriesOutcome,
  readJournalLines,
  saveRunEntries,
  saveRunOutput,
  saveRunPlan,
  saveVerification,
} from '../store/save-runs.ts';
import type { Store } from '../store/store.ts';
import type { CollectorEnv } from './context.ts';

/** What the routes work with. */
export interface RunDeps {
  readonly database: Database;
  readonly store: Pick<Store, 'readRun'>;
  readonly rules: JournalRules;
  readonly clock: () => Date;
  readonly log: { readonly info: (fields: object, message: string) => void };
  /** Told of a run whose journal has been judged anew: controls may read its evidence. */
  readonly onJudged?: (organisation: string) => void;
}

/**
 * `PUT /:run` takes the plan, `POST /:run/entries` lines of the journal, `PUT /:run/outputs/:sha256` an output; each
 * may be sent again. What is kept is never changed: another chain under the same id is refused, and where they part is
 * told. Every answer is a {@link RunReceipt}.
 */
export function runRoutes(deps: RunDeps): Hono<CollectorEnv> {
  const routes = new Hono<CollectorEnv>();
  routes.use(async (c, next) => {
    const viewer = c.get('viewer');
    if (viewer === null)
      return problem(c, { status: 401, code: 'token', title: 'A run is sent with an API token.' });
    if (viewer.readOnly)
      return problem(c, { status: 403, code: 'read-only', title: 'The token may look and not change.' });
    return next();
  });
  routes.put('/:run', limit(mostJournalBytes), async (c) => takePlan(deps, c, runOf(c)));
  routes.post('/:run/entries', limit(2 * mostJournalBytes), async (c) => takeEntries(deps, c, runOf(c)));
  routes.put('/:run/outputs/:sha256', limit(mostOutputBytes), async (c) =>
    takeOutput(deps, c, runOf(c), c.req.param('sha256')),
  );
  return routes;
}

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      problem(c, { status: 413, code: 'runs/too-large', title: `More than ${maxSize} bytes were sent.` }),
  });

const runOf = (c: Context<CollectorEnv>): string => c.req.param('run') ?? '';
/** Runs are of the organisation: one run may touch services of several municipalities. */
const tenantOf = (c: Context<CollectorEnv>): string => c.get('viewer')?.scope.organisation ?? '';

async function takePlan(deps: RunDeps, c: Context<CollectorEnv>, run: string): Promise<Response> {
  const id = RunId.safeParse(run);
  const shipment = RunShipment.safeParse(await c.req.json().catch(() => null));
  if (!id.success || !shipment.success) {
    const issues = [...(id.error?.issues ?? []), ...(shipment.error?.issues ?? [])];
    const detail = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return problem(c, { status: 400, code: 'runs/form', title: 'This is no plan of a run.', detail });
  }
  const { plan, request } = shipment.data;
  const hash = deps.rules.planHash(plan as RunPlan);
  if (request.planHash !== hash) {
    return problem(c, {
      status: 422,
      code: 'runs/request',
      title: 'The request is of another plan than the one that was sent.',
      members: { planHash: hash, asked: request.planHash },
    });
  }
  const outcome = await saveRunPlan(deps.database, tenantOf(c), run, shipment.data, hash, deps.clock());
  if (outcome === 'other-plan') {
    return problem(c, {
      status: 409,
      code: 'runs/other-plan',
      title: `The run ${run} is known with another plan.`,
    });
  }
  return receipt(deps, c, run);
}

async function takeEntries(deps: RunDeps, c: Context<CollectorEnv>, run: string): Promise<Response> {
  const text = await c.req.text();
  const lines: JournalLine[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const read = deps.rules.readLine(line);
    if (!('entry' in read)) {
      return problem(c, {
        status: 422,
        code: 'runs/entry',
        title: `Line ${lines.length + 1} of what was sent is no entry of a journal.`,
        members: { line: lines.length + 1, ...read },
      });
    }
    lines.push(read);
  }
  const outcome = await saveRunEntries(deps.database, tenantOf(c), run, lines);
  if (outcome.kind !== 'saved') return refuseEntries(c, run, outcome);
  if (outcome.added > 0) deps.log.info({ run, entries: outcome.added }, 'entries of a run were taken');
  // A run that goes on is judged when it is sealed or closed: each time from its first line.
  if (lines.some(({ entry }) => entry.kind === 'sealed' || entry.kind === 'closed'))
    await judge(deps, c, run);
  return receipt(deps, c, run);
}

function refuseEntries(
  c: Context<CollectorEnv>,
  run: string,
  outcome: Exclude<EntriesOutcome, { kind: 'saved' }>,
): Response {
  switch (outcome.kind) {
    case 'unknown-run':
      return problem(c, {
        status: 404,
        code: 'runs/unknown',
        title: `There is no run ${run}; its plan comes first.`,
      });
    case 'gap':
      return problem(c, {
        status: 409,
        code: 'runs/gap',
        title: `Entry ${outcome.expected} of ${run} was expected, ${outcome.sent} was sent.`,
        members: outcome,
      });
    case 'fork':
      return problem(c, {
        status: 409,
        code: 'runs/fork',
        title: `The journal of ${run} is another than the one that is kept: they part at entry ${outcome.seq}.`,
        detail: 'What is kept is not changed. One of the two was edited: verify both.',
        members: outcome,
      });
  }
}

async function judge(deps: RunDeps, c: Context<CollectorEnv>, run: string): Promise<void> {
  const scope = c.get('viewer')?.scope;
  const detail = scope === undefined ? null : await deps.store.readRun(scope, run);
  if (detail === null || detail.head === null) return;
  const { plan, request } = detail;
  const lines = readJournalLines(deps.database, tenantOf(c), run);
  const shipment = RunShipment.parse({ schemaVersion: 1, plan, request });
  const verification = await deps.rules.verify(shipment, lines);
  await saveVerification(deps.database, tenantOf(c), run, detail.head.hash, verification);
  deps.onJudged?.(tenantOf(c));
}

async function takeOutput(
  deps: RunDeps,
  c: Context<CollectorEnv>,
  run: string,
  sha256: string,
): Promise<Response> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const found = await hashUnpacked(bytes);
  if (found !== sha256) {
    return problem(c, {
      status: 422,
      code: 'runs/output',
      title: 'The output has another hash than the one it was sent under.',
      members: { sent: sha256, found },
    });
  }
  if (!(await saveRunOutput(deps.database, tenantOf(c), run, sha256, bytes))) {
    return problem(c, {
      status: 409,
      code: 'runs/output',
      title: 'No entry of the run names an output with this hash; entries come first.',
    });
  }
  return receipt(deps, c, run);
}

/** SHA-256 of what is packed; null for what is not gzip, or is far larger than it looks. */
async function hashUnpacked(bytes: Uint8Array): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const part of Readable.from([bytes]).pipe(createGunzip())) {
      size += part.length;
      if (size > mostUnpackedBytes) return null;
      hash.update(part);
    }
  } catch {
    return null; // no gzip, or cut short
  }
  return hash.digest('hex');
}

async function receipt(deps: RunDeps, c: Context<CollectorEnv>, run: string): Promise<Response> {
  const scope = c.get('viewer')?.scope;
  const detail = scope === undefined ? null : await deps.store.readRun(scope, run);
  if (detail === null) return refuseEntries(c, run, { kind: 'unknown-run' });
  const { head, outputs, row } = detail;
  const answer: RunReceipt = {
    schemaVersion: 1,
    run,
    head,
    outputs: [...outputs],
    verdict: row.verdict,
    proved: row.proved,
  };
  return c.json(answer);
}
