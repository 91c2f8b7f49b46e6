import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { labelKeys } from './labels.ts';

type Texts = { readonly [key: string]: string };

/** An object of the API server, before it has Pulumi's names. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Left out for what belongs to the whole cluster. */
  readonly namespace?: string;
  readonly labels: Texts;
  readonly annotations?: Texts;
  /** Everything beside `apiVersion`, `kind` and `metadata`: mostly `spec`. */
  readonly body?: { readonly [key: string]: JsonValue };
  readonly holdsData?: boolean;
  readonly dependsOn?: readonly string[];
}

/** The resource that asks for an object. Names of one kind are unique in a stack, so kind and name are the logical name. */
export function resourceOf({
  apiVersion,
  kind,
  name,
  namespace,
  labels,
  annotations,
  body = {},
  holdsData = false,
  dependsOn = [],
}: Manifest): RenderedResource {
  return {
    name: logicalName(kind, name),
    type: `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`,
    inputs: {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        // The guardrail that protects data knows it by this label.
        labels: holdsData ? { ...labels, [labelKeys.holdsData]: 'true' } : labels,
        ...(annotations === undefined ? {} : { annotations }),
      },
      ...body,
    },
    holdsData,
    dependsOn,
  };
}

/** `virtual-machine/treserva-app-1` */
export function logicalName(kind: string, name: string): string {
  return `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}/${name}`;
}
