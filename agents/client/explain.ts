import { type AgentProfile, profileRules } from '#model/report/profile.ts';
import type { Report } from '#model/report/report.ts';
import type { Section } from '#model/report/section.ts';
import { type SectionName, sectionNames } from '#model/report/sections/index.ts';
import type { Probe } from './probe.ts';
import { buildReport, type ReportParts } from './report.ts';
import type { DeviceSigns } from './signals.ts';
import type { Acknowledged } from './state/acknowledged.ts';

/** Something the profile keeps from being read or sent. */
export type LeftOut =
  | { readonly what: 'section'; readonly section: SectionName }
  | { readonly what: 'program-names' }
  | { readonly what: 'addresses' };

/** One section as it would be sent, with what it is in both languages. */
export interface ExplainedSection {
  readonly name: string;
  readonly description: { readonly sv: string; readonly en: string };
  /** True where the collector has the data already: then only the hash is sent. */
  readonly unchanged: boolean;
  readonly section: Section;
}

/** Exactly what would be sent, and what would not. */
export interface Explanation {
  readonly schemaVersion: 1;
  readonly profile: AgentProfile;
  /** Origin of the collector; null where the device is not enrolled. */
  readonly server: string | null;
  /** The report as the next run would send it. */
  readonly report: Report;
  readonly sections: readonly ExplainedSection[];
  readonly leftOut: readonly LeftOut[];
  /** What an enrolment would send once; null where that is done. */
  readonly enrolment: DeviceSigns | null;
}

/** Tells apart what would be sent from what the collector has and what the profile forbids. */
export function explainReport(input: {
  readonly parts: ReportParts;
  readonly acknowledged: Acknowledged;
  readonly probes: readonly Probe[];
  readonly server: string | null;
  readonly enrolment: DeviceSigns | null;
}): Explanation {
  const { parts, acknowledged, probes, server, enrolment } = input;
  const sections = Object.entries(parts.sections).map(([name, { section, hash }]): ExplainedSection => {
    const probe = probes.find((candidate) => candidate.name === name);
    return {
      name,
      description: { sv: probe?.descriptionSv ?? name, en: probe?.description ?? name },
      unchanged: acknowledged[name] === hash,
      section,
    };
  });
  return {
    schemaVersion: 1,
    profile: parts.profile,
    server,
    report: buildReport(parts, acknowledged),
    sections,
    leftOut: listLeftOut(parts.profile),
    enrolment,
  };
}

/** What a profile keeps from being read or sent. */
export function listLeftOut(profile: AgentProfile): readonly LeftOut[] {
  const rule = profileRules[profile];
  const reads = (section: SectionName) => rule.sections.includes(section);
  return [
    ...sectionNames
      .filter((section) => !reads(section))
      .map((section) => ({ what: 'section', section }) as const),
    ...(reads('listening-ports') && !rule.programNames ? [{ what: 'program-names' } as const] : []),
    ...(reads('network') && !rule.addresses ? [{ what: 'addresses' } as const] : []),
  ];
}
