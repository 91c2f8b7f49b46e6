import type { ProfileRule } from '#model/report/profile.ts';
import type { Section } from '#model/report/section.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Host, SourceError } from './host.ts';
import type { Probe } from './probe.ts';
import { type CachedSection, cacheKey, type SectionCache } from './state/section-cache.ts';
import { agentVersion } from './version.ts';

/** What a run of the probes needs. */
export interface ProbeRun {
  readonly host: Host;
  readonly probes: readonly Probe[];
  readonly rule: ProfileRule;
  readonly cache: SectionCache;
  /** Who reads: what root may see is not what a user may. Null where the platform has no such number. */
  readonly userId: number | null;
}

/** Probes at work at the same time: enough to overlap waiting, few enough to leave the device to its user. */
const concurrency = 4;
/** A fingerprint is trusted for a day, in case something changed that it does not cover. */
const longestReuseMs = 24 * 3_600_000;
const longestReason = 1000;

/** Runs the probes that the profile allows; each gives a section, whatever happens to the others. */
export async function runProbes(run: ProbeRun): Promise<Sections> {
  const waiting = run.probes.filter((probe) => run.rule.sections.includes(probe.name)).values();
  const sections: [SectionName, Section][] = [];
  const worker = async () => {
    for (const probe of waiting) sections.push([probe.name, await runProbe(probe, run)]);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  sections.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sections) as Sections;
}

async function runProbe(probe: Probe, run: ProbeRun): Promise<Section> {
  const collectedAt = run.host.now().toISOString();
  const startedMs = performance.now();
  const about = () => ({
    collectedAt,
    tookMs: Math.round(performance.now() - startedMs),
    source: probe.source,
  });
  if (!probe.platforms.includes(run.host.platform)) {
    return { ...about(), status: 'unsupported', reason: `not read on ${run.host.platform}` };
  }
  try {
    return await withinBudget(probe.timeoutSeconds, async () => {
      const key = await reuseKey(probe, run);
      const reused = key === null ? null : await reuse(probe, run, key);
      if (reused !== null) return reused;
      const section = readSection(probe, run, await probe.read(run.host, run.rule), about());
      if (key !== null && 'data' in section) {
        const { data, ...envelope } = section;
        await run.cache.write(probe.name, { schemaVersion: 1, key, envelope, data });
      }
      return section;
    });
  } catch (error) {
    const status = error instanceof SourceError ? error.status : 'denied';
    return { ...about(), status, reason: shorten(error instanceof Error ? error.message : String(error)) };
  }
}

type About = Pick<Section, 'collectedAt' | 'tookMs' | 'source'>;

function readSection(probe: Probe, run: ProbeRun, raw: unknown, about: About): Section {
  const { data, reason } = probe.parse(raw, run.rule);
  const checked = probe.schema.safeParse(data);
  if (!checked.success) {
    const issues = checked.error.issues
      .slice(0, 3)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { ...about, status: 'denied', reason: shorten(`output not understood: ${issues.join('; ')}`) };
  }
  return reason === undefined
    ? { ...about, status: 'ok', data: checked.data }
    : { ...about, status: 'partial', reason: shorten(reason), data: checked.data };
}

async function reuseKey(probe: Probe, run: ProbeRun): Promise<string | null> {
  if (probe.fingerprint === undefined) return null;
  const fingerprint = await probe.fingerprint(run.host);
  return cacheKey({ fingerprint, agentVersion, rule: run.rule, userId: run.userId });
}

async function reuse(probe: Probe, run: ProbeRun, key: string): Promise<Section | null> {
  const cached: CachedSection | null = await run.cache.read(probe.name);
  if (cached === null || cached.key !== key) return null;
  const { envelope } = cached;
  if (envelope.status !== 'ok' && envelope.status !== 'partial') return null;
  const ageMs = run.host.now().getTime() - Date.parse(envelope.collectedAt);
  if (ageMs < 0 || ageMs > longestReuseMs) return null;
  const checked = probe.schema.safeParse(cached.data);
  return checked.success ? { ...envelope, data: checked.data } : null;
}

/** A probe that does not keep to its budget loses its answer; what it started has timeouts of its own. */
async function withinBudget<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  const { promise: outOfTime, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new SourceError('timeout', `no answer within ${seconds} s`)),
    seconds * 1000,
  );
  try {
    return await Promise.race([work(), outOfTime]);
  } finally {
    clearTimeout(timer);
  }
}

function shorten(reason: string): string {
  const line = reason.replace(/\s+/g, ' ').trim();
  if (line === '') return 'failed without a message';
  return line.length <= longestReason ? line : `${line.slice(0, longestReason - 1)}…`;
}
