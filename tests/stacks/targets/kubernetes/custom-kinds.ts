import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** The shared CRDs, as their projects publish them. */
const folder = join(import.meta.dirname, '../../../../../shared/data/crds');

/** Are the shared CRDs at hand? Without them custom kinds are not checked, and tests say so by name. */
export const hasCrds = existsSync(folder);

/** Sets that a cluster of ours has; of those in two releases the newer. */
const sets = [
  'cdi-1.66.0/derived-crds',
  'cert-manager-1.21.1',
  'cloudnative-pg-1.30.0',
  'gateway-api-1.6.1',
  'kubevirt-1.9.0/derived-crds',
  'network-attachment-definition-1.7.7',
  'network-policy-api-0.2.0',
  'prometheus-operator-0.93.0',
  'velero-1.18.1',
];

type Schema = { readonly [key: string]: unknown };

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map<string, ValidateFunction | null>();

/**
 * What is wrong with an object of a custom kind by its CRD, unknown fields included, as the API server says with
 * strict field validation. Rules in CEL are not evaluated, nor what webhooks ask. Null where no CRD has the kind.
 */
export function customMistakes(object: { readonly [key: string]: unknown }): readonly string[] | null {
  const key = `${String(object['apiVersion'])}/${String(object['kind'])}`;
  const known = validators.get(key);
  const validate =
    known === undefined ? findValidator(String(object['apiVersion']), String(object['kind'])) : known;
  validators.set(key, validate);
  if (validate === null) return null;
  if (validate(object)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const unknown = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath}: ${unknown === undefined ? message : `unknown field ${unknown}`}`;
  });
}

function findValidator(apiVersion: string, kind: string): ValidateFunction | null {
  const schema = ownSchemas[`${apiVersion}/${kind}`] ?? findSchema(apiVersion, kind);
  return schema === null ? null : ajv.compile(schema);
}

function findSchema(apiVersion: string, kind: string): Schema | null {
  if (!hasCrds) return null;
  const [group = '', version] = apiVersion.split('/');
  for (const set of sets) {
    for (const file of readdirSync(join(folder, set)).filter((name) => name.endsWith('.yaml'))) {
      const text = readFileSync(join(folder, set, file), 'utf8');
      if (!text.includes(`kind: ${kind}\n`) || !text.includes(`group: ${group}\n`)) continue;
      const { spec } = parse(text) as {
        spec: {
          names: { kind: string };
          versions: { name: string; served: boolean; schema: { openAPIV3Schema: Schema } }[];
        };
      };
      const found = spec.versions.find(({ name, served }) => name === version && served);
      if (spec.names.kind === kind && found !== undefined)
        return asRoot(strict(found.schema.openAPIV3Schema));
    }
  }
  return null;
}

/** Metadata of the root is the API server's own, whatever the CRD says. */
function asRoot(schema: Schema): Schema {
  const properties = schema['properties'] as Schema;
  const text = { type: 'string' };
  return { ...schema, properties: { apiVersion: text, kind: text, ...properties, metadata } };
}

const texts = { type: 'object', additionalProperties: { type: 'string' } };
const metadata = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { name: { type: 'string' }, namespace: { type: 'string' }, labels: texts, annotations: texts },
};

/** A structural schema as JSON Schema that refuses fields it does not name. */
function strict(schema: Schema): Schema {
  const { properties, items, additionalProperties, type, ...rest } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const strictAll = (value: unknown) =>
    Object.fromEntries(Object.entries(value as Schema).map(([key, inner]) => [key, strict(inner as Schema)]));
  return {
    ...(typeof rest['pattern'] === 'string' ? { pattern: pattern(rest['pattern']) } : {}),
    ...Object.fromEntries(
      [
        'enum',
        'required',
        'minimum',
        'maximum',
        'minLength',
        'maxLength',
        'minItems',
        'maxItems',
        'minProperties',
        'maxProperties',
        'oneOf',
        'anyOf',
        'allOf',
        'not',
      ].flatMap((keyword) => (rest[keyword] === undefined ? [] : [[keyword, rest[keyword]]])),
    ),
    ...(schema['x-kubernetes-int-or-string'] === true ? { type: ['integer', 'string'] } : {}),
    ...(typeof type === 'string' ? { type: schema['nullable'] === true ? [type, 'null'] : type } : {}),
    ...(items === undefined ? {} : { items: strict(items as Schema) }),
    ...(properties === undefined ? {} : { properties: strictAll(properties) }),
    ...(typeof additionalProperties === 'object' && additionalProperties !== null
      ? { additionalProperties: strict(additionalProperties as Schema) }
      : properties !== undefined && !isOpen
        ? { additionalProperties: false }
        : {}),
  };
}

/** Go writes a flag in front of what it is for, JavaScript around it. */
function pattern(go: string): string {
  return go.includes('(?i)') ? `(?i:${go.replace('(?i)', '')})` : go;
}

/** Kinds without a CRD among the shared ones, written from the documentation of OVN-Kubernetes. */
const ownSchemas: Readonly<Record<string, Schema>> = {
  'k8s.ovn.org/v1/EgressIP': {
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { const: 'k8s.ovn.org/v1' },
      kind: { const: 'EgressIP' },
      metadata,
      spec: {
        type: 'object',
        additionalProperties: false,
        required: ['egressIPs', 'namespaceSelector'],
        properties: {
          egressIPs: { type: 'array', minItems: 1, items: { type: 'string' } },
          namespaceSelector: { type: 'object' },
          podSelector: { type: 'object' },
        },
      },
    },
  },
};
