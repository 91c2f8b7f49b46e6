import type { MeaningDifference } from './meaning.ts';
import type { Rendering } from './rendering.ts';

/** The resources of one environment and where they do not mean what the plan says: what controls may look at. */
export interface RenderedPlatform {
  readonly renderings: readonly Rendering[];
  readonly differences: readonly (MeaningDifference & { readonly stack: string })[];
}
