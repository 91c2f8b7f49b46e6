import { type RenderedResource, resourcesOf } from '#model/platform/rendering.ts';
import { compareMeanings } from '#stacks/targets/compare-meanings.ts';
import { findPlainSecrets } from '#stacks/targets/find-plain-secrets.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import type { PlatformSlice } from '#stacks/targets/slice.ts';
import type { Target } from '#stacks/targets/target.ts';
import type { Catch, Fault, Outcome } from './fault.ts';
import type { Mutable } from './resource-faults.ts';

/** Whether a resource is as its target's schema wants it: what is wrong, as lines. */
export type SchemaGate = (resource: RenderedResource) => readonly string[];

/** Seeds faults into the resources of a slice one by one, and reads each back as `grundval check` does. */
export function tryResources(
  target: Target,
  slice: PlatformSlice,
  faultsOf: (resources: readonly RenderedResource[]) => readonly Fault<Mutable[]>[],
  schemaGate: SchemaGate,
): readonly Outcome[] {
  const renderings = renderSlice(target, slice);
  const resources = renderings.flatMap(resourcesOf);
  const unsupported = renderings.flatMap((rendering) => rendering.unsupported);
  const planned = plannedMeaning(slice);
  const known = new Set(resources);
  return faultsOf(resources).map((fault) => {
    const copy: Mutable[] = [...resources];
    if (!fault.seed(copy)) throw new Error(`there is nothing to change for "${fault.name}"`);
    const changed = copy.filter((resource) => !known.has(resource));
    const differences = compareMeanings(planned, target.readMeaning(copy, slice.plan), unsupported);
    const mistakes = [...findPlainSecrets(copy), ...(target.findMistakes?.(copy) ?? [])];
    return {
      name: fault.name,
      where: target.kind,
      catches: [
        ...differences.map(
          ({ part, key, field, kind }): Catch => ({
            by: 'parity',
            what: `${part} ${key} ${field ?? kind}`,
          }),
        ),
        ...mistakes.map(
          ({ resource, path, expected }): Catch => ({
            by: 'constraint',
            what: `${resource} ${path}: ${expected}`,
          }),
        ),
        ...changed.flatMap(schemaGate).map((what): Catch => ({ by: 'schema', what })),
      ],
    };
  });
}
