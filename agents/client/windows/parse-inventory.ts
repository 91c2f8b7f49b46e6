import type { ProfileRule } from '#model/report/profile.ts';
import type { Section } from '#model/report/section.ts';
import { type SectionName, sectionSchemas } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import { SourceError } from '../host.ts';
import { parseJson } from '../parse-json.ts';
import { ScriptOutput, ScriptSection } from './output.ts';
import { windowsSections } from './sections/index.ts';

const longestReason = 1000;

/**
 * Reads what `inventory.ps1` printed. Pure: what of it is missing, refused or not understood is told by the
 * section it concerns, and the others stand. **Tried on built and recorded outputs, not yet run on a real
 * Windows device.**
 */
export function parseInventory(
  stdout: string,
  names: readonly SectionName[],
  rule: ProfileRule,
  collectedAt: string,
): Sections {
  const output = ScriptOutput.safeParse(parseJson(stdout.replace(/^\uFEFF/, '')));
  const all = (status: 'denied', reason: string) =>
    failAll(names, collectedAt, new SourceError(status, reason));
  if (!output.success)
    return all('denied', `PowerShell printed ${stdout.length} characters that are no inventory`);
  if (output.data.refused !== undefined) {
    return all('denied', 'App Control or AppLocker lets PowerShell run in constrained language only');
  }
  const entries = names.map((name): [SectionName, Section] => [
    name,
    readSection(name, output.data.sections[name], rule, collectedAt),
  ]);
  return Object.fromEntries(entries) as Sections;
}

/** Every section with one and the same failure: that of the program that reads them all. */
export function failAll(
  names: readonly SectionName[],
  collectedAt: string,
  { status, message }: SourceError,
  tookMs = 0,
): Sections {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { collectedAt, tookMs, source: sourceOf(name), status, reason: shorten(message) },
    ]),
  ) as Sections;
}

function readSection(name: SectionName, printed: unknown, rule: ProfileRule, collectedAt: string): Section {
  const answer = ScriptSection.safeParse(printed);
  const about = { collectedAt, tookMs: answer.data?.tookMs ?? 0, source: sourceOf(name) };
  const fail = (status: 'timeout' | 'denied' | 'unsupported', reason: string): Section => ({
    ...about,
    status,
    reason: shorten(reason),
  });
  if (!answer.success) return fail('denied', 'the script printed nothing of this section that is understood');
  if (!('raw' in answer.data)) return fail(answer.data.status, answer.data.reason);
  try {
    const { data, reason } = parseRaw(name, answer.data.raw, rule);
    const reasons = [...('reason' in answer.data ? [answer.data.reason] : []), ...(reason ? [reason] : [])];
    return reasons.length === 0
      ? { ...about, status: 'ok', data }
      : { ...about, status: 'partial', reason: shorten(reasons.join('; ')), data };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const gaps = 'reason' in answer.data ? `${answer.data.reason}; ` : '';
    return fail(error.status, `${gaps}${error.message}`);
  }
}

function parseRaw(name: SectionName, printed: unknown, rule: ProfileRule) {
  const section = windowsSections.find((candidate) => candidate.name === name);
  if (section === undefined) throw new SourceError('unsupported', 'not read on Windows');
  const raw = section.raw.safeParse(printed);
  if (!raw.success) throw notUnderstood(raw.error.issues);
  const parsed = section.parse(raw.data, rule);
  const data = sectionSchemas[name].safeParse(parsed.data);
  if (!data.success) throw notUnderstood(data.error.issues);
  return { data: data.data, reason: parsed.reason };
}

function notUnderstood(issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]) {
  const told = issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new SourceError('denied', `output not understood: ${told.join('; ')}`);
}

function sourceOf(name: SectionName): string {
  return windowsSections.find((section) => section.name === name)?.source ?? 'inventory.ps1';
}

const shorten = (reason: string) =>
  reason.length <= longestReason ? reason : `${reason.slice(0, longestReason - 1)}…`;
