import { z } from 'zod';

/** Identifier of anything declared: lower case, digits and single hyphens, so it can stand in a host name. */
export const Id = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens, starting with a letter');

/** A role (`role:socialchef`) or a person by directory id (`directory:4711`); never a name or a personal number. */
export const Party = z
  .string()
  .max(80)
  .regex(/^(role:[a-z][a-z0-9-]*|directory:[A-Za-z0-9._-]+)$/, '`role:<id>` or `directory:<id>`');

/** Id of a decision in `decisions.yaml`, as the municipality writes it: `SN-2026-14`. */
export const DecisionId = z
  .string()
  .max(40)
  .regex(/^[A-ZÅÄÖ]{2,6}-\d{4}-\d{1,5}$/, 'a decision id such as `SN-2026-14`');

/** Id of a requirement in the source strategies: `ORK-17`, `KUN-50o`. */
export const RequirementId = z
  .string()
  .regex(/^(RAG|HUD|KUN|UPB|ORK)-\d{1,2}[a-p]?$/, 'a requirement id such as `ORK-17`');

/** A calendar day in Europe/Stockholm, `YYYY-MM-DD`. */
export const Day = z.iso.date('a day written YYYY-MM-DD');

/** A span of time: `15m`, `4h`, `30d`. */
export const Duration = z.string().regex(/^[1-9]\d{0,4}[mhd]$/, 'a span such as `15m`, `4h` or `30d`');

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
