import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import { type ComparedPart, plain, several, yesNo } from './part.ts';

/** Zones and their networks. */
export const zones: ComparedPart<PlannedZone> = {
  part: 'zone',
  items: ({ plan }) => plan.zones,
  keyOf: ({ id }) => id,
  servicesOf: () => [],
  describe: ({ id }) => ({ sv: `Zonen ${id}`, en: `The zone ${id}` }),
  fields: [
    { label: { sv: 'VLAN', en: 'VLAN' }, value: ({ vlan }) => plain(vlan) },
    {
      label: { sv: 'nät', en: 'networks' },
      value: ({ subnets }) =>
        several(subnets.flatMap(({ ipv4, ipv6 }) => [ipv4, ...(ipv6 === null ? [] : [ipv6])])),
    },
    { label: { sv: 'högsta klass', en: 'highest class' }, value: ({ maximumClass }) => plain(maximumClass) },
    { label: { sv: 'roller', en: 'roles' }, value: ({ roles }) => several(roles) },
  ],
  placeOf: ({ at }) => at,
};

/** Servers of one role: what they have in common. */
export const groups: ComparedPart<ServerGroup> = {
  part: 'server-group',
  items: ({ plan }) => plan.groups,
  keyOf: ({ key }) => key,
  servicesOf: ({ service }) => [service],
  describe: ({ key }) => ({ sv: `Servrarna ${key}`, en: `The servers ${key}` }),
  fields: [
    { label: { sv: 'antal', en: 'count' }, value: ({ servers: all }) => plain(all.length) },
    { label: { sv: 'plats', en: 'site' }, value: ({ platformSite }) => plain(platformSite) },
    { label: { sv: 'zon', en: 'zone' }, value: ({ zone }) => plain(zone) },
    {
      label: { sv: 'storlek', en: 'size' },
      value: ({ vcpus, memoryGib }) => plain(`${vcpus} vCPU ${memoryGib} GiB`),
    },
    { label: { sv: 'avbild', en: 'image' }, value: ({ image }) => plain(image) },
    { label: { sv: 'databas', en: 'engine' }, value: ({ engine }) => plain(engine) },
    {
      label: { sv: 'diskar', en: 'disks' },
      value: ({ disks }) => several(disks.map(({ name, sizeGib }) => `${name} ${sizeGib} GiB`)),
    },
    { label: { sv: 'byggs', en: 'is built' }, value: ({ build }) => yesNo(build) },
  ],
  placeOf: ({ at }) => at,
};

interface PlacedServer {
  readonly server: PlannedServer;
  readonly group: ServerGroup;
}

/** Each server: name, addresses, place. */
export const servers: ComparedPart<PlacedServer> = {
  part: 'server',
  items: ({ plan }) => plan.groups.flatMap((group) => group.servers.map((server) => ({ server, group }))),
  keyOf: ({ server }) => server.key,
  servicesOf: ({ group }) => [group.service],
  describe: ({ server }) => ({ sv: `Servern ${server.hostName}`, en: `The server ${server.hostName}` }),
  fields: [
    { label: { sv: 'adress', en: 'address' }, value: ({ server }) => plain(server.ipv4?.address) },
    { label: { sv: 'IPv6', en: 'IPv6' }, value: ({ server }) => plain(server.ipv6?.address) },
    { label: { sv: 'feldomän', en: 'failure domain' }, value: ({ server }) => plain(server.failureDomain) },
  ],
  placeOf: ({ group }) => group.at,
};

/** What is open in the network. */
export const flows: ComparedPart<PlannedFlow> = {
  part: 'flow',
  items: ({ plan }) => plan.flows,
  keyOf: ({ key }) => key,
  servicesOf: ({ from, to, reasons }) => [
    ...[from, to].flatMap((end) => ('service' in end ? [end.service] : [])),
    ...reasons.map(({ service }) => service),
  ],
  describe: ({ from, to, protocol, port }) => ({
    sv: `Flödet ${endName(from)} → ${endName(to)} ${protocol}/${port}`,
    en: `The flow ${endName(from)} → ${endName(to)} ${protocol}/${port}`,
  }),
  fields: [
    { label: { sv: 'inloggning', en: 'login' }, value: ({ authenticated }) => yesNo(authenticated) },
    { label: { sv: 'öppet', en: 'open' }, value: ({ build }) => yesNo(build) },
  ],
  placeOf: ({ reasons }) => reasons[0]?.at ?? null,
};

function endName(end: FlowEnd): string {
  switch (end.kind) {
    case 'internet':
      return 'internet';
    case 'zone':
      return end.zone;
    case 'group':
      return `${end.service}/${end.role}`;
    case 'outside':
      return end.service;
  }
}
