import { labelKeys } from '../parts/labels.ts';
import { platformNamespaces } from '../parts/platform-namespaces.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Kinds of the zone or the platform itself, which no service owns. */
const ofTheZone: Readonly<Record<string, string>> = {
  Namespace: labelKeys.zone,
  NetworkAttachmentDefinition: labelKeys.zone,
  ClusterNetworkPolicy: labelKeys.zone,
  ValidatingAdmissionPolicy: labelKeys.guardrail,
  ValidatingAdmissionPolicyBinding: labelKeys.guardrail,
};

/** What is asked of who owns what. */
export const ownerRules: readonly ClusterRule[] = [
  {
    about: 'Everything names its service, and thereby its owner; what closes a zone names the zone.',
    find: (view) =>
      view.all.flatMap((seen) => {
        const key = ofTheZone[seen.kind] ?? labelKeys.service;
        const isPolicyOfZone = /NetworkPolicy$/.test(seen.kind) && (seen.labels[labelKeys.zone] ?? '') !== '';
        return (seen.labels[key] ?? '') !== '' || isPolicyOfZone
          ? []
          : [mistake(seen, `metadata.labels.${key}`, seen.labels[key], 'whose it is')];
      }),
  },
  {
    about: 'Everything is known to be ours, and of one environment.',
    find: (view) => {
      const environments = new Set([...view.zones.values()].map(({ environment }) => environment));
      return view.all.flatMap((seen) => [
        ...(seen.labels[labelKeys.managedBy] === 'grundval'
          ? []
          : [
              mistake(
                seen,
                `metadata.labels.${labelKeys.managedBy}`,
                seen.labels[labelKeys.managedBy],
                'grundval',
              ),
            ]),
        ...(environments.size <= 1 &&
        (environments.size === 0 || environments.has(seen.labels[labelKeys.environment] ?? ''))
          ? []
          : [
              mistake(
                seen,
                `metadata.labels.${labelKeys.environment}`,
                seen.labels[labelKeys.environment],
                'the one environment of the site',
              ),
            ]),
      ]);
    },
  },
  {
    about: 'Everything stands in a zone, or where copies are scheduled.',
    find: (view) =>
      view.all
        .filter(
          ({ namespace, kind }) =>
            namespace !== '' &&
            !view.zoneByNamespace.has(namespace) &&
            !(kind === 'Schedule' && namespace === platformNamespaces.backup),
        )
        .map((seen) => mistake(seen, 'metadata.namespace', seen.namespace, 'the namespace of a zone')),
  },
];
