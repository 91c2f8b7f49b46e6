import type { Declaration } from '../../declaration/declaration.ts';
import type { Text } from '../../format/text.ts';
import type { DeclaredPlace } from '../declared-place.ts';
import type { PlatformPlan } from '../plan.ts';

/** One thing that shall be so, because it is declared. */
export interface Requirement {
  /** A sentence with "ska" and "shall". */
  readonly text: Text;
  /** The line that says it. */
  readonly at: DeclaredPlace;
}

/** What an area's requirements are read from. */
export interface RequirementSource {
  readonly declaration: Declaration;
  readonly plan: PlatformPlan;
  /** Services that are more than a proposal: nobody has decided the others. */
  readonly services: Declaration['services'];
  readonly nameOfService: (id: string) => string;
}
