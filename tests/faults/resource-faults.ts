import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { Fault } from './fault.ts';

/** Resources that a fault changes in place. */
export type Mutable = { -readonly [Key in keyof RenderedResource]: RenderedResource[Key] };
type ResourceFault = Fault<Mutable[]>;
type Container = Record<string, JsonValue>;

/**
 * Faults made by rule from resources as they are: of every kind, one of them is taken away, one that holds data
 * loses its protection, and every number, truth value, address, span and choice among its fields is changed once.
 * Fields that are the same field of other resources of the kind are not changed again.
 */
export function resourceFaults(resources: readonly RenderedResource[]): readonly ResourceFault[] {
  const byType = Map.groupBy(resources, ({ type }) => type);
  return [...byType].flatMap(([type, same]) => [
    ...removals(type, same),
    ...exposures(type, same),
    ...fieldFaults(type, same),
  ]);
}

function removals(type: string, same: readonly RenderedResource[]): readonly ResourceFault[] {
  const spread = [...new Set([same[0], same[Math.floor(same.length / 2)], same.at(-1)])];
  return spread.flatMap((resource) =>
    resource === undefined
      ? []
      : [
          {
            name: `${type} ${resource.name}: taken away`,
            seed: (all) => {
              const at = all.findIndex(({ name }) => name === resource.name);
              all.splice(at, 1);
              return at >= 0;
            },
          },
        ],
  );
}

function exposures(type: string, same: readonly RenderedResource[]): readonly ResourceFault[] {
  const holder = same.find(({ holdsData }) => holdsData);
  if (holder === undefined) return [];
  return [
    {
      name: `${type} ${holder.name}: no longer protected`,
      seed: (all) => change(all, holder.name, (resource) => (resource.holdsData = false)),
    },
  ];
}

function fieldFaults(type: string, same: readonly RenderedResource[]): readonly ResourceFault[] {
  const seen = new Set<string>();
  return same.flatMap(({ name, inputs }) =>
    leavesOf(inputs, []).flatMap(({ path, value }): readonly ResourceFault[] => {
      // A list's entries are told apart by what they hold, not by their number.
      const field = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
      const changed = changedValue(field, value);
      if (changed === undefined || changed === value || seen.has(field)) return [];
      seen.add(field);
      return [
        {
          name: `${type} ${name}: ${path.join('.')} ${JSON.stringify(value)} → ${JSON.stringify(changed)}`,
          seed: (all) => change(all, name, (resource) => setAt(resource, path, changed)),
        },
      ];
    }),
  );
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: string | number | boolean;
}

function leavesOf(value: JsonValue, path: readonly (string | number)[]): readonly Leaf[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, at) => leavesOf(item, [...path, at]));
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) =>
    leavesOf(inner, [...path, key]),
  );
}

/** Texts for people and names of the engine's own, which mean nothing to a platform. */
const wordless =
  /description|displayName|message|summary|annotations\.(?!.*(class|policy|network))|reason|title/i;
const opposites: Readonly<Record<string, string>> = {
  Deny: 'Allow',
  Allow: 'Deny',
  Inbound: 'Outbound',
  Outbound: 'Inbound',
  Ingress: 'Egress',
  Egress: 'Ingress',
  Enabled: 'Disabled',
  Disabled: 'Enabled',
  Tcp: '*',
  TCP: 'UDP',
  UDP: 'TCP',
  Locked: 'Disabled',
  Retain: 'Delete',
  Prevention: 'Detection',
  swedencentral: 'eastus',
};

/** Another value of the same sort; undefined where a change would only be another word. */
function changedValue(field: string, value: Leaf['value']): JsonValue | undefined {
  if (wordless.test(field)) return undefined;
  if (typeof value === 'number') return value > 1 ? Math.floor(value / 2) : value + 7;
  if (typeof value === 'boolean') return !value;
  if (opposites[value] !== undefined) return opposites[value];
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value)) return '0.0.0.0/0';
  if (/^[0-9a-f:]+\/\d+$/i.test(value)) return '::/0';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(value))
    return value.replace(/\d+$/, (last) => String((Number(last) + 100) % 254));
  if (/^\d{1,5}$/.test(value)) return String(Number(value) + 1);
  if (/^P(T?\d+[A-Z])+$/.test(value)) return value.startsWith('PT') ? 'PT1M' : 'P1D';
  if (/^\d+h(\d+m(\d+s)?)?$|^\d+m$|^\d+s$|^\d+d$/.test(value)) return '1h';
  if (/^(\S+ ){4}\S+$/.test(value) && /\*/.test(value)) return '0 0 1 1 *';
  if (/^\d+(\.\d+)?(Gi|Mi|m)$/.test(value)) return '1Mi';
  return undefined;
}

/** Puts a changed copy in the place of a resource; false where there is none of that name. */
export function change(all: Mutable[], name: string, edit: (resource: Mutable) => unknown): boolean {
  const at = all.findIndex((resource) => resource.name === name);
  const resource = all[at];
  if (resource === undefined) return false;
  // What two fields share in the program they do not share in a cluster.
  const copy = JSON.parse(JSON.stringify(resource)) as Mutable;
  edit(copy);
  all[at] = copy;
  return true;
}

/** Sets a value at a path within the inputs of a resource. */
export function setAt(resource: Mutable, path: readonly (string | number)[], value: JsonValue): void {
  const parents = path.slice(0, -1);
  const holder = parents.reduce<Container>(
    (node, step) => node[step] as unknown as Container,
    resource.inputs as Container,
  );
  holder[path.at(-1) ?? ''] = value;
}
