import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../../slice.ts';
import { portName, portsInto, zonePresence } from './group-service.ts';
import { groupLabels, groupSelector, labelKeys } from './labels.ts';
import { logicalName, resourceOf } from './manifest.ts';
import { zoneName } from './names.ts';
import { gibibytes } from './quantity.ts';
import { antiAffinityOf, domainSpreadOf } from './spread.ts';

/** Load at which one more is started, in percent of the CPU that each asks for. */
const scaleAtPercent = 70;

/** A group of containers: the pods, how many of them, how few at a time, and their place in the zone. */
export function containerResources(slice: PlatformSlice, group: PlacedGroup): readonly RenderedResource[] {
  const common = {
    name: group.name,
    namespace: zoneName(slice.plan, group.zone),
    labels: groupLabels(slice.plan, group),
  };
  const dependsOn = [logicalName('Deployment', group.name)];
  const minimum = group.servers.length;
  return [
    deployment(slice, group, common),
    ...(group.maxCount > minimum
      ? [
          resourceOf({
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            ...common,
            dependsOn,
            body: {
              spec: {
                scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: group.name },
                minReplicas: minimum,
                maxReplicas: group.maxCount,
                metrics: [
                  {
                    type: 'Resource',
                    resource: {
                      name: 'cpu',
                      target: { type: 'Utilization', averageUtilization: scaleAtPercent },
                    },
                  },
                ],
              },
            },
          }),
        ]
      : []),
    ...(minimum > 1
      ? [
          resourceOf({
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            ...common,
            dependsOn,
            body: { spec: { maxUnavailable: 1, selector: { matchLabels: groupSelector(group) } } },
          }),
        ]
      : []),
    ...zonePresence(slice, group, groupSelector(group)),
  ];
}

/** The image by digest as the standard has it, else from the site's register. */
export function containerImage(
  { declaration, site }: PlatformSlice,
  { image }: Pick<PlacedGroup, 'image'>,
): string {
  const standard = declaration.standards.images.find(({ id }) => id === image);
  return standard?.reference ?? `${site.kubernetes.imageRegistry}/${image}`;
}

function deployment(
  slice: PlatformSlice,
  group: PlacedGroup,
  common: Pick<Parameters<typeof resourceOf>[0], 'name' | 'namespace' | 'labels'>,
): RenderedResource {
  const selector = groupSelector(group);
  const ports = portsInto(slice, group);
  const [probed] = ports.filter(({ protocol }) => protocol === 'tcp');
  const size = { cpu: String(group.vcpus), memory: gibibytes(group.memoryGib) };
  return resourceOf({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...common,
    body: {
      spec: {
        // Where an autoscaler decides, a number here would undo it at every apply.
        ...(group.maxCount > group.servers.length ? {} : { replicas: group.servers.length }),
        selector: { matchLabels: selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: {
          metadata: { labels: { ...common.labels, [labelKeys.logs]: 'central' } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            affinity: antiAffinityOf(group),
            topologySpreadConstraints: domainSpreadOf(group, selector),
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: group.role,
                image: containerImage(slice, group),
                ports: ports.map((each) => ({
                  name: portName(each),
                  containerPort: each.port,
                  protocol: each.protocol === 'tcp' ? 'TCP' : 'UDP',
                })),
                resources: { requests: size, limits: size },
                ...(probed === undefined ? {} : { readinessProbe: { tcpSocket: { port: probed.port } } }),
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
          },
        },
      },
    },
  });
}
