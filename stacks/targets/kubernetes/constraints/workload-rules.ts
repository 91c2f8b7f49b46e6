import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#model/platform/rendering.ts';
import { labelKeys } from '../parts/labels.ts';
import { topologyKeys } from '../parts/spread.ts';
import type { ClusterView } from '../read/cluster-view.ts';
import { at, listAt, textAt } from '../read/json.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Fields by which what runs gets at the host it runs on. */
const ofTheHost = ['hostNetwork', 'hostPID', 'hostIPC', 'hostUsers', 'nodeName'] as const;
/** Kinds that are rendered. */
const known: ReadonlySet<string> = new Set([
  ...[
    'Namespace',
    'NetworkAttachmentDefinition',
    'NetworkPolicy',
    'MultiNetworkPolicy',
    'ClusterNetworkPolicy',
  ],
  ...[
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'Service',
    'EndpointSlice',
    'EgressIP',
  ],
  ...['VirtualMachine', 'VirtualMachineInstancetype', 'DataVolume', 'Deployment', 'HorizontalPodAutoscaler'],
  ...['PodDisruptionBudget', 'Cluster', 'ScheduledBackup', 'Schedule', 'ConfigMap', 'Certificate', 'Gateway'],
  ...['HTTPRoute', 'TCPRoute', 'UDPRoute', 'BackendTLSPolicy', 'PrometheusRule', 'Probe', 'PodMonitor'],
]);

/** What is asked of what runs. */
export const workloadRules: readonly ClusterRule[] = [
  {
    about: 'Every kind of object is one that is rendered.',
    find: (view) =>
      view.all
        .filter(({ kind }) => !known.has(kind))
        .map((seen) => mistake(seen, 'kind', seen.kind, 'a kind that is rendered')),
  },
  {
    about: 'What runs has nothing of its host.',
    find: (view) =>
      podsOf(view).flatMap(({ seen, pod }) => [
        ...ofTheHost
          .filter((field) => at(pod, field) !== undefined && at(pod, field) !== false)
          .map((field) => mistake(seen, `spec.template.spec.${field}`, at(pod, field), 'nothing')),
        ...listAt(pod, 'volumes')
          .filter((volume) => at(volume, 'hostPath') !== undefined || at(volume, 'hostDisk') !== undefined)
          .map((volume) => mistake(seen, 'spec.template.spec.volumes', volume, 'nothing of the host')),
      ]),
  },
  {
    about: 'A container runs without privileges.',
    find: (view) =>
      view.of('Deployment').flatMap((seen) => {
        const pod = at(seen.spec, 'template', 'spec');
        const isSafe =
          at(pod, 'automountServiceAccountToken') === false &&
          at(pod, 'securityContext', 'runAsNonRoot') === true &&
          textAt(pod, 'securityContext', 'seccompProfile', 'type') === 'RuntimeDefault' &&
          containersOf(pod).every(isUnprivileged);
        return isSafe
          ? []
          : [
              mistake(
                seen,
                'spec.template.spec',
                at(pod, 'securityContext'),
                'no root, no privileges, no token',
              ),
            ];
      }),
  },
  {
    about: 'A container asks for the processor and memory that it may have.',
    find: (view) =>
      view.of('Deployment').flatMap((seen) =>
        containersOf(at(seen.spec, 'template', 'spec'))
          .filter((container) => {
            const requests = at(container, 'resources', 'requests');
            return (
              textAt(requests, 'cpu') === '' ||
              textAt(requests, 'memory') === '' ||
              !isDeepStrictEqual(requests, at(container, 'resources', 'limits'))
            );
          })
          .map((container) =>
            mistake(
              seen,
              'spec.template.spec.containers',
              at(container, 'resources'),
              'requests like its limits',
            ),
          ),
      ),
  },
  {
    about: 'Everything starts from an image that the guardrail approves.',
    find: (view) => {
      const approved = approvedImages(view);
      return imagesOf(view)
        .filter(({ image }) => !approved.has(image) || /:latest$/.test(image))
        .map(({ seen, image }) => mistake(seen, 'spec', image, 'an approved image'));
    },
  },
  {
    about: 'A virtual server starts from its system disk and has one network.',
    find: (view) =>
      view.of('VirtualMachine').flatMap((seen) => {
        const pod = at(seen.spec, 'template', 'spec');
        const disks = listAt(pod, 'domain', 'devices', 'disks');
        const first = disks.filter((disk) => at(disk, 'bootOrder') === 1);
        const isOrdered =
          first.length === 1 &&
          first.every((disk) => textAt(disk, 'name') === 'system') &&
          disks.every((disk) => at(disk, 'bootOrder') === undefined || at(disk, 'bootOrder') === 1);
        return [
          ...(isOrdered
            ? []
            : [
                mistake(
                  seen,
                  'spec.template.spec.domain.devices.disks',
                  disks,
                  'bootOrder 1 of `system` alone',
                ),
              ]),
          ...(listAt(pod, 'networks').length === 1 &&
          listAt(pod, 'domain', 'devices', 'interfaces').length === 1
            ? []
            : [
                mistake(
                  seen,
                  'spec.template.spec.networks',
                  at(pod, 'networks'),
                  'the VLAN of its zone alone',
                ),
              ]),
        ];
      }),
  },
  {
    about: 'Pods are spread evenly over the failure domains.',
    find: (view) =>
      [
        ...view.of('Cluster').map((seen) => ({ seen, holder: seen.spec })),
        ...view.of('Deployment').map((seen) => ({ seen, holder: at(seen.spec, 'template', 'spec') })),
      ]
        .filter(
          ({ holder }) =>
            !listAt(holder, 'topologySpreadConstraints').some(
              (each) => at(each, 'maxSkew') === 1 && textAt(each, 'topologyKey') === topologyKeys.domain,
            ),
        )
        .map(({ seen, holder }) =>
          mistake(
            seen,
            'topologySpreadConstraints',
            at(holder, 'topologySpreadConstraints'),
            `maxSkew 1 over ${topologyKeys.domain}`,
          ),
        ),
  },
];

function podsOf(view: ClusterView) {
  return [...view.of('Deployment'), ...view.of('VirtualMachine')].map((seen) => ({
    seen,
    pod: at(seen.spec, 'template', 'spec'),
  }));
}

function containersOf(pod: JsonValue | undefined): readonly JsonValue[] {
  return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => listAt(pod, list));
}

function isUnprivileged(container: JsonValue): boolean {
  const context = at(container, 'securityContext');
  return (
    at(context, 'allowPrivilegeEscalation') === false &&
    at(context, 'privileged') !== true &&
    at(context, 'runAsNonRoot') !== false &&
    at(context, 'runAsUser') !== 0 &&
    isDeepStrictEqual(at(context, 'capabilities'), { drop: ['ALL'] })
  );
}

/** The images of the guardrail's list, which is JSON as well as CEL. */
function approvedImages(view: ClusterView): ReadonlySet<string> {
  const policy = view
    .of('ValidatingAdmissionPolicy')
    .find(({ labels }) => labels[labelKeys.guardrail] === 'approved-images');
  const list = listAt(policy?.spec, 'variables').find((each) => textAt(each, 'name') === 'approved');
  try {
    return new Set(listAt(JSON.parse(textAt(list, 'expression')) as JsonValue).map(String));
  } catch {
    return new Set();
  }
}

function imagesOf(view: ClusterView) {
  return [
    ...view.of('Deployment').flatMap((seen) =>
      containersOf(at(seen.spec, 'template', 'spec')).map((each) => ({
        seen,
        image: textAt(each, 'image'),
      })),
    ),
    ...view.of('Cluster').map((seen) => ({ seen, image: textAt(seen.spec, 'imageName') })),
    ...view
      .of('DataVolume')
      .filter(({ spec }) => at(spec, 'source', 'blank') === undefined)
      .map((seen) => ({ seen, image: textAt(seen.spec, 'source', 'registry', 'url') })),
  ];
}
