import type { Rendering } from '#model/platform/rendering.ts';
import type { Previewed } from './engine.ts';

/** A resource as both the engine's log and a rendering can say it. */
export interface ComparableState {
  readonly urn: string;
  readonly type: string;
  readonly parent: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly inputs: unknown;
}

const hidden = '[secret]';

/** What the engine's log must say of a rendering, by URN: its components, and their resources under them. */
export function expectedStates({ target, stack, components }: Rendering): readonly ComparableState[] {
  const urn = (type: string, name: string) => `urn:pulumi:${stack}::grundval::${type}::${name}`;
  const root = urn('pulumi:pulumi:Stack', `grundval-${stack}`);
  return components
    .flatMap(({ kind, key, resources }): readonly ComparableState[] => {
      const type = `grundval:${target}:${kind}`;
      const component = {
        urn: urn(type, key),
        type,
        parent: root,
        protect: false,
        retainOnDelete: false,
        inputs: {},
      };
      return [
        component,
        ...resources.map((resource) => ({
          urn: urn(`${type}$${resource.type}`, resource.name),
          type: resource.type,
          parent: component.urn,
          protect: resource.holdsData,
          retainOnDelete: resource.holdsData,
          inputs: hideSecrets(resource.inputs),
        })),
      ];
    })
    .sort(byUrn);
}

/** What the engine's log says, by URN: three equal previews say it in different orders. */
export function loggedStates({ states }: Pick<Previewed, 'states'>): readonly ComparableState[] {
  return states
    .map(({ urn, type, parent, protect = false, retainOnDelete = false, inputs }) => ({
      urn,
      type,
      parent,
      protect,
      retainOnDelete,
      inputs: hideSecrets(inputs),
    }))
    .sort(byUrn);
}

/** A secret, whether by its key or as the log shows it. */
function hideSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(hideSecrets);
  if ('$secret' in value || ('ciphertext' in value && value.ciphertext === hidden)) return hidden;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideSecrets(item)]));
}

function byUrn(a: ComparableState, b: ComparableState): number {
  return a.urn < b.urn ? -1 : 1;
}
