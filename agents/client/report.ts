import { randomUUID } from 'node:crypto';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Report, ReportedSection, RunCost } from '#model/report/report.ts';
import type { Section } from '#model/report/section.ts';
import { sectionHash } from '#model/report/section-hash.ts';
import type { Sections } from '#model/report/sections.ts';
import type { Acknowledged } from './state/acknowledged.ts';
import { agentVersion } from './version.ts';

/** What a report is made of, all of it; what of it goes over the wire depends on what the collector has. */
export interface ReportParts {
  readonly profile: AgentProfile;
  readonly sections: Readonly<Record<string, { readonly section: Section; readonly hash: string }>>;
  readonly cost: RunCost;
  readonly missedReports: number;
}

/** Sections with the hash each is known by. */
export function hashSections(sections: Sections): ReportParts['sections'] {
  return Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [name, { section, hash: sectionHash(section) }]),
  );
}

/** The report to send: every envelope and hash, and the data of those sections the collector does not have. */
export function buildReport(parts: ReportParts, acknowledged: Acknowledged): Report {
  const sections = Object.entries(parts.sections).map(
    ([name, { section, hash }]): [string, ReportedSection] => {
      const { data, ...envelope } = 'data' in section ? section : { ...section, data: undefined };
      const isKnown = data === undefined || acknowledged[name] === hash;
      return [name, isKnown ? { envelope, hash } : { envelope, hash, data }];
    },
  );
  return {
    schemaVersion: 1,
    reportId: randomUUID(),
    agentVersion,
    profile: parts.profile,
    sections: Object.fromEntries(sections),
    cost: parts.cost,
    missedReports: parts.missedReports,
  };
}

/** What the collector has after it took a report: everything in it but what it asks for. */
export function acknowledge(parts: ReportParts, wanted: readonly string[]): Acknowledged {
  return Object.fromEntries(
    Object.entries(parts.sections)
      .filter(([name]) => !wanted.includes(name))
      .map(([name, { hash }]) => [name, hash]),
  );
}
