import type { Text } from '#model/format/text.ts';
import { type RenderedResource, type Rendering, resourcesOf } from '#model/platform/rendering.ts';

/** A way in which the resources of a stack are not those that the declaration asks for. */
export interface Undeclared {
  /** Logical name. */
  readonly resource: string;
  readonly text: Text;
}

/** Resources that nothing asks for, those that are missing, and those that have lost their protection. */
export function findUndeclared(
  resources: readonly RenderedResource[],
  declared: Rendering,
): readonly Undeclared[] {
  const expected = new Map(resourcesOf(declared).map((resource) => [nameOf(resource), resource]));
  const found = new Set(resources.map(nameOf));
  const extra = resources.filter((resource) => !expected.has(nameOf(resource)));
  const missing = [...expected.values()].filter((resource) => !found.has(nameOf(resource)));
  const unprotected = resources.filter(
    (resource) => expected.get(nameOf(resource))?.holdsData === true && !resource.holdsData,
  );
  return [
    ...extra.map((resource) =>
      say(resource, {
        sv: 'finns i stacken men inte i deklarationen',
        en: 'is in the stack but not in the declaration',
      }),
    ),
    ...missing.map((resource) =>
      say(resource, {
        sv: 'finns i deklarationen men inte i stacken',
        en: 'is in the declaration but not in the stack',
      }),
    ),
    ...unprotected.map((resource) =>
      say(resource, {
        sv: 'bär information men är inte skyddad mot radering',
        en: 'holds data but is not protected from deletion',
      }),
    ),
  ];
}

function nameOf({ type, name }: RenderedResource): string {
  return `${type} ${name}`;
}

function say({ type, name }: RenderedResource, { sv, en }: Text): Undeclared {
  return { resource: name, text: { sv: `${name} (${type}) ${sv}.`, en: `${name} (${type}) ${en}.` } };
}
