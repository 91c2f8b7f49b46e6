import type { Evidence } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Platform } from '#model/declaration/values.ts';
import type { Text } from '#model/format/text.ts';
import type { PlanIssue, PlanIssueCode, PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { nameSite, placeSource } from './built-services.ts';
import { isInNetwork } from './in-network.ts';
import type { Problem } from './verdict.ts';

/** What is wrong with where servers stand, and what cannot be said of it. */
export interface PlacementFound {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** Which of the four platforms, as the end of "på den … plattformen". */
const platformNames: Readonly<Record<Platform, Text>> = {
  public: { sv: 'publika', en: 'public' },
  administrative: { sv: 'administrativa', en: 'administrative' },
  pedagogical: { sv: 'pedagogiska', en: 'pedagogical' },
  technical: { sv: 'tekniska', en: 'technical' },
};

interface Issue {
  readonly role: string;
  /** `app`, or `app 2` for one server. */
  readonly name: string;
  readonly level: number;
  readonly zone: string;
  readonly maximumClass: number;
  readonly platform: Text;
  readonly site: string;
  readonly found: string;
}

/** The issues of a plan that say that a server stands wrong, or nowhere. */
const texts: Partial<Readonly<Record<PlanIssueCode, (issue: Issue) => Text>>> = {
  'class-unknown': ({ role }) => ({
    sv: `Tjänsten är inte klassad, så det går inte att välja zon för ${role}.`,
    en: `The service is not classified, so no zone can be chosen for ${role}.`,
  }),
  'no-zone-for-class': ({ role, level, platform }) => ({
    sv: `Ingen serverzon på den ${platform.sv} plattformen är till för klass ${level}, så ${role} har ingen zon.`,
    en: `No server zone of the ${platform.en} platform is for class ${level}, so ${role} has no zone.`,
  }),
  'several-zones-for-class': ({ role }) => ({
    sv: `Flera zoner passar lika bra för ${role}, så ingen är vald.`,
    en: `Several zones fit ${role} equally well, so none is chosen.`,
  }),
  'zone-below-class': ({ role, zone, level, maximumClass }) => ({
    sv: `Serverrollen ${role} står i zonen ${zone}, som är till för högst klass ${maximumClass}, men tjänsten har klass ${level}.`,
    en: `The server role ${role} stands in the zone ${zone}, which is for class ${maximumClass} at most, but the service has class ${level}.`,
  }),
  'zone-not-for-servers': ({ role, zone }) => ({
    sv: `Serverrollen ${role} är ställd i zonen ${zone}, som inte är till för servrar i den här miljön.`,
    en: `The server role ${role} is put in the zone ${zone}, which is not for servers of this environment.`,
  }),
  'no-subnet-on-site': ({ name, zone, site }) => ({
    sv: `Zonen ${zone} har inget nät på ${site}, så ${name} har ingen adress.`,
    en: `The zone ${zone} has no network on ${site}, so ${name} has no address.`,
  }),
  'address-outside-subnet': ({ name, zone, found }) => ({
    sv: `Servern ${name} har en adress utanför zonen ${zone}: ${found}.`,
    en: `The server ${name} has an address outside the zone ${zone}: ${found}.`,
  }),
  'address-conflict': ({ name, found }) => ({
    sv: `Servern ${name} har samma adress som en annan server: ${found.split(',')[0]}.`,
    en: `The server ${name} has the same address as another server: ${found.split(',')[0]}.`,
  }),
  'subnet-too-small': ({ name, zone }) => ({
    sv: `Nätet i zonen ${zone} räcker inte till ${name}.`,
    en: `The network of the zone ${zone} has no room for ${name}.`,
  }),
};

/** Do the servers of a service stand in a zone that is right for their class? */
export function judgePlacement(
  groups: readonly ServerGroup[],
  plan: PlatformPlan,
  declaration: Declaration,
): PlacementFound {
  const found = groups.map((group) => {
    const issues = plan.issues.filter(({ code, subject }) => code in texts && concerns(subject, group));
    const zone = plan.zones.find(({ id }) => id === group.zone);
    return {
      problems: [
        ...issues.flatMap((issue) => describeIssue(issue, group, plan, declaration)),
        ...(issues.length > 0 ? [] : compareWithDeclared(group, zone, plan, declaration)),
      ],
      unknowns:
        zone !== undefined && group.level === null
          ? [
              {
                sv: `Tjänsten är inte klassad, så det går inte att säga om zonen ${zone.id} räcker för ${group.role}.`,
                en: `The service is not classified, so it cannot be said whether the zone ${zone.id} is enough for ${group.role}.`,
              },
            ]
          : [],
      evidence: [
        ...(zone === undefined ? [] : [placedIn(group, zone.id, zone.maximumClass)]),
        ...issues.map(({ at }) => ({
          text: { sv: 'Servrar', en: 'Servers' },
          source: placeSource(at),
          at: null,
        })),
      ],
    };
  });
  return {
    problems: found.flatMap(({ problems }) => problems),
    unknowns: found.flatMap(({ unknowns }) => unknowns),
    evidence: found.flatMap(({ evidence }) => evidence),
  };
}

/** A plan can be older than the declaration or changed on its way: what it says is compared, not believed. */
function compareWithDeclared(
  group: ServerGroup,
  zone: PlannedZone | undefined,
  plan: PlatformPlan,
  declaration: Declaration,
): readonly Problem[] {
  const { role, level, platformSite } = group;
  if (zone === undefined)
    return [
      { text: { sv: `Serverrollen ${role} har ingen zon.`, en: `The server role ${role} has no zone.` } },
    ];
  const service = declaration.services.find(({ id }) => id === group.service);
  const declared = service?.servers.find((server) => server.role === role)?.zone;
  const networks = zone.subnets.filter(({ platformSites }) => platformSites.includes(platformSite));
  const strays = group.servers.filter(
    ({ ipv4, ipv6 }) =>
      (ipv4 !== null && !networks.some((network) => isInNetwork(ipv4.address, network.ipv4))) ||
      (ipv6 !== null && !networks.some((network) => isInNetwork(ipv6.address, network.ipv6))),
  );
  const isElsewhere = declared === undefined ? zone.platform !== service?.platform : declared !== zone.id;
  return [
    ...(level !== null && zone.maximumClass < level
      ? describeIssue({ code: 'zone-below-class' }, group, plan, declaration)
      : []),
    ...(isElsewhere
      ? [
          {
            text: {
              sv: `Planen ställer ${role} i zonen ${zone.id}, som inte är den som deklarationen ger.`,
              en: `The plan puts ${role} in the zone ${zone.id}, which is not the one the declaration gives.`,
            },
          },
        ]
      : []),
    ...(strays.length > 0
      ? [
          {
            text: {
              sv: `Adressen till ${strays.map(({ id }) => id).join(', ')} ligger utanför zonen ${zone.id}.`,
              en: `The address of ${strays.map(({ id }) => id).join(', ')} lies outside the zone ${zone.id}.`,
            },
          },
        ]
      : []),
  ];
}

function placedIn({ role, at, zoneSource }: ServerGroup, zone: string, maximumClass: number): Evidence {
  const by: Text =
    zoneSource === 'declared'
      ? { sv: 'vald i tjänstens fil', en: 'chosen in the file of the service' }
      : { sv: 'följer av klassen', en: 'follows from the class' };
  return {
    text: {
      sv: `${role}: zon ${zone}, högst klass ${maximumClass} (${by.sv})`,
      en: `${role}: zone ${zone}, class ${maximumClass} at most (${by.en})`,
    },
    source: placeSource(at),
    at: null,
  };
}

/** `group:gis/app`, `server:gis/app/1`. */
function concerns(subject: string, { key }: ServerGroup): boolean {
  return subject === `group:${key}` || subject.startsWith(`server:${key}/`);
}

function describeIssue(
  issue: Pick<PlanIssue, 'code'> & Partial<PlanIssue>,
  group: ServerGroup,
  plan: PlatformPlan,
  declaration: Declaration,
): readonly Problem[] {
  const service = declaration.services.find(({ id }) => id === group.service);
  const declaredZone = service?.servers.find(({ role }) => role === group.role)?.zone;
  const zone = group.zone ?? declaredZone ?? '–';
  const number = /^server:.*\/(\d+)$/.exec(issue.subject ?? '')?.[1];
  const text = texts[issue.code]?.({
    role: group.role,
    name: number === undefined ? group.role : `${group.role} ${number}`,
    level: group.level ?? 0,
    zone,
    maximumClass: plan.zones.find(({ id }) => id === zone)?.maximumClass ?? 0,
    platform: platformNames[service?.platform ?? 'administrative'],
    site: nameSite(declaration, group.platformSite),
    found: issue.found ?? '',
  });
  return text === undefined ? [] : [{ text }];
}
