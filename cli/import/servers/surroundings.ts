import { bilingualError } from '#model/bilingual-error.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { PricesFile } from '#model/declaration/prices.ts';
import type { Hosting } from '#model/declaration/values.ts';
import { serverId } from '#model/fleet/declared-devices.ts';

/** What proposed servers are matched against. */
export interface Surroundings {
  readonly site: string;
  /** Unit that answers for what is proposed, by id. */
  readonly unit: string;
  readonly hosting: Hosting;
  readonly sizes: PricesFile['sizes'];
  readonly images: Declaration['standards']['images'];
  readonly zones: Declaration['network']['zones'];
  readonly serviceIds: ReadonlySet<string>;
  /** Addresses and names, in lower case, of servers that are declared already. */
  readonly knownAddresses: ReadonlySet<string>;
  readonly knownNames: ReadonlySet<string>;
}

/** What the call decides where the declaration leaves a choice. */
export interface Choices {
  readonly site: string | undefined;
  readonly unit: string | undefined;
}

/**
 * The surroundings of a declaration that is there.
 *
 * @throws {GrundvalError} `usage/missing-flag` or `usage/flag-value` where site or unit cannot be told
 */
export function surroundingsOf(declaration: Declaration, choices: Choices): Surroundings {
  const { services, standards, prices, network, devices } = declaration;
  const site = siteOf(declaration, choices.site);
  const servers = services.flatMap((service) => service.servers.map((server) => ({ service, server })));
  return {
    site: site.id,
    unit: unitOf(declaration, choices.unit),
    hosting: site.hypervisor === 'operator' ? 'external' : 'own',
    sizes: prices.sizes,
    images: standards.images,
    zones: network.zones.filter(({ kind }) => kind === 'server' || kind === 'management'),
    serviceIds: new Set(services.map(({ id }) => id)),
    knownAddresses: new Set(
      servers.flatMap(({ server }) =>
        server.addresses.flatMap(({ ipv4, ipv6 }) =>
          [ipv4, ipv6].flatMap((each) => each?.toLowerCase() ?? []),
        ),
      ),
    ),
    knownNames: new Set(
      [
        ...servers.flatMap(({ service, server }) =>
          Array.from({ length: server.count }, (_, at) => serverId(service.id, server.role, at + 1)),
        ),
        ...devices.devices.map(({ name }) => name),
      ].map((name) => name.toLowerCase()),
    ),
  };
}

function siteOf({ organisation }: Declaration, given: string | undefined) {
  const adopted = organisation.platformSites.filter(({ kind }) => kind === 'adopted');
  const list = adopted.map(({ id }) => id).join(', ') || '–';
  const [only] = adopted;
  const found =
    given === undefined ? (adopted.length === 1 ? only : undefined) : adopted.find(({ id }) => id === given);
  if (found !== undefined) return found;
  throw given === undefined
    ? bilingualError(
        'usage/missing-flag',
        {
          sv: `Deklarationen har ${adopted.length} övertagna platser, så platsen måste sägas.`,
          en: `The declaration has ${adopted.length} adopted sites, so the site must be said.`,
        },
        { sv: `--site ID, ett av: ${list}`, en: `--site ID, one of: ${list}` },
      )
    : bilingualError(
        'usage/flag-value',
        { sv: `Ingen övertagen plats har id "${given}".`, en: `No adopted site has the id "${given}".` },
        { sv: `Platserna är ${list}.`, en: `The sites are ${list}.` },
      );
}

function unitOf({ organisation }: Declaration, given: string | undefined): string {
  const ids = organisation.units.map(({ id }) => id);
  const list = ids.join(', ');
  if (given !== undefined) {
    if (ids.includes(given)) return given;
    throw bilingualError(
      'usage/flag-value',
      { sv: `Ingen enhet har id "${given}".`, en: `No unit has the id "${given}".` },
      { sv: `Enheterna är ${list}.`, en: `The units are ${list}.` },
    );
  }
  const [only] = ids;
  const unit = organisation.contact?.unit ?? (ids.length === 1 ? only : undefined);
  if (unit !== undefined) return unit;
  throw bilingualError(
    'usage/missing-flag',
    {
      sv: 'Vilken enhet som svarar för servrarna går inte att läsa ur deklarationen.',
      en: 'Which unit answers for the servers cannot be read from the declaration.',
    },
    { sv: `--unit ID, ett av: ${list}`, en: `--unit ID, one of: ${list}` },
  );
}
