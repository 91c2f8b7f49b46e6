import { levelOf } from '#model/declaration/level.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { Text } from '#model/format/text.ts';
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
        { sv: 'ingen klass', en: 'no class' },
        { sv: 'en klass, som zonen följer av', en: 'a class, from which the zone follows' },
        { sv: 'lägg till `classification` eller `zone`', en: 'add `classification` or `zone`' },
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
        {
          sv: `ingen serverzon på den ${platformWords[service.platform]} plattformen för klass ${level}`,
          en: `no server zone of the ${service.platform} platform for class ${level}`,
        },
        {
          sv: 'en vars `maximumClass` är minst klassen',
          en: 'one whose `maximumClass` is at least the class',
        },
        {
          sv: 'deklarera en i network.yaml, eller ange `zone`',
          en: 'declare one in network.yaml, or name a `zone`',
        },
      ),
    );
  }
  if (others.length > 0) {
    const names = (and: string) => [zone, ...others].map(({ id }) => `\`${id}\``).join(and);
    return none(
      issue(
        'several-zones-for-class',
        {
          sv: `${names(' och ')}, alla för klass ${lowest}`,
          en: `${names(' and ')} both for class ${lowest}`,
        },
        { sv: 'en zon', en: 'one zone' },
        { sv: 'ange en av dem i `zone`', en: 'name one of them in `zone`' },
      ),
    );
  }
  return { zone, source: 'by-class', issues: [] };
}

const platformWords: Readonly<Record<Service['platform'], string>> = {
  public: 'publika',
  administrative: 'administrativa',
  pedagogical: 'pedagogiska',
  technical: 'tekniska',
};
const kindWords: Readonly<Record<Zone['kind'], string>> = {
  server: 'servrar',
  client: 'klienter',
  management: 'hantering',
  guest: 'gäster',
  device: 'enheter',
};

type MakeIssue = (code: PlanIssue['code'], found: Text, expected: Text, hint: Text) => PlanIssue;

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
        {
          sv: `klass ${level} i \`${zone.id}\`, som är för högst klass ${zone.maximumClass}`,
          en: `class ${level} in \`${zone.id}\`, which is for class ${zone.maximumClass} at most`,
        },
        { sv: `en zon för klass ${level}`, en: `a zone for class ${level}` },
        { sv: 'ange en annan `zone`, eller utelämna den', en: 'name another `zone`, or leave it out' },
      ),
    );
  }
  if (!context.holdsServers(zone) || (zone.kind !== 'server' && zone.kind !== 'management')) {
    const why: Text = context.holdsServers(zone)
      ? { sv: `som är av slaget ${kindWords[zone.kind]}`, en: `of kind ${zone.kind}` }
      : {
          sv: `som inte hör till miljön ${context.environment.id}`,
          en: `not of the environment ${context.environment.id}`,
        };
    found.push(
      issue(
        'zone-not-for-servers',
        { sv: `servrar i \`${zone.id}\`, ${why.sv}`, en: `servers in \`${zone.id}\`, ${why.en}` },
        { sv: 'en zon för miljöns servrar', en: 'a zone for servers of the environment' },
        { sv: 'ange en annan `zone`', en: 'name another `zone`' },
      ),
    );
  }
  return found;
}
