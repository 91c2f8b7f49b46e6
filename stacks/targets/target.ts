import type { Text } from '#model/format/text.ts';
import type { Meaning, ReachEvaluator } from '#model/platform/meaning.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type {
  ComponentKind,
  RenderedComponent,
  RenderedResource,
  TargetKind,
  Unsupported,
} from '#model/platform/rendering.ts';
import type { PlatformSlice } from './slice.ts';

/** What a component kind makes of a slice. */
export interface Rendered {
  readonly components: readonly RenderedComponent[];
  readonly unsupported: readonly Unsupported[];
}

/** One component kind on one target: one file, one line in the target's `index.ts`. */
export interface Component {
  readonly kind: ComponentKind;
  /** What it becomes on this target, in a sentence. */
  readonly description: Text;
  /** Pure: names and inputs follow from the slice alone, and no list depends on the order things are declared in. */
  render(slice: PlatformSlice): Rendered;
}

/** Where addresses in resources belong: nothing else of the plan may help to read them back. */
export type AddressBook = Pick<PlatformPlan, 'zones' | 'groups'>;

/** A value in a resource that its target does not take. */
export interface BodyMistake {
  /** Logical name. */
  readonly resource: string;
  /** Path within the inputs: `properties.minTlsVersion`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** An engine that resources are made for. */
export interface Target {
  readonly kind: TargetKind;
  readonly components: readonly Component[];
  /** What resources of one site mean, both layers together. */
  readMeaning(resources: readonly RenderedResource[], book: AddressBook): Meaning;
  /** A judge of the network rules among the resources, as the target's own network would be. */
  judgeReach(resources: readonly RenderedResource[], book: AddressBook): ReachEvaluator;
  /** What the target would not take; left out where its schemas are not ours to ship. */
  findMistakes?(resources: readonly RenderedResource[]): readonly BodyMistake[];
}
