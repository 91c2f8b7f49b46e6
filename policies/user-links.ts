import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import { nameSite } from './built-services.ts';
import type { Problem } from './verdict.ts';

/** Links between where a service stands and where its users are. */
export interface LinksFound {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/**
 * Are the links doubled between the hall of a service and the sites of its users? Users whose unit has no declared
 * site, and those in the hall itself, need no link. A cloud is reached over the internet, which is no link of ours.
 */
export function judgeUserLinks(service: Service, declaration: Declaration): LinksFound {
  const { organisation, network } = declaration;
  const platform = organisation.platformSites.find(({ id }) => id === service.runsOn);
  if (platform === undefined || platform.kind === 'azure')
    return { problems: [], unknowns: [], evidence: [] };
  if (platform.site === undefined) {
    const name = nameSite(declaration, platform.id);
    return {
      problems: [],
      unknowns: [
        {
          sv: `Vilken fysisk plats ${name} står på är inte deklarerat, så länkarna dit går inte att bedöma.`,
          en: `At which physical site ${name} stands is not declared, so the links to it cannot be judged.`,
        },
      ],
      evidence: [],
    };
  }
  const hall = platform.site;
  const units = new Set(service.users.map(({ unit }) => unit));
  const found = network.sites
    .filter(({ id, unit }) => id !== hall && unit !== undefined && isWithin(unit, units, declaration))
    .map((site) => ({
      site,
      links: network.links
        .map((link, index) => ({ link, index }))
        .filter(({ link: { from, to } }) => [from, to].includes(hall) && [from, to].includes(site.id)),
    }));
  return {
    problems: found
      .filter(({ links }) => links.length === 1 && links.every(({ link }) => !link.redundant))
      .map(({ site }) => ({
        severity: 'medium',
        text: {
          sv: `Länken till ${site.name}, där tjänsten används, är enkel.`,
          en: `The link to ${site.name}, where the service is used, is a single one.`,
        },
      })),
    unknowns: found
      .filter(({ links }) => links.length === 0)
      .map(({ site }) => ({
        sv: `Ingen länk till ${site.name}, där tjänsten används, är deklarerad.`,
        en: `No link to ${site.name}, where the service is used, is declared.`,
      })),
    evidence: found.flatMap(({ links }) =>
      links.map(({ link, index }) => ({
        text: {
          sv: `Länk ${link.id}: ${link.redundant ? 'dubbel' : 'enkel'}`,
          en: `Link ${link.id}: ${link.redundant ? 'doubled' : 'single'}`,
        },
        source: declaredAt(declaration, 'network.yaml', `/links/${index}`),
        at: null,
      })),
    ),
  };
}

/** Is a unit one of these, or below one of them? */
function isWithin(unit: string, among: ReadonlySet<string>, { organisation }: Declaration): boolean {
  const parents = new Map(organisation.units.map(({ id, parent }) => [id, parent]));
  for (let at: string | undefined = unit; at !== undefined; at = parents.get(at)) {
    if (among.has(at)) return true;
  }
  return false;
}
