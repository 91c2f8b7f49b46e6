import type {
  BackupMeaning,
  CertificateMeaning,
  DatabaseMeaning,
  DiskMeaning,
  EServiceMeaning,
  FlowMeaning,
  MaintenanceMeaning,
  Meaning,
  MonitoringMeaning,
  NameMeaning,
  OpenEnd,
  ServerMeaning,
} from '#model/platform/meaning.ts';
import type { FlowEnd } from '#model/platform/planned-flows.ts';
import { guardrailKeys } from './guardrails.ts';
import type { PlacedGroup, PlatformSlice } from './slice.ts';

/** What a slice means: what the resources of any target must mean when they are read back. */
export function plannedMeaning(slice: PlatformSlice): Meaning {
  const machines = slice.groups.filter(({ form }) => form === 'machines');
  return {
    zones: slice.zones.map(({ zone, subnet }) => ({
      key: zone.id,
      resources: [],
      defaultClosed: true,
      vlan: zone.vlan,
      ipv4: subnet.ipv4,
      ipv6: subnet.ipv6,
    })),
    flows: plannedFlows(slice),
    servers: machines.flatMap(plannedServers),
    disks: machines.flatMap(plannedDisks),
    databases: slice.databases.flatMap((database): readonly DatabaseMeaning[] => {
      const group = slice.groups.find(({ key }) => key === database.group);
      if (group?.form !== 'managed-database') return [];
      const { product, cycle, replicas, storageGib } = database;
      const { vcpus, memoryGib } = group;
      const size = { vcpus, memoryGib, storageGib };
      return [{ key: database.group, resources: [], product, cycle, replicas, ...size, holdsData: true }];
    }),
    names: slice.names.map(
      ({ host, service, port, groups, exposure }): NameMeaning => ({
        key: `${host} ${service} ${port}`,
        resources: [],
        host,
        port,
        groups,
        exposure: exposure === 'internet' ? 'internet' : 'internal',
      }),
    ),
    certificates: slice.certificates.map(
      ({ host, service, issuer }): CertificateMeaning => ({
        key: `${host} ${service}`,
        resources: [],
        host,
        issuer,
      }),
    ),
    eServices: slice.eServices.map(
      ({ service, hosts, scaling }): EServiceMeaning => ({ key: service, resources: [], hosts, scaling }),
    ),
    backups: slice.backups.map(
      ({ group, everySeconds, keepSeconds, isolatedCopy }): BackupMeaning => ({
        key: group,
        resources: [],
        everySeconds,
        keepSeconds,
        isolatedCopy,
        servers: machines.find(({ key }) => key === group)?.servers.map(({ key }) => key) ?? [],
      }),
    ),
    monitoring: slice.monitoring.map(
      ({ service, availabilityPercent, checks, backupAlarmAfterSeconds }): MonitoringMeaning => ({
        key: service,
        resources: [],
        availabilityPercent,
        checks: checks.map(({ url }) => url).toSorted(),
        backupAlarmAfterSeconds,
        logsKept: true,
      }),
    ),
    maintenance: slice.maintenance
      .filter(({ server }) => machines.some(({ key }) => server.startsWith(`${key}/`)))
      .map(
        ({ server, every, weekday, from, minutes, wave }): MaintenanceMeaning => ({
          key: server,
          resources: [],
          every,
          weekday,
          from,
          minutes,
          wave,
        }),
      ),
    guardrails: guardrailKeys.map((key) => ({ key, resources: [] })),
  };
}

/** Open flows as a network sees them: where two differ only in which bought service they end, they are one. */
function plannedFlows({ flows }: PlatformSlice): readonly FlowMeaning[] {
  const open = flows.map(({ from, to, port, protocol }): FlowMeaning => {
    const ends = { from: openEnd(from), to: openEnd(to) };
    return { key: flowMeaningKey({ ...ends, port, protocol }), resources: [], ...ends, port, protocol };
  });
  return [...new Map(open.map((flow) => [flow.key, flow])).values()];
}

function openEnd(end: FlowEnd): OpenEnd {
  return end.kind === 'outside' ? { kind: 'internet' } : end;
}

/** `zone:vard>group:treserva/app:tcp/443`; `*` for every port or protocol. */
export function flowMeaningKey({
  from,
  to,
  port,
  protocol,
}: Pick<FlowMeaning, 'from' | 'to' | 'port' | 'protocol'>): string {
  return `${endText(from)}>${endText(to)}:${protocol ?? '*'}/${port ?? '*'}`;
}

function endText(end: OpenEnd): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
      return `zone:${end.zone}`;
    case 'group':
      return `group:${end.service}/${end.role}`;
    case 'addresses':
      return end.cidr;
  }
}

function plannedServers(group: PlacedGroup): readonly ServerMeaning[] {
  return group.servers.map(({ key, computerName, ipv4, ipv6, failureDomain }) => ({
    key,
    resources: [],
    zone: group.zone,
    computerName,
    ipv4: ipv4?.address ?? null,
    ipv6: ipv6?.address ?? null,
    vcpus: group.vcpus,
    memoryGib: group.memoryGib,
    image: group.image,
    failureDomain,
    antiAffinity: group.antiAffinity,
  }));
}

function plannedDisks({ servers, disks }: PlacedGroup): readonly DiskMeaning[] {
  return servers.flatMap(({ key }) =>
    disks.map(({ name, sizeGib }) => ({ key: `${key}/${name}`, resources: [], sizeGib, holdsData: true })),
  );
}
