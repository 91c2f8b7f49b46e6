import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { PlanContext, Zone } from './context.ts';
import { groupKey } from './group-key.ts';

/** The zone a group of servers stands in, and what is wrong with the choice. */
export interface ZoneChoice {
  /** Null where none can be chosen. */
  readonly zone: Zone | null;
  readonly source: 'declared' | 'by-class';
  readonly issues: readonly PlanIssue[];
}

/**
 * The declared zone; else, of the server zones of the service's platform that its class may stand in, the one
 * with the lowest `maximumClass`. Two equally low are for people to choose between, so that a new zone beside
 * an old one moves nothing; nor is a zone guessed for a service without a class.
 */
export function chooseZone(
  context: PlanContext,
  service: Service,
  server: Service['servers'][number],
  serverIndex: number,
): ZoneChoice {
  const level = levelOf(service);
  const issue = issueMaker(context, service, server, serverIndex);
  const declared = server.zone === undefined ? undefined : context.zoneById.get(server.zone);
  if (declared !== undefined) {
    const issues = judgeDeclared(context, declared, level, issue);
    return { zone: context.holdsServers(declared) ? declared : null, source: 'declared', issues };
  }
  const none = (found: PlanIssue): ZoneChoice => ({ zone: null, source: 'by-class', issues: [found] });
  if (level === null) {
    return none(
      issue(
        'class-unknown',
        'no class',
        'a class, from which the zone follows',
        'add `classification` or `zone`',
      ),
    );
  }
  const fitting = context.zones.filter(
    (zone) =>
      zone.kind === 'server' &&
      zone.platform === service.platform &&
      zone.maximumClass >= level &&
      context.holdsServers(zone),
  );
  const lowest = Math.min(...fitting.map(({ maximumClass }) => maximumClass));
  const [zone, ...others] = fitting.filter(({ maximumClass }) => maximumClass === lowest);
  if (zone === undefined) {
    return none(
      issue(
        'no-zone-for-class',
        `no server zone of the ${service.platform} platform for class ${level}`,
        'one whose `maximumClass` is at least the class',
        'declare one in network.yaml, or name a `zone`',
      ),
    );
  }
  if (others.length > 0) {
    const names = [zone, ...others].map(({ id }) => `\`${id}\``).join(' and ');
    return none(
      issue(
        'several-zones-for-class',
        `${names} both for class ${lowest}`,
        'one zone',
        'name one of them in `zone`',
      ),
    );
  }
  return { zone, source: 'by-class', issues: [] };
}

type MakeIssue = (code: PlanIssue['code'], found: string, expected: string, hint: string) => PlanIssue;

/** An issue of a group; a proposal blocks nothing. */
function issueMaker(
  context: PlanContext,
  service: Service,
  { role }: Service['servers'][number],
  serverIndex: number,
): MakeIssue {
  return (code, found, expected, hint) => ({
    code,
    severity: isBuilt(service) ? 'blocking' : 'notice',
    subject: `group:${groupKey(service.id, role)}`,
    at: context.serviceAt(service, `/servers/${serverIndex}`),
    found,
    expected,
    hint,
  });
}

function judgeDeclared(
  context: PlanContext,
  zone: Zone,
  level: number | null,
  issue: MakeIssue,
): readonly PlanIssue[] {
  const found: PlanIssue[] = [];
  if (level !== null && zone.maximumClass < level) {
    found.push(
      issue(
        'zone-below-class',
        `class ${level} in \`${zone.id}\`, which is for class ${zone.maximumClass} at most`,
        `a zone for class ${level}`,
        'name another `zone`, or leave it out',
      ),
    );
  }
  if (!context.holdsServers(zone) || (zone.kind !== 'server' && zone.kind !== 'management')) {
    const why = context.holdsServers(zone)
      ? `of kind ${zone.kind}`
      : `not of the environment ${context.environment.id}`;
    found.push(
      issue(
        'zone-not-for-servers',
        `servers in \`${zone.id}\`, ${why}`,
        'a zone for servers of the environment',
        'name another `zone`',
      ),
    );
  }
  return found;
}
