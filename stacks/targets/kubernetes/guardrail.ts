import { compareText } from '#model/compare-text.ts';
import type { JsonValue, RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import { type GuardrailKey, guardrailKeys } from '../guardrails.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { containerImage } from './parts/containers.ts';
import { guardrailRule } from './parts/guardrail-rules.ts';
import { environmentLabels, labelKeys } from './parts/labels.ts';
import { logicalName, resourceOf } from './parts/manifest.ts';
import { clusterName } from './parts/names.ts';
import { platformNamespaces } from './parts/platform-namespaces.ts';

const admission = 'admissionregistration.k8s.io/v1';
const policyKind = 'ValidatingAdmissionPolicy';

/** What the API server itself refuses in the zones of the environment, whoever asks. */
export const guardrail: Component = {
  kind: 'Guardrail',
  description: {
    sv: 'En ValidatingAdmissionPolicy för varje skyddsräcke, bunden till miljöns zoner.',
    en: 'A ValidatingAdmissionPolicy for each guardrail, bound to the zones of the environment.',
  },
  render: (slice) => ({
    components: guardrailKeys.map(
      (key): RenderedComponent => ({
        kind: 'Guardrail',
        layer: 'base',
        key,
        at: null,
        resources: guardrailResources(slice, key),
      }),
    ),
    unsupported: [],
  }),
};

function guardrailResources(slice: PlatformSlice, key: GuardrailKey): readonly RenderedResource[] {
  const { plan } = slice;
  const name = clusterName(plan, key);
  const labels = { ...environmentLabels(plan), [labelKeys.guardrail]: key };
  const spec = guardrailPolicy(key, { zones: plan.zones, images: approvedImages(slice) });
  return [
    resourceOf({ apiVersion: admission, kind: policyKind, name, labels, body: { spec } }),
    ...guardrailBindings(key, name, plan.environment).map(({ suffix, spec: binding }) =>
      resourceOf({
        apiVersion: admission,
        kind: 'ValidatingAdmissionPolicyBinding',
        name: `${name}${suffix}`,
        labels,
        dependsOn: [logicalName(policyKind, name)],
        body: { spec: binding },
      }),
    ),
  ];
}

type Spec = { readonly [key: string]: JsonValue };

/** Spec of a guardrail's policy. */
export function guardrailPolicy(key: GuardrailKey, given: Parameters<typeof guardrailRule>[1]): Spec {
  const { kinds, variables, validations } = guardrailRule(key, given);
  return {
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules: kinds },
    ...(variables.length === 0 ? {} : { variables }),
    validations,
  };
}

/** Where a guardrail holds: in the zones of an environment, and for data also where its copies are scheduled. */
export function guardrailBindings(
  key: GuardrailKey,
  policyName: string,
  environment: string,
): readonly { readonly suffix: string; readonly spec: Spec }[] {
  const bind = (suffix: string, matchResources: Spec) => ({
    suffix,
    spec: { policyName, validationActions: ['Deny', 'Audit'], matchResources },
  });
  return [
    bind('', { namespaceSelector: guardedNamespaces(environment) }),
    ...(key === 'protected-data'
      ? [
          bind('-backup', {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': platformNamespaces.backup } },
            objectSelector: { matchLabels: { [labelKeys.environment]: environment } },
          }),
        ]
      : []),
  ];
}

/** Namespaces of the zones of an environment. */
function guardedNamespaces(environment: string): Spec {
  return {
    matchLabels: { [labelKeys.environment]: environment },
    matchExpressions: [{ key: labelKeys.zone, operator: 'Exists' }],
  };
}

/** Images that the standard approves, or still lets be while they are replaced, in each form they are named. */
function approvedImages(slice: PlatformSlice): readonly string[] {
  const { declaration, site } = slice;
  const registry = site.kubernetes.imageRegistry;
  const images = declaration.standards.images
    .filter(({ approved, phaseOutBy, kind }) => (approved || phaseOutBy !== undefined) && kind !== 'client')
    .map(({ id, kind }) =>
      kind === 'container' ? containerImage(slice, { image: id }) : `docker://${registry}/${id}`,
    );
  const engines = declaration.standards.engines
    .filter(({ approved, product }) => approved && product === 'postgresql')
    .map(({ product, cycle }) => `${registry}/${product}:${cycle}`);
  return [...new Set([...images, ...engines])].sort(compareText);
}
