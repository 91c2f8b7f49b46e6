import { z } from 'zod';
import type { JsonValue } from '#model/platform/rendering.ts';
import { damagedJournal } from './damaged.ts';
import type { JournalEntry, JournalEvent, RunHeader, SealBody, StepDone, StepIntent } from './entry.ts';

const Json = z.json() as unknown as z.ZodType<JsonValue>;
/** SHA-256 in hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const step = { host: z.string(), step: z.string() };
const Outcome = z.enum(['changed', 'unchanged', 'failed', 'unreachable', 'skipped', 'unknown']);

const Header = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.string().min(1),
  procedure: z.string(),
  sourceHash: z.string(),
  planHash: z.string(),
  requestedBy: z.string(),
  executedBy: z.string(),
  change: z.enum(['standard', 'normal', 'emergency']),
  ticket: z.string().nullable(),
  parameters: Json,
  hosts: z.array(z.string()),
  snapshotHash: z.string(),
  grundvalVersion: z.string(),
}) satisfies z.ZodType<RunHeader>;

const Intent = z.strictObject({
  ...step,
  effect: z.enum(['read', 'change', 'destroy', 'verify']),
  commandHash: z.string(),
}) satisfies z.ZodType<StepIntent>;

const Done = z.strictObject({
  ...step,
  result: Json,
  outputSha256: z.string().nullable(),
}) satisfies z.ZodType<StepDone>;

const Seal = z.strictObject({
  seq: z.int().nonnegative(),
  head: Sha256,
  keyId: Sha256,
  signature: z.base64(),
}) satisfies z.ZodType<SealBody>;

/** The body of each kind of entry. */
const bodies: { readonly [Kind in JournalEvent['kind']]: z.ZodType } = {
  opened: Header,
  approved: Json,
  batch: z.strictObject({ number: z.int(), hosts: z.array(z.string()) }),
  intent: Intent,
  attached: z.strictObject({ ...step, unit: z.string() }),
  done: Done,
  unknown: z.strictObject({ ...step, why: z.string() }),
  decided: z.strictObject({ ...step, by: z.string(), decision: z.enum(['done', 'not-done', 'skip-host']) }),
  host: z.strictObject({ host: z.string(), outcome: Outcome, note: z.string() }),
  control: z.strictObject({ action: z.enum(['pause', 'resume', 'stop', 'kill', 'reopen']), by: z.string() }),
  evidence: z.strictObject({
    host: z.string().nullable(),
    name: z.string(),
    sha256: Sha256,
    value: Json,
  }),
  sealed: Seal,
  anchored: Json,
  closed: z.strictObject({
    outcome: z.enum(['succeeded', 'failed', 'stopped', 'cancelled']),
    counts: z.record(Outcome, z.int().nonnegative()),
  }),
};

/** The body of an entry as its kind has it; null where it is another one. */
export function parseEvent({ kind, body }: Pick<JournalEntry, 'kind' | 'body'>): JournalEvent | null {
  const read = bodies[kind].safeParse(body);
  return read.success ? ({ kind, body: read.data } as JournalEvent) : null;
}

/**
 * The event of an entry, as a run is resumed from it.
 *
 * @throws {GrundvalError} `journal/damaged` where its body is none of its kind
 */
export function toEvent(path: string, entry: JournalEntry): JournalEvent {
  const event = parseEvent(entry);
  if (event !== null) return event;
  throw damagedJournal(path, {
    line: entry.seq + 1,
    kind: 'body',
    expected: entry.kind,
    found: JSON.stringify(entry.body).slice(0, 80),
  });
}
