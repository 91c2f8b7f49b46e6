import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt, serviceLevelOf } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { Text } from '#model/format/text.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { type BuiltService, builtServices, nameSite, placeSource } from '../built-services.ts';
import type { Control, Verdict } from '../control.ts';
import { findDifferences, type SeenDifferences } from '../resource-differences.ts';
import { judgeUserLinks } from '../user-links.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Lowest availability class (T) that asks for redundancy, whatever the service level says. */
  fromAvailability: z.int().min(0).max(4).default(3),
  /** Must the links between the hall and where the users are be doubled? */
  userLinks: z.boolean().default(true),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-29. Judges services of high availability and those whose service level promises redundancy. What a supplier
 * runs is `not-measured`: how it is doubled there nobody has declared. Power supplies are not declared either.
 */
export const redundancy: Control<typeof Parameters> = {
  id: 'GV-29',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Det som kräver hög tillgänglighet är dubblerat',
    en: 'What needs high availability is redundant',
  },
  why: {
    sv: 'En ensam server eller länk som går sönder stannar tjänsten tills någon har lagat den, också en lördagsnatt.',
    en: 'A single server or link that breaks stops the service until somebody has mended it, on a Saturday night as well.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-5' },
    { kind: 'strategy', reference: 'KUN-30' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.14' },
  ],
  profile: 'extended',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources'],
  parameters: Parameters,
  remedy: {
    sv: 'Höj `count` till minst två, deklarera platsens delar i `failureDomains` och dubblera länkarna dit tjänsten används. Räcker en lägre nivå: ge tjänsten en servicenivå utan `redundant`.',
    en: 'Raise `count` to two at least, declare the parts of the site in `failureDomains` and double the links to where the service is used. If a lower level will do, give the service one without `redundant`.',
  },
  check({ declaration, plan, resources, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences({ plan, resources }, { servers: ['failureDomain', 'antiAffinity'] });
    return builtServices({ declaration, plan }).flatMap((built) => {
      const asked = whyAsked(built, declaration, parameters);
      return asked === null
        ? []
        : [judgeService(built, asked, differences(built.service.id), declaration, parameters)];
    });
  },
};

/** What asks for redundancy; null where nothing does. */
interface Asked {
  readonly evidence: readonly Evidence[];
  readonly unknowns: readonly Text[];
}

function whyAsked(
  { service, groups }: BuiltService,
  declaration: Declaration,
  { fromAvailability }: Parameters,
): Asked | null {
  const level = serviceLevelOf(declaration, service);
  const isPromised = level?.redundant === true || groups.some((group) => group.redundancy !== 'not-asked');
  const availability = service.classification?.t;
  if (availability === undefined && !isPromised) {
    const unknown = {
      sv: 'Klassen är inte beslutad, så det går inte att säga om tjänsten ska vara dubblerad.',
      en: 'The class is not decided, so it cannot be said whether the service is to be redundant.',
    };
    return { evidence: [], unknowns: [unknown] };
  }
  const placeOf = (pointer: string) => declaredAt(declaration, serviceFilePath(service.id), pointer);
  const evidence: Evidence[] = [];
  if (availability !== undefined && availability >= fromAvailability) {
    const text = { sv: `Tillgänglighet T${availability}`, en: `Availability T${availability}` };
    evidence.push({ text, source: placeOf('/classification'), at: null });
  }
  if (isPromised) {
    const name = level?.name ?? '–';
    const text = {
      sv: `Servicenivån ${name} lovar redundans`,
      en: `The service level ${name} promises redundancy`,
    };
    evidence.push({ text, source: placeOf('/serviceLevel'), at: null });
  }
  return evidence.length === 0 ? null : { evidence, unknowns: [] };
}

function judgeService(
  { service, subject, groups }: BuiltService,
  asked: Asked,
  differences: SeenDifferences,
  declaration: Declaration,
  { userLinks }: Parameters,
): Verdict {
  const conclude = (found: {
    readonly problems?: readonly Problem[];
    readonly unknowns: readonly Text[];
    readonly evidence?: readonly Evidence[];
  }): Verdict =>
    giveVerdict({
      subject,
      severity: 'high',
      problems: found.problems ?? [],
      unknowns: found.unknowns,
      met: {
        sv: 'Varje serverroll har minst två servrar i olika delar av platsen, och länkarna dit tjänsten används är dubbla.',
        en: 'Every server role has at least two servers in different parts of the site, and the links to where the service is used are doubled.',
      },
      evidence: [...asked.evidence, ...(found.evidence ?? [])],
    });
  if (asked.unknowns.length > 0) return conclude({ unknowns: asked.unknowns });
  if (groups.length === 0) {
    return conclude({
      unknowns: [
        {
          sv: 'Tjänsten har inga servrar hos oss. Hur den är dubblerad hos den som kör den är inte känt.',
          en: 'The service has no servers of ours. How it is doubled where it runs is not known.',
        },
      ],
    });
  }
  const links = userLinks
    ? judgeUserLinks(service, declaration)
    : { problems: [], unknowns: [], evidence: [] };
  return conclude({
    problems: [
      ...groups.flatMap((group) => judgeGroup(group, declaration)),
      ...links.problems,
      ...differences.problems,
    ],
    unknowns: links.unknowns,
    evidence: [...groups.map(describeGroup), ...links.evidence, ...differences.evidence],
  });
}

function judgeGroup(
  { role, servers, platformSite }: ServerGroup,
  declaration: Declaration,
): readonly Problem[] {
  if (servers.length < 2) {
    return [
      {
        text: {
          sv: `Serverrollen ${role} har en enda server.`,
          en: `The server role ${role} has a single server.`,
        },
      },
    ];
  }
  const domains = new Set(servers.flatMap(({ failureDomain }) => failureDomain ?? []));
  if (domains.size >= 2) return [];
  const site = nameSite(declaration, platformSite);
  return [
    {
      text:
        domains.size === 0
          ? {
              sv: `${site} har inga deklarerade delar, så det går inte att ställa servrarna i ${role} isär.`,
              en: `${site} has no declared parts, so the servers of ${role} cannot be put apart.`,
            }
          : {
              sv: `Alla servrar i ${role} står i samma del av ${site}: ${[...domains].join(', ')}.`,
              en: `All servers of ${role} stand in the same part of ${site}: ${[...domains].join(', ')}.`,
            },
    },
  ];
}

function describeGroup({ role, servers, at }: ServerGroup): Evidence {
  const where = servers.map(({ failureDomain }) => failureDomain ?? '–').join(', ');
  const one = servers.length === 1;
  return {
    text: {
      sv: `${role}: ${servers.length} ${one ? 'server' : 'servrar'} (${where})`,
      en: `${role}: ${servers.length} ${one ? 'server' : 'servers'} (${where})`,
    },
    source: placeSource(at),
    at: null,
  };
}
