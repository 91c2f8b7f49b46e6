import type { Declaration } from '#model/declaration/declaration.ts';
import { AzureSettings, KubernetesSettings } from '#model/declaration/platform-site.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { PlannedSubnet, PlannedZone } from '#model/platform/planned-network.ts';
import type { BackupPlan, MaintenanceWindow, MonitoringPlan } from '#model/platform/planned-operations.ts';
import type {
  PlannedCertificate,
  PlannedDatabase,
  PlannedEService,
  PlannedName,
} from '#model/platform/planned-publication.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { TargetKind } from '#model/platform/rendering.ts';

/** A group whose zone is known: what cannot be placed is not rendered. */
export interface PlacedGroup extends ServerGroup {
  readonly zone: string;
}

/** A zone with its network on the site. */
export interface ZoneHere {
  readonly zone: PlannedZone;
  readonly subnet: PlannedSubnet;
}

/**
 * What one platform site shall hold, of one environment: what is built, never what is only proposed. Every list
 * is sorted as in the plan.
 */
export interface PlatformSlice {
  readonly declaration: Declaration;
  /** The whole plan: addresses and zones of what stands elsewhere. */
  readonly plan: PlatformPlan;
  readonly site: {
    readonly id: string;
    readonly name: string;
    /** Independent parts of the site, sorted. */
    readonly failureDomains: readonly string[];
    readonly kubernetes: KubernetesSettings;
    readonly azure: AzureSettings;
  };
  /** True where what stands elsewhere is taken as if it stood here: for parity, never applied. */
  readonly asIf: boolean;
  /** Zones with servers or room for them here. */
  readonly zones: readonly ZoneHere[];
  readonly groups: readonly PlacedGroup[];
  /** Open flows with a group of the site at an end, or a zone in which one stands. */
  readonly flows: readonly PlannedFlow[];
  readonly databases: readonly PlannedDatabase[];
  /** Names that a group of the site answers to. */
  readonly names: readonly PlannedName[];
  /** Those of them whose certificates we renew. */
  readonly certificates: readonly PlannedCertificate[];
  readonly eServices: readonly PlannedEService[];
  readonly backups: readonly BackupPlan[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly monitoring: readonly MonitoringPlan[];
}

/** The part of a plan that stands on a declared site. */
export function sliceOfSite(declaration: Declaration, plan: PlatformPlan, siteId: string): PlatformSlice {
  const site = declaration.organisation.platformSites.find(({ id }) => id === siteId);
  return slice(declaration, plan, {
    site: {
      id: siteId,
      name: site?.name ?? siteId,
      failureDomains: (site?.failureDomains ?? []).toSorted(),
      kubernetes: site?.kubernetes ?? KubernetesSettings.parse({}),
      azure: site?.azure ?? AzureSettings.parse({}),
    },
    asIf: false,
    isHere: ({ platformSite }) => platformSite === siteId,
    subnetOf: ({ subnets }) => subnets.find(({ platformSites }) => platformSites.includes(siteId)),
  });
}

/** A whole plan as if all of it stood on one site of a kind, declared or not. */
export function sliceAsIf(declaration: Declaration, plan: PlatformPlan, target: TargetKind): PlatformSlice {
  const site = declaration.organisation.platformSites.find(({ kind }) => kind === target);
  const domains = new Set(
    plan.groups.flatMap(({ servers }) => servers.flatMap(({ failureDomain }) => failureDomain ?? [])),
  );
  return slice(declaration, plan, {
    site: {
      id: site?.id ?? target,
      name: site?.name ?? target,
      failureDomains: [...domains].sort(),
      kubernetes: site?.kubernetes ?? KubernetesSettings.parse({}),
      azure: site?.azure ?? AzureSettings.parse({}),
    },
    asIf: true,
    isHere: () => true,
    subnetOf: ({ subnets }) =>
      subnets.find(({ platformSites }) => site === undefined || !platformSites.includes(site.id)) ??
      subnets[0],
  });
}

interface Choice extends Pick<PlatformSlice, 'site' | 'asIf'> {
  isHere(group: ServerGroup): boolean;
  subnetOf(zone: PlannedZone): PlannedSubnet | undefined;
}

function slice(
  declaration: Declaration,
  plan: PlatformPlan,
  { site, asIf, isHere, subnetOf }: Choice,
): PlatformSlice {
  const groups = plan.groups.filter(
    (group): group is PlacedGroup => group.build && group.zone !== null && isHere(group),
  );
  const keys = new Set(groups.map(({ key }) => key));
  const services = new Set(groups.map(({ service }) => service));
  const inhabited = new Set(groups.map(({ zone }) => zone));
  const isEnd = (end: PlannedFlow['from']) => {
    if (end.kind === 'zone') return inhabited.has(end.zone);
    return end.kind === 'group' && keys.has(`${end.service}/${end.role}`);
  };
  const names = plan.names.filter((name) => name.build && name.groups.some((key) => keys.has(key)));
  return {
    declaration,
    plan,
    site,
    asIf,
    zones: plan.zones
      .filter(({ holdsServers }) => holdsServers)
      .flatMap((zone) => {
        const subnet = subnetOf(zone);
        return subnet === undefined ? [] : [{ zone, subnet }];
      }),
    groups,
    flows: plan.flows.filter(({ build, from, to }) => build && (isEnd(from) || isEnd(to))),
    databases: plan.databases.filter(({ group }) => keys.has(group)),
    names,
    certificates: plan.certificates.filter(
      ({ build, renewedBy, host, service }) =>
        build && renewedBy === 'us' && names.some((name) => name.host === host && name.service === service),
    ),
    eServices: plan.eServices.filter(
      ({ build, scaling }) => build && scaling.some(({ group }) => keys.has(group)),
    ),
    backups: plan.backups.filter(({ group }) => keys.has(group)),
    maintenance: plan.maintenance.filter(({ server }) => keys.has(server.replace(/\/\d+$/, ''))),
    monitoring: plan.monitoring.filter(({ service }) => services.has(service)),
  };
}
