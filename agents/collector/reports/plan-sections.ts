import { type AgentProfile, type ProfileRule, profileRules } from '#model/report/profile.ts';
import type { ReportedSection } from '#model/report/report.ts';
import type { Section, SectionEnvelope, SectionStatus } from '#model/report/section.ts';
import { sectionHash } from '#model/report/section-hash.ts';
import { type SectionName, sectionNames, sectionSchemas } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';
import { isStorable, makeStorable } from './storable-text.ts';
import { withhold } from './withhold.ts';

/** What the collector has of a section. */
export interface KnownSection {
  readonly hash: string;
  readonly status: SectionStatus;
  readonly collectedAt: Date;
  /** Its data was not taken. */
  readonly isRefused: boolean;
}

/** The newest reading of a section, as it is to be kept. */
interface Reading {
  readonly name: SectionName;
  readonly envelope: SectionEnvelope;
  readonly collectedAt: Date;
  readonly hash: string;
}

/** What is to be done with one section of a report. */
export type SectionPlan =
  /** New data. */
  | (Reading & { readonly kind: 'store'; readonly data: unknown })
  /** The same data as before, or a reading without any. */
  | (Reading & { readonly kind: 'touch' })
  /** Data that is not what the contract says: kept as `denied` with the reason, which is no measurement. */
  | (Reading & { readonly kind: 'refuse'; readonly problem: 'schema' | 'hash' | 'text' })
  /** The data is lacking: the agent is asked for it. */
  | { readonly kind: 'want'; readonly name: SectionName }
  | {
      readonly kind: 'ignore';
      readonly name: string;
      readonly problem: 'unknown-section' | 'not-in-profile' | 'older';
    };

/**
 * Decides section by section, so that one bad section, or one that a newer agent has and this collector does
 * not know, never hides the others. What the profile does not allow is not kept, whoever sends it.
 */
export function planSections(
  known: ReadonlyMap<string, KnownSection>,
  reported: Readonly<Record<string, ReportedSection>>,
  profile: AgentProfile,
  now: Date,
): readonly SectionPlan[] {
  const rule = profileRules[profile];
  const allowed: readonly string[] = rule.sections;
  return Object.entries(reported).map(([name, section]): SectionPlan => {
    if (!isSectionName(name)) return { kind: 'ignore', name, problem: 'unknown-section' };
    if (!allowed.includes(name)) return { kind: 'ignore', name, problem: 'not-in-profile' };
    return planSection(name, known.get(name), section, rule, now);
  });
}

const isSectionName = (name: string): name is SectionName =>
  (sectionNames as readonly string[]).includes(name);

function planSection(
  name: SectionName,
  known: KnownSection | undefined,
  { envelope, hash, data }: ReportedSection,
  rule: ProfileRule,
  now: Date,
): SectionPlan {
  // A clock that is ahead cannot make a reading newer than the moment it was received.
  const collectedAt = new Date(Math.min(Date.parse(envelope.collectedAt), now.getTime()));
  if (known !== undefined && collectedAt < known.collectedAt)
    return { kind: 'ignore', name, problem: 'older' };
  const reading: Reading = { name, envelope: cleanEnvelope(envelope), collectedAt, hash };
  if (envelope.status !== 'ok' && envelope.status !== 'partial') return { ...reading, kind: 'touch' };
  if (data === undefined) {
    return known !== undefined && known.hash === hash && !known.isRefused
      ? { ...reading, kind: 'touch' }
      : { kind: 'want', name };
  }
  const refuse = (problem: 'schema' | 'hash' | 'text', why: string): SectionPlan => ({
    ...reading,
    envelope: deny(reading.envelope, why),
    kind: 'refuse',
    problem,
  });
  if (sectionHash({ ...envelope, data } as Section) !== hash) {
    return refuse('hash', 'The data does not have the hash it was sent with.');
  }
  if (!isStorable(data)) return refuse('text', 'The data holds text that is not valid Unicode.');
  const parsed = sectionSchemas[name].safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'data' : issue.path.map(String).join('.');
    return refuse('schema', `The collector does not take ${where}: ${issue?.message ?? 'another form'}.`);
  }
  return { ...reading, kind: 'store', data: withhold(name, parsed.data as SectionData[typeof name], rule) };
}

/** Status, reason and source may come from a command's output, whatever that was. */
function cleanEnvelope(envelope: SectionEnvelope): SectionEnvelope {
  const source = makeStorable(envelope.source);
  return 'reason' in envelope
    ? { ...envelope, source, reason: makeStorable(envelope.reason) }
    : { ...envelope, source };
}

function deny(envelope: SectionEnvelope, why: string): SectionEnvelope {
  const { collectedAt, tookMs, source } = envelope;
  return { collectedAt, tookMs, source, status: 'denied', reason: why.slice(0, 1000) };
}
