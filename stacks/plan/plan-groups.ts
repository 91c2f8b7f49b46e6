import { serviceLevelOf } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import { serverId } from '#model/fleet/declared-devices.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { assignAddresses, type ServerPlace } from './assign-addresses.ts';
import { sortedBy } from './by-key.ts';
import { chooseZone, type ZoneChoice } from './choose-zone.ts';
import type { PlanContext } from './context.ts';
import { findTakenNames } from './find-taken-names.ts';
import { judgeRedundancy, placeServer } from './place-servers.ts';
import { nameLimits, shortenName } from './shorten-name.ts';

/** Every server of the environment: where it stands, what it is called, which addresses it has. */
export function planGroups(context: PlanContext): {
  readonly groups: readonly ServerGroup[];
  readonly issues: readonly PlanIssue[];
} {
  const drafts = sortedBy(
    context.services.flatMap((service) =>
      service.servers.map((_, index) => ({ service, index, choice: chooseZone(context, service, index) })),
    ),
    ({ service, index }) => `${service.id}/${service.servers[index]?.role ?? ''}`,
  );
  const places = drafts.flatMap(({ service, index, choice }) => placesOf(service, index, choice));
  const { addresses, issues: addressIssues } = assignAddresses(context, places);
  const groups = drafts.flatMap(({ service, index, choice }) => {
    const group = planGroup(context, service, index, choice);
    const withAddresses = (server: PlannedServer): PlannedServer => ({
      ...server,
      ipv4: addresses.ipv4.get(server.key) ?? null,
      ipv6: addresses.ipv6.get(server.key) ?? null,
    });
    return group === null ? [] : [{ ...group, servers: group.servers.map(withAddresses) }];
  });
  return {
    groups,
    issues: [
      ...drafts.flatMap(({ choice }) => choice.issues),
      ...addressIssues,
      ...findTakenNames(groups),
      ...groups.flatMap(judgeGroup),
    ],
  };
}

function groupKey(service: Service, index: number): string {
  return `${service.id}/${service.servers[index]?.role ?? ''}`;
}

function placesOf(service: Service, index: number, { zone }: ZoneChoice): readonly ServerPlace[] {
  const server = service.servers[index];
  if (server === undefined || zone === null) return [];
  return Array.from({ length: server.count }, (_, position) => ({
    key: `${groupKey(service, index)}/${position + 1}`,
    number: position + 1,
    service,
    serverIndex: index,
    zone,
  }));
}

function planGroup(
  context: PlanContext,
  service: Service,
  index: number,
  { zone, source }: ZoneChoice,
): ServerGroup | null {
  const { declaration, environment } = context;
  const server = service.servers[index];
  const site = declaration.organisation.platformSites.find(({ id }) => id === service.runsOn);
  const size = declaration.prices.sizes.find(({ id }) => id === server?.size);
  // A valid declaration has all three; nothing is planned of what has not.
  if (server === undefined || site === undefined || size === undefined) return null;
  const serviceLevel = serviceLevelOf(declaration, service);
  const key = groupKey(service, index);
  const prefix = environment.production ? '' : `${environment.id}-`;
  return {
    key,
    name: shortenName(`${prefix}${service.id}-${server.role}`, nameLimits.dnsLabel),
    service: service.id,
    role: server.role,
    build: isBuilt(service),
    platformSite: site.id,
    zone: zone?.id ?? null,
    zoneSource: source,
    level: levelOf(service),
    size: size.id,
    vcpus: size.vcpus,
    memoryGib: size.memoryGib,
    image: server.image,
    engine: server.engine ?? null,
    disks: sortedBy(server.disks, ({ name }) => name),
    maxCount: server.maxCount ?? server.count,
    antiAffinity: serviceLevel?.redundant === true && server.count > 1 ? 'required' : 'preferred',
    redundancy: judgeRedundancy(serviceLevel?.redundant === true, server.count, site.failureDomains),
    servers: Array.from({ length: server.count }, (_, position): PlannedServer => {
      const number = position + 1;
      const id = serverId(service.id, server.role, number);
      return {
        key: `${key}/${number}`,
        id,
        number,
        hostName: shortenName(`${prefix}${id}`, nameLimits.dnsLabel),
        computerName: shortenName(`${prefix}${id}`, nameLimits.windowsComputer),
        ipv4: null,
        ipv6: null,
        failureDomain: placeServer(key, number, site.failureDomains),
      };
    }),
    at: context.serviceAt(service, `/servers/${index}`),
  };
}

function judgeGroup({ key, redundancy, servers, at }: ServerGroup): readonly PlanIssue[] {
  if (redundancy === 'met' || redundancy === 'not-asked') return [];
  return [
    {
      code: 'not-redundant',
      severity: 'notice',
      subject: `group:${key}`,
      at,
      found: redundancy === 'one-server' ? 'one server' : `${servers.length} servers in one failure domain`,
      expected: 'servers in two failure domains, as the service level promises',
      hint:
        redundancy === 'one-server' ? 'raise `count` to 2' : 'declare `failureDomains` of the platform site',
    },
  ];
}
