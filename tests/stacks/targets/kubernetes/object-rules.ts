import { cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';

type Json = { readonly [key: string]: unknown };

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const labelKey = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Kinds whose names are one DNS label of at most 63 characters. */
const labelled = new Set(['Namespace', 'Service', 'VirtualMachine']);

/** What the API server asks of every object beside its schema: names, labels, blocks of addresses, type token. */
export function objectMistakes({ type, inputs }: RenderedResource): readonly string[] {
  const { apiVersion, kind, metadata = {} } = inputs as { apiVersion: string; kind: string; metadata?: Json };
  const {
    name,
    namespace,
    labels = {},
    annotations = {},
  } = metadata as {
    name?: unknown;
    namespace?: unknown;
    labels?: Json;
    annotations?: Json;
  };
  const token = `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
  return [
    ...(type === token ? [] : [`type ${type} is not ${token}`]),
    ...nameMistakes(kind, name),
    ...(namespace === undefined ||
    (typeof namespace === 'string' && label.test(namespace) && namespace.length <= 63)
      ? []
      : [`namespace ${String(namespace)}`]),
    ...Object.entries(labels).flatMap(([key, value]) =>
      labelKey.test(key) && typeof value === 'string' && value.length <= 63 && labelValue.test(value)
        ? []
        : [`label ${key}: ${String(value)}`],
    ),
    ...Object.entries(annotations).flatMap(([key, value]) =>
      labelKey.test(key) && typeof value === 'string' ? [] : [`annotation ${key}: ${String(value)}`],
    ),
    ...blockMistakes(inputs),
    ...selectorMistakes(kind, inputs),
  ];
}

/** A Deployment selects its own pods. */
function selectorMistakes(kind: string, inputs: unknown): readonly string[] {
  if (kind !== 'Deployment') return [];
  const { selector, template } =
    (inputs as { spec?: { selector?: { matchLabels?: Json }; template?: { metadata?: { labels?: Json } } } })
      .spec ?? {};
  const labels = template?.metadata?.labels ?? {};
  return Object.entries(selector?.matchLabels ?? {}).flatMap(([key, value]) =>
    labels[key] === value ? [] : [`selector ${key} is no label of the pods`],
  );
}

function nameMistakes(kind: string, name: unknown): readonly string[] {
  if (typeof name !== 'string') return ['no name'];
  const fits = labelled.has(kind)
    ? label.test(name) && name.length <= 63 && (kind !== 'Service' || /^[a-z]/.test(name))
    : subdomain.test(name) && name.length <= 253;
  return fits ? [] : [`name ${name}`];
}

/** A block is a network, and its exceptions lie strictly within it. */
function blockMistakes(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(blockMistakes);
  const { ipBlock, ...rest } = value as Json;
  const inner = Object.values(rest).flatMap(blockMistakes);
  if (typeof ipBlock !== 'object' || ipBlock === null) return inner;
  const { cidr, except = [] } = ipBlock as { cidr?: unknown; except?: readonly unknown[] };
  const wide = parseCidr(String(cidr));
  if (wide === null) return [...inner, `block ${String(cidr)}`];
  return [
    ...inner,
    ...except.flatMap((each) => {
      const narrow = parseCidr(String(each));
      return narrow !== null && narrow.prefix > wide.prefix && cidrsOverlap(wide, narrow)
        ? []
        : [`except ${String(each)} of ${String(cidr)}`];
    }),
  ];
}
