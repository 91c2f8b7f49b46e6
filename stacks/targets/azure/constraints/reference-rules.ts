import type { JsonValue } from '#model/platform/rendering.ts';
import { armTypes } from '../arm-types.ts';
import { idKey } from '../read/resource-index.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

/** Resources that Azure has of its own. */
const given = [/\/providers\/microsoft\.authorization\/roledefinitions\//];

/** Ids of parts and of what is within: the gateway's own listeners, say, are in its body. */
const outer = /^(\/resourcegroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+)\//;

/** What is asked of references between resources. */
export const referenceRules: readonly WholeRule[] = [
  {
    about: 'What an id names is there.',
    find: (index) =>
      index.all.flatMap((resource) =>
        idsIn(resource.inputs, '')
          .filter(({ id }) => {
            const key = idKey(id);
            if (given.some((pattern) => pattern.test(key))) return false;
            if (index.byId(id) !== undefined) return false;
            const container = outer.exec(key)?.[1];
            const holder = container === undefined ? undefined : index.byId(`/subscriptions/x${container}`);
            // A part of a resource's own body: named in it, not a resource.
            return holder === undefined || !namesPart(holder.inputs, key);
          })
          .map(({ at, id }) => mistake(resource, at, id, 'the id of something that is there')),
      ),
  },
  {
    about: 'All ids are of one subscription.',
    find: (index) => {
      const found = index.all.flatMap((resource) =>
        idsIn(resource.inputs, '').map(({ at, id }) => ({
          resource,
          at,
          subscription: id.split('/')[2] ?? '',
        })),
      );
      const counts = Map.groupBy(found, ({ subscription }) => subscription);
      const [usual] = [...counts].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
      return found
        .filter(({ subscription }) => subscription !== usual)
        .map(({ resource, at, subscription }) => mistake(resource, at, subscription, usual ?? ''));
    },
  },
  {
    about: 'Every kind of resource is one that is known.',
    find: (index) =>
      index.all
        .filter(({ type }) => !(type in armTypes))
        .map((resource) => mistake(resource, '', resource.type, 'a kind that is rendered')),
  },
  {
    about: 'Names are unique, and what must be there first is there.',
    find: (index) => {
      const names = new Set(index.all.map(({ name }) => name));
      const twice = [...Map.groupBy(index.all, ({ name }) => name).values()].filter(
        (same) => same.length > 1,
      );
      return [
        ...twice.flatMap((same) =>
          same.map((resource) => mistake(resource, '', resource.name, 'a name of its own')),
        ),
        ...index.all.flatMap((resource) =>
          resource.dependsOn
            .filter((needed) => !names.has(needed))
            .map((needed) => mistake(resource, 'dependsOn', needed, 'the name of something that is there')),
        ),
      ];
    },
  },
];

interface Id {
  readonly at: string;
  readonly id: string;
}

/** Ids anywhere in a body; those within templates and questions are of another kind. */
function idsIn(value: JsonValue, at: string): readonly Id[] {
  if (typeof value === 'string') {
    return value.startsWith('/subscriptions/') &&
      /^\/subscriptions\/[^/]+\/(resourceGroups|providers)\/[^/]+/i.test(value) &&
      !value.endsWith('/')
      ? [{ at, id: value }]
      : [];
  }
  if (value === null || typeof value !== 'object') return [];
  if (at === 'tags') return [];
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) =>
    idsIn(inner, at === '' ? key : `${at}.${key}`),
  );
}

function namesPart(inputs: JsonValue, key: string): boolean {
  const [kind = '', name = ''] = key.split('/').slice(-2);
  if (inputs === null || typeof inputs !== 'object' || Array.isArray(inputs)) return false;
  const list = Object.entries(inputs).find(([field]) => field.toLowerCase() === kind)?.[1];
  return (
    Array.isArray(list) &&
    list.some(
      (part: JsonValue) =>
        part !== null &&
        typeof part === 'object' &&
        'name' in part &&
        typeof part.name === 'string' &&
        part.name.toLowerCase() === name,
    )
  );
}
