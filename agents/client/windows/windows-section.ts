import { z } from 'zod';
import type { ProfileRule } from '#model/report/profile.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';
import type { Parsed } from '../probe.ts';

/** One section of a Windows device: how what the script prints of it is read. */
export interface WindowsSection<Name extends SectionName = SectionName, Raw = unknown> {
  readonly name: Name;
  /** Registry keys, classes and objects asked, in words a person can check. */
  readonly source: string;
  readonly raw: z.ZodType<Raw>;
  parse(raw: Raw, rule: ProfileRule): Parsed<SectionData[Name]>;
}

/** A text as Windows gives it; null where it has none. */
export const text = z.string().nullable();
/** A whole number; null where Windows gives none, or one so large that it stands for none. */
export const whole = z
  .number()
  .nullable()
  .transform((value) => (Number.isSafeInteger(value) ? value : null));
export const flag = z.boolean().nullable();
/** An instant as the script writes it, in UTC. */
export const instant = z.iso.datetime({ offset: false }).nullable();

/** A text without white space around it; null where nothing is left. */
export function trimmed(value: string | null): string | null {
  const inner = value?.replaceAll('\0', '').trim() ?? '';
  return inner === '' ? null : inner;
}

/** `C:\` → `C:`, `C:\Data\` → `C:\Data`; null for a volume nothing is mounted of (`\\?\Volume{…}\`). */
export function mountOf(name: string | null): string | null {
  const path = trimmed(name);
  return path === null || path.startsWith('\\\\?\\') ? null : path.replace(/\\$/, '');
}
