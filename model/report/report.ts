import { z } from 'zod';
import { AgentProfile } from './profile.ts';
import { SectionEnvelope } from './section.ts';

/** SHA-256 over the canonical JSON of a section's status, reason and data, in hexadecimal. */
export const SectionHash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * One section on the wire. The envelope and hash are always sent, so the collector learns the age of
 * unchanged facts; `data` only when the hash differs from what the collector last acknowledged.
 */
export const ReportedSection = z.strictObject({
  envelope: SectionEnvelope,
  hash: SectionHash,
  data: z.unknown().optional(),
});
export type ReportedSection = z.infer<typeof ReportedSection>;

/** What the run cost the device; children (apt-get, PowerShell) apart from the agent itself. */
export const RunCost = z.strictObject({
  wallMs: z.number().nonnegative(),
  cpuMs: z.number().nonnegative(),
  maxRssBytes: z.int().nonnegative(),
  childrenCpuMs: z.number().nonnegative().nullable(),
  childrenMaxRssBytes: z.int().nonnegative().nullable(),
});
export type RunCost = z.infer<typeof RunCost>;

/** A report as an agent sends it to `POST /agent/v1/report`; signed, see `signature.ts`. */
export const Report = z.strictObject({
  schemaVersion: z.literal(1),
  reportId: z.uuid(),
  agentVersion: z.string().min(1).max(50),
  profile: AgentProfile,
  sections: z.record(z.string().max(50), ReportedSection),
  cost: RunCost,
  /** Reports that could not be sent before this one and were superseded by it. */
  missedReports: z.int().nonnegative(),
});
export type Report = z.infer<typeof Report>;

/** The collector's answer. `wanted` names sections whose data it lacks: the agent sends them at once. */
export const ReportReceipt = z.strictObject({
  reportId: z.uuid(),
  serverTime: z.iso.datetime(),
  wanted: z.array(z.string()),
  /** Seconds until the next report is expected. */
  nextAfterSeconds: z.int().positive(),
  profile: AgentProfile,
});
export type ReportReceipt = z.infer<typeof ReportReceipt>;

/** Largest report body the collector reads, after decompression, in bytes. */
export const maximumReportBytes = 8 * 1024 * 1024;
