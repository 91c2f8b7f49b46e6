import { serviceLevelOf } from '#model/declaration/declaration.ts';
import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import { serverId } from '#model/fleet/declared-devices.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { GroupForm, PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { type Addresses, assignAddresses, type ServerPlace } from './assign-addresses.ts';
import { sortedBy } from './by-key.ts';
import { chooseZone, type ZoneChoice } from './choose-zone.ts';
import type { PlanContext } from './context.ts';
import { findTakenNames } from './find-taken-names.ts';
import { groupKey } from './group-key.ts';
import { judgeRedundancy, placeServer } from './place-servers.ts';
import { nameLimits, shortenName } from './shorten-name.ts';

/** Every server of the environment: where it stands, what it is called, which addresses it has. */
export function planGroups(context: PlanContext): {
  readonly groups: readonly ServerGroup[];
  readonly issues: readonly PlanIssue[];
} {
  const drafts = sortedBy(
    context.services.flatMap((service) =>
      service.servers.map(
        (server, index): Draft => ({
          key: groupKey(service.id, server.role),
          service,
          server,
          index,
          choice: chooseZone(context, service, server, index),
        }),
      ),
    ),
    ({ key }) => key,
  );
  const { addresses, issues: addressIssues } = assignAddresses(context, drafts.flatMap(placesOf));
  const groups = drafts.flatMap((draft) => planGroup(context, draft, addresses) ?? []);
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

/** The servers of one role of a service, and the zone that is right for them. */
interface Draft {
  readonly key: string;
  readonly service: Service;
  readonly server: Service['servers'][number];
  readonly index: number;
  readonly choice: ZoneChoice;
}

function placesOf({ key, service, server, index, choice: { zone } }: Draft): readonly ServerPlace[] {
  if (zone === null) return [];
  return Array.from({ length: server.count }, (_, position) => ({
    key: `${key}/${position + 1}`,
    number: position + 1,
    service,
    serverIndex: index,
    zone,
  }));
}

function planGroup(
  context: PlanContext,
  { key, service, server, index, choice: { zone, source } }: Draft,
  addresses: Addresses,
): ServerGroup | null {
  const { declaration, environment } = context;
  const site = declaration.organisation.platformSites.find(({ id }) => id === service.runsOn);
  const size = declaration.prices.sizes.find(({ id }) => id === server.size);
  // A valid declaration has both; nothing is planned of what has not.
  if (site === undefined || size === undefined) return null;
  const serviceLevel = serviceLevelOf(declaration, service);
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
    form: formOf(declaration, server),
    disks: sortedBy(server.disks, ({ name }) => name),
    maxCount: server.maxCount ?? server.count,
    antiAffinity: serviceLevel?.redundant === true && server.count > 1 ? 'required' : 'preferred',
    redundancy: judgeRedundancy(serviceLevel?.redundant === true, server.count, site.failureDomains),
    servers: Array.from({ length: server.count }, (_, position): PlannedServer => {
      const number = position + 1;
      const id = serverId(service.id, server.role, number);
      const serverKey = `${key}/${number}`;
      return {
        key: serverKey,
        id,
        number,
        hostName: shortenName(`${prefix}${id}`, nameLimits.dnsLabel),
        computerName: shortenName(`${prefix}${id}`, nameLimits.windowsComputer),
        ipv4: addresses.ipv4.get(serverKey) ?? null,
        ipv6: addresses.ipv6.get(serverKey) ?? null,
        failureDomain: placeServer(key, number, site.failureDomains),
      };
    }),
    at: context.serviceAt(service, `/servers/${index}`),
  };
}

/** PostgreSQL is what both targets run as a service of their own; containers have an image of that kind. */
function formOf({ standards }: PlanContext['declaration'], server: Service['servers'][number]): GroupForm {
  const engine = standards.engines.find(({ id }) => id === server.engine);
  if (engine?.product === 'postgresql') return 'managed-database';
  const image = standards.images.find(({ id }) => id === server.image);
  return image?.kind === 'container' ? 'containers' : 'machines';
}

function judgeGroup({ key, redundancy, servers, at }: ServerGroup): readonly PlanIssue[] {
  if (redundancy === 'met' || redundancy === 'not-asked') return [];
  return [
    {
      code: 'not-redundant',
      severity: 'notice',
      subject: `group:${key}`,
      at,
      found:
        redundancy === 'one-server'
          ? { sv: 'en server', en: 'one server' }
          : {
              sv: `${servers.length} servrar i samma del av platsen`,
              en: `${servers.length} servers in one failure domain`,
            },
      expected: {
        sv: 'servrar i två skilda delar av platsen, som servicenivån lovar',
        en: 'servers in two failure domains, as the service level promises',
      },
      hint:
        redundancy === 'one-server'
          ? { sv: 'höj `count` till 2', en: 'raise `count` to 2' }
          : {
              sv: 'deklarera platsens `failureDomains`',
              en: 'declare `failureDomains` of the platform site',
            },
    },
  ];
}
