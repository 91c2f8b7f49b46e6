import type { Evidence } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import { sayIssue } from '#model/platform/issue-words.ts';
import type { PlanIssue, PlanIssueCode, PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { placeSource } from './built-services.ts';
import { isInNetwork } from './in-network.ts';
import type { Problem } from './verdict.ts';

/** What is wrong with where servers stand, and what cannot be said of it. */
export interface PlacementFound {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** The issues of a plan that say that a server stands wrong, or nowhere. */
const placementCodes: ReadonlySet<PlanIssueCode> = new Set<PlanIssueCode>([
  'address-conflict',
  'address-outside-subnet',
  'class-unknown',
  'no-subnet-on-site',
  'no-zone-for-class',
  'several-zones-for-class',
  'subnet-too-small',
  'zone-below-class',
  'zone-not-for-servers',
]);

/** Do the servers of a service stand in a zone that is right for their class? */
export function judgePlacement(
  groups: readonly ServerGroup[],
  plan: PlatformPlan,
  declaration: Declaration,
): PlacementFound {
  const found = groups.map((group) => {
    const issues = plan.issues.filter(
      ({ code, subject }) => placementCodes.has(code) && concerns(subject, group),
    );
    const zone = plan.zones.find(({ id }) => id === group.zone);
    return {
      problems: [
        ...issues.map((issue) => ({ text: describeIssue(issue, group) })),
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

/** What receives from the internet for a service of another platform stands in the public zone, and nothing else does. */
function isGateway({ service, role }: ServerGroup, zone: PlannedZone, { flows }: PlatformPlan): boolean {
  return (
    zone.platform === 'public' &&
    flows.some(
      ({ build, from, to }) =>
        build &&
        from.kind === 'internet' &&
        to.kind === 'group' &&
        to.service === service &&
        to.role === role,
    )
  );
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
      ? [
          {
            text: {
              sv: `Serverrollen ${role} står i zonen ${zone.id}, som är till för högst klass ${zone.maximumClass}, men tjänsten har klass ${level}.`,
              en: `The server role ${role} stands in the zone ${zone.id}, which is for class ${zone.maximumClass} at most, but the service has class ${level}.`,
            },
          },
        ]
      : []),
    ...(declared === zone.id && zone.platform !== service?.platform && !isGateway(group, zone, plan)
      ? [
          {
            text: {
              sv: `Serverrollen ${role} är deklarerad i zonen ${zone.id}, som hör till en annan plattform än tjänsten.`,
              en: `The server role ${role} is declared in the zone ${zone.id}, which is of another platform than the service.`,
            },
          },
        ]
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

/** `Zonen är för lägre klass (app): klass 3 i …`, with the words that the page of the plan has. */
function describeIssue(issue: PlanIssue, { role }: ServerGroup): Text {
  const { title, found } = sayIssue(issue);
  const number = /^server:.*\/(\d+)$/.exec(issue.subject)?.[1];
  const name = number === undefined ? role : `${role} ${number}`;
  return { sv: `${title.sv} (${name}): ${found.sv}.`, en: `${title.en} (${name}): ${found.en}.` };
}
