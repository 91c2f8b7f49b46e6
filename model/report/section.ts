import { z } from 'zod';

/**
 * How a section came about.
 *
 * - `ok`: read whole; `partial`: read, but something named in `reason` is missing
 * - `timeout`: the source did not answer within the probe's budget
 * - `denied`: the source refused or failed (permission, error exit, output that cannot be read)
 * - `unsupported`: this device has no such source
 *
 * Only `ok` and `partial` carry data. A section is never silently empty.
 */
export const SectionStatus = z.enum(['ok', 'partial', 'timeout', 'denied', 'unsupported']);
export type SectionStatus = z.infer<typeof SectionStatus>;

/** An instant in UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime({ offset: false });

const envelope = {
  /** When the source was read, not when the report was sent. */
  collectedAt: Instant,
  /** Wall time the probe took, in milliseconds. */
  tookMs: z.number().nonnegative(),
  /** Where the facts come from: files and commands, for people to check. */
  source: z.string().min(1).max(500),
};

/** What every section of a report carries besides its data. */
export const SectionEnvelope = z.discriminatedUnion('status', [
  z.strictObject({ ...envelope, status: z.literal('ok') }),
  z.strictObject({ ...envelope, status: z.literal('partial'), reason: z.string().min(1).max(1000) }),
  z.strictObject({ ...envelope, status: z.literal('timeout'), reason: z.string().min(1).max(1000) }),
  z.strictObject({ ...envelope, status: z.literal('denied'), reason: z.string().min(1).max(1000) }),
  z.strictObject({ ...envelope, status: z.literal('unsupported'), reason: z.string().min(1).max(1000) }),
]);
export type SectionEnvelope = z.infer<typeof SectionEnvelope>;

/** A section as a probe run yields it: an envelope, with data where the status has any. */
export type Section<Data = unknown> =
  | (Extract<SectionEnvelope, { status: 'ok' | 'partial' }> & { readonly data: Data })
  | Extract<SectionEnvelope, { status: 'timeout' | 'denied' | 'unsupported' }>;

/** The data of a section, or null where it has none: the difference between "nothing" and "not known". */
export function sectionData<Data>(section: Section<Data> | undefined): Data | null {
  return section !== undefined && (section.status === 'ok' || section.status === 'partial')
    ? section.data
    : null;
}
