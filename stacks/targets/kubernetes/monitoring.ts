import { serviceFilePath } from '#model/declaration/files.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { RenderedComponent, RenderedResource } from '#model/platform/rendering.ts';
import { nameLimits, shortenName } from '#stacks/plan/shorten-name.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { databaseClusterName } from './parts/database-backup.ts';
import { groupLabels, none, serviceLabels } from './parts/labels.ts';
import { resourceOf } from './parts/manifest.ts';
import { monitoringRules } from './parts/monitoring-rules.ts';
import { environmentPrefix, uniqueLabel, zoneName } from './parts/names.ts';
import { platformNamespaces } from './parts/platform-namespaces.ts';

/** Annotations that say what is not asked for, so that a lost rule is told from one that was never there. */
export const notAsked = {
  availability: 'grundval.se/availability',
  backupAge: 'grundval.se/backup-age',
} as const;

/** What is watched of a service: checks from outside, databases from inside, rules for when somebody is told. */
export const monitoring: Component = {
  kind: 'Monitoring',
  description: {
    sv: 'Probe för varje kontroll, PodMonitor för databaser och PrometheusRule för larm enligt servicenivån.',
    en: 'A Probe for each check, a PodMonitor for databases, and a PrometheusRule for alarms by service level.',
  },
  render: (slice) => ({
    components: slice.monitoring.map((planned): RenderedComponent => {
      const at = placeOf(slice.declaration, serviceFilePath(planned.service), '');
      const resources = monitoringResources(slice, planned);
      return { kind: 'Monitoring', layer: 'services', key: planned.service, at, resources };
    }),
    unsupported: [],
  }),
};

function monitoringResources(slice: PlatformSlice, planned: MonitoringPlan): readonly RenderedResource[] {
  const { plan } = slice;
  const { service } = planned;
  const groups = slice.groups.filter((group) => group.service === service);
  const [first] = groups;
  if (first === undefined) return [];
  const namespace = zoneName(plan, first.zone);
  const labels = serviceLabels(plan, service);
  const name = shortenName(`${environmentPrefix(plan)}${service}`, nameLimits.dnsLabel);
  return [
    resourceOf({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name,
      namespace,
      labels,
      annotations: {
        ...(planned.availabilityPercent === null ? { [notAsked.availability]: none } : {}),
        ...(planned.backupAlarmAfterSeconds === null ? { [notAsked.backupAge]: none } : {}),
        'grundval.se/hours': planned.hours ?? none,
      },
      body: { spec: { groups: [{ name: service, rules: monitoringRules(slice, planned, groups) }] } },
    }),
    ...planned.checks.map(({ url, everySeconds }) =>
      resourceOf({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'Probe',
        name: `${name}.${uniqueLabel(url)}`,
        namespace,
        labels,
        body: {
          spec: {
            jobName: service,
            interval: `${everySeconds}s`,
            module: 'http_2xx',
            prober: { url: `blackbox-exporter.${platformNamespaces.monitoring}.svc:9115` },
            targets: { staticConfig: { static: [url], labels: { grundval_service: service } } },
          },
        },
      }),
    ),
    ...groups
      .filter(({ form }) => form === 'managed-database')
      .map((group) =>
        resourceOf({
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'PodMonitor',
          name: group.name,
          namespace: zoneName(plan, group.zone),
          labels: groupLabels(plan, group),
          body: {
            spec: {
              selector: { matchLabels: { 'cnpg.io/cluster': databaseClusterName(group) } },
              podMetricsEndpoints: [{ port: 'metrics' }],
            },
          },
        }),
      ),
  ];
}
