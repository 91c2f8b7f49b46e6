import type { Text } from '../format/text.ts';
import type { DeclaredPlace } from './declared-place.ts';

/** An engine that resources are made for. What stands on an adopted site becomes a work order instead. */
export type TargetKind = 'kubernetes' | 'azure';

/** The kinds of component; each target renders all of them or says why it cannot. */
export const componentKinds = [
  'Zone',
  'Flow',
  'ServerGroup',
  'DataDisk',
  'Database',
  'EService',
  'Certificate',
  'Name',
  'BackupPlan',
  'Monitoring',
  'MaintenanceWindow',
  'Guardrail',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** Base: zones, network, guardrails, backup locations. Services: what changes with them. */
export type Layer = 'base' | 'services';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Stands in `inputs` for a value that only the stack's encrypted configuration has, by its key there. */
export interface SecretInput {
  readonly $secret: string;
}

/** One resource as the engine is asked for it. A pure function of the plan. */
export interface RenderedResource {
  /** Logical name, unique in its stack and stable: `treserva-app-1`. */
  readonly name: string;
  /** Pulumi's type token: `kubernetes:networking.k8s.io/v1:NetworkPolicy`. */
  readonly type: string;
  readonly inputs: { readonly [key: string]: JsonValue };
  /** Holds data: the engine refuses to delete it, and leaves it behind where the declaration no longer has it. */
  readonly holdsData: boolean;
  /** Resources of the same stack that must be there first, by logical name. */
  readonly dependsOn: readonly string[];
}

/** One intent of the plan and everything that makes it true. */
export interface RenderedComponent {
  readonly kind: ComponentKind;
  readonly layer: Layer;
  /** Key in the plan: `zone:adm`, `group:treserva/app`, a flow's own key. Unique in its kind. */
  readonly key: string;
  /** Where it is declared; null where nothing declares it: guardrails. */
  readonly at: DeclaredPlace | null;
  readonly resources: readonly RenderedResource[];
}

/** An intent, or a part of one, that a target cannot do. Refused unless exempted. */
export interface Unsupported {
  readonly kind: ComponentKind;
  readonly key: string;
  readonly at: DeclaredPlace | null;
  readonly reason: Text;
}

/** What one stack asks the engine for. */
export interface Rendering {
  readonly schemaVersion: 1;
  readonly target: TargetKind;
  /** `<organisation>.<environment>.<site>.<layer>` */
  readonly stack: string;
  /** Platform site, by id. */
  readonly platformSite: string;
  readonly layer: Layer;
  /** True where what stands elsewhere is rendered as if it stood here: for parity, never applied. */
  readonly asIf: boolean;
  /** By layer, kind and key. */
  readonly components: readonly RenderedComponent[];
  readonly unsupported: readonly Unsupported[];
}

/** All resources of a rendering, in the order of its components. */
export function resourcesOf({ components }: Pick<Rendering, 'components'>): readonly RenderedResource[] {
  return components.flatMap(({ resources }) => resources);
}
