import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportReceipt } from '#model/report/report.ts';
import { Instant, SectionEnvelope } from '#model/report/section.ts';
import { readRebuildable, type Warn, writeFileAtomically } from './atomic-file.ts';

/** How the latest attempt to report went, when the next is due, and what was read. */
export const LastContact = z.strictObject({
  schemaVersion: z.literal(1),
  attemptedAt: Instant,
  outcome: z.enum(['accepted', 'busy', 'unreachable', 'unknown-device', 'refused']),
  /** One sentence; null after success. */
  problem: z.string().nullable(),
  /** Newest receipt, whenever it came; null = never reported. */
  receipt: ReportReceipt.nullable(),
  /** When that receipt came, by the device's clock. */
  acceptedAt: Instant.nullable(),
  /** Failed attempts in a row. */
  failures: z.int().nonnegative(),
  nextAt: Instant,
  /** Collector's clock minus the device's, in seconds; null = the collector has not said its time. */
  clockOffsetSeconds: z.number().nullable(),
  /** What the latest run read, by section. */
  envelopes: z.record(z.string(), SectionEnvelope),
});
export type LastContact = z.infer<typeof LastContact>;

const path = (folder: string) => join(folder, 'last-contact.json');

/** The latest attempt; null before the first. */
export const readLastContact = (folder: string, warn: Warn): Promise<LastContact | null> =>
  readRebuildable(path(folder), LastContact, warn);

/** Keeps the latest attempt. */
export const writeLastContact = (folder: string, contact: LastContact): Promise<void> =>
  writeFileAtomically(path(folder), JSON.stringify(contact));

/** Forgets the latest attempt: a new enrolment begins a new story. */
export const forgetLastContact = (folder: string): Promise<void> => rm(path(folder), { force: true });
