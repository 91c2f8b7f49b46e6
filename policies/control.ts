import type { z } from 'zod';
import type { ControlId, Evidence, Severity, Subject } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { RunEvidence } from '#model/evidence/run-evidence.ts';
import type { Fleet } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';

/** Which classes a control applies to: all; any of k, r, t ≥ 2; any ≥ 3. */
export type ControlProfile = 'base' | 'extended' | 'high';

/** Where a rule comes from. */
export interface ControlSource {
  readonly kind: 'strategy' | 'law' | 'regulation' | 'standard';
  /** `ORK-31`, `Cybersäkerhetslagen (2025:1506) 2 kap. 3 §`, `ISO/IEC 27001:2022 A.5.9`. */
  readonly reference: string;
}

/** What a control says of one subject, before exemptions. */
export interface Verdict {
  readonly subject: Subject;
  readonly status: 'met' | 'finding' | 'not-measured';
  /** One sentence: what is right, wrong, or missing for a measurement. */
  readonly message: Text;
  readonly evidence: readonly Evidence[];
  /** Overrides the control's severity for this subject (an expired certificate is worse than one that soon does). */
  readonly severity?: Severity;
}

/** A part of what a control may look at. */
export type ContextPart = 'declaration' | 'plan' | 'resources' | 'fleet' | 'evidence';

/** What a control may look at; a part it does not read is still there, so tests can give one context. */
export interface ControlContext<Parameters = unknown> {
  readonly declaration: Declaration;
  /** What the declaration means in the environment that is judged; null where nobody has planned. */
  readonly plan: PlatformPlan | null;
  /** What the engine would be asked for; null outside `grundval check` and the policy pack. */
  readonly resources: RenderedPlatform | null;
  /** Null where nothing has been observed (`grundval check`). */
  readonly fleet: Fleet | null;
  /** What runs have filed; null where nobody has read their journals. */
  readonly evidence: RunEvidence | null;
  readonly now: Date;
  readonly parameters: Parameters;
}

/**
 * One rule of the catalogue: data plus one pure function, used by `grundval check`, the collector and
 * the CrossGuard pack. `check` returns one verdict for each subject the rule applies to; what it cannot
 * judge is `not-measured` and stays in the denominator.
 */
export interface Control<Schema extends z.ZodType = z.ZodType> {
  readonly id: ControlId;
  readonly version: number;
  /** Calendar day from which this version applies. */
  readonly validFrom: string;
  readonly title: Text;
  readonly why: Text;
  readonly sources: readonly ControlSource[];
  readonly profile: ControlProfile;
  readonly severity: Severity;
  /** Does a finding stop an apply to production, and `grundval check` with exit 1? */
  readonly gate: boolean;
  /** The parts of the context the rule needs; without `fleet` a fleet control is not run, not guessed. */
  readonly reads: readonly ContextPart[];
  /** Parts it also judges where they are there; without them it says less, but what it says holds. */
  readonly readsIfPresent?: readonly ContextPart[];
  readonly parameters: Schema;
  readonly remedy: Text;
  check(context: ControlContext<z.infer<Schema>>): readonly Verdict[];
}
