import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import type { ResourceIndex } from '../read/resource-index.ts';

/** What is asked of resources together. */
export interface WholeRule {
  /** What it sees to, as a sentence. */
  readonly about: string;
  find(index: ResourceIndex): readonly BodyMistake[];
}

/** A mistake of a resource. */
export function mistake(
  { name }: RenderedResource,
  path: string,
  found: string,
  expected: string,
): BodyMistake {
  return { resource: name, path, found, expected };
}
