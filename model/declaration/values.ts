import { z } from 'zod';

/** Text of one form; the words say which, after "expected". */
export function patterned(pattern: RegExp, words: string) {
  return z.string(words).regex(pattern, words);
}

/** Identifier of anything declared: lower case, digits and single hyphens, so it can stand in a host name. */
export const Id = patterned(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  'lower-case letters, digits and hyphens, starting with a letter',
).max(40);

/** What a personal number looks like, coordination numbers included, with or without century and sign. */
const personalNumber = /(?:19|20)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])-?\d{4}/.source;
const directoryId = `directory:(?!${personalNumber}$)[A-Za-z0-9._-]{1,64}`;

/** A person by directory id (`directory:4711`); never a name or a personal number. */
export const DirectoryId = patterned(
  new RegExp(`^${directoryId}$`),
  '`directory:<id>`, never a name or a personal number',
);

/** A role (`role:socialchef`) or a {@link DirectoryId}. */
export const Party = patterned(
  new RegExp(`^(role:[a-z][a-z0-9-]{0,39}|${directoryId})$`),
  '`role:<id>` or `directory:<id>`, never a name or a personal number',
);

/** Id of a decision in `decisions.yaml`, as the municipality writes it: `SN-2026-14`. */
export const DecisionId = patterned(/^[A-ZÅÄÖ]{2,6}-\d{4}-\d{1,5}$/, 'a decision id such as `SN-2026-14`');

/** Id of a control in the catalogue: `GV-11`. */
export const ControlId = patterned(/^GV-\d\d$/, 'a control id such as `GV-11`');

/** Id of a requirement in the source strategies: `ORK-17`, `KUN-50o`. */
export const RequirementId = patterned(
  /^(RAG|HUD|KUN|UPB|ORK)-\d{1,2}[a-p]?$/,
  'a requirement id such as `ORK-17`',
);

/** A calendar day in Europe/Stockholm, `YYYY-MM-DD`. */
export const Day = z.iso.date('a day written YYYY-MM-DD');

/** A span of time: `15m`, `4h`, `30d`. */
export const Duration = patterned(/^[1-9]\d{0,4}[mhd]$/, 'a span such as `15m`, `4h` or `30d`');

const secondsPerUnit = { m: 60, h: 3600, d: 86_400 } as const;

/** Seconds in a {@link Duration}. */
export function durationSeconds(duration: string): number {
  const unit = duration.at(-1) as keyof typeof secondsPerUnit;
  return Number(duration.slice(0, -1)) * secondsPerUnit[unit];
}

/** Consequence level of KLASSA: 0 none, 1 moderate, 2 significant, 3 serious, 4 very serious. */
export const ClassLevel = z.int().min(0).max(4);

/** A short text for people, in Swedish. */
export const Label = z.string().trim().min(1).max(200);

/** A longer text for people, in Swedish. */
export const Prose = z.string().trim().min(1).max(2000);

/** An amount in SEK per year; öre are of no interest here. */
export const SekPerYear = z.number().nonnegative().max(1e9);

/** TCP or UDP port. */
export const Port = z.int().min(1).max(65_535);

/** Which of the four platforms a service belongs to (UPB-15). */
export const Platform = z.enum(['public', 'administrative', 'pedagogical', 'technical']);
export type Platform = z.infer<typeof Platform>;

/** Who operates a service: we, another public body, a supplier for us, or bought as a service. */
export const Hosting = z.enum(['own', 'shared', 'external', 'cloud']);
export type Hosting = z.infer<typeof Hosting>;
