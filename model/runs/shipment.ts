import { z } from 'zod';
import { RunPlanFile } from './parse-run-plan.ts';
import { RunRequest } from './run-request.ts';

/** What a run is known by: lower-case letters, digits and hyphens. */
export const RunId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/);

/** A plan as it is sent to the collector, with who asked for it. */
export const RunShipment = z.strictObject({
  schemaVersion: z.literal(1),
  plan: RunPlanFile,
  request: RunRequest,
});
export type RunShipment = z.infer<typeof RunShipment>;

/** Number and hash of an entry. */
const Head = z.strictObject({ seq: z.int().nonnegative(), hash: z.string() });

/** What the collector has of a run: what it answers to everything that is sent. */
export const RunReceipt = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.string(),
  /** Last entry it has; null where it has only the plan. */
  head: Head.nullable(),
  /** Hashes of the outputs that it has. */
  outputs: z.array(z.string()),
  /** How the chain was judged, all entries so far taken together; null while it has none. */
  verdict: z.enum(['whole', 'broken']).nullable(),
  /** Sealed with a key that the collector knows, and asked for and approved by whom it says. */
  proved: z.boolean(),
});
export type RunReceipt = z.infer<typeof RunReceipt>;

/** Most bytes of journal in one request; longer ones are sent in parts. */
export const mostJournalBytes = 4 * 1024 * 1024;
/** Most compressed bytes of one output; of longer ones only the hash is known, from the journal. */
export const mostOutputBytes = 8 * 1024 * 1024;
/** Most bytes of an output once it is unpacked. */
export const mostUnpackedBytes = 256 * 1024 * 1024;
