import type { AgentProfile } from '#model/report/profile.ts';
import { profileRules } from '#model/report/profile.ts';
import type { RunCost } from '#model/report/report.ts';
import { collectSections } from './collect.ts';
import { hashSections, type ReportParts } from './report.ts';
import type { ProbeRun } from './run-probes.ts';
import { recallSpooled, type Spool } from './spool.ts';

/** Everything a report says, before it is decided what of it the collector has. */
export interface Preparation extends Omit<ProbeRun, 'rule'> {
  readonly profile: AgentProfile;
  readonly spool: Spool | null;
  readonly cost: () => RunCost;
}

/** Reads the device and puts the report together: the one way for `run`, which sends it, and `explain`, which shows it. */
export async function prepareReport(preparation: Preparation): Promise<ReportParts> {
  const { profile, spool, cost, ...run } = preparation;
  const read = await collectSections({ ...run, rule: profileRules[profile] });
  const sections = hashSections(recallSpooled(read, spool, profile));
  return { profile, sections, cost: cost(), missedReports: spool?.missedReports ?? 0 };
}
