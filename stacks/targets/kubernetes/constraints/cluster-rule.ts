import type { JsonValue } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import type { ClusterView, SeenObject } from '../read/cluster-view.ts';

/** What we ask of the objects of a cluster together, beyond what its API server does. */
export interface ClusterRule {
  /** What is right, in a sentence. */
  readonly about: string;
  find(view: ClusterView): readonly BodyMistake[];
}

/** Something in an object that is not as it should be. */
export function mistake(
  { resource }: Pick<SeenObject, 'resource'>,
  path: string,
  found: JsonValue | undefined,
  expected: string,
): BodyMistake {
  return {
    resource: resource.name,
    path,
    found: found === undefined ? 'nothing' : JSON.stringify(found),
    expected,
  };
}
