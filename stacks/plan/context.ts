import type { Declaration } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import type { OrganisationFile } from '#model/declaration/organisation.ts';
import type { Service } from '#model/declaration/service.ts';
import { GrundvalError } from '#model/error.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import { sortedBy } from './by-key.ts';

export type Zone = NetworkFile['zones'][number];
export type Environment = OrganisationFile['environments'][number];

/** The declaration as one environment sees it. */
export interface PlanContext {
  readonly declaration: Declaration;
  readonly environment: Environment;
  /** Services of the environment, sorted by id. */
  readonly services: readonly Service[];
  /** The same by id. */
  readonly serviceById: ReadonlyMap<string, Service>;
  /** All zones, sorted by id. */
  readonly zones: readonly Zone[];
  readonly zoneById: ReadonlyMap<string, Zone>;
  /** May servers of this environment stand in the zone? */
  holdsServers(zone: Zone): boolean;
  /** Where something in a service's file is said. */
  serviceAt(service: Service, pointer: string): DeclaredPlace;
  /** Where a zone is declared. */
  zoneAt(zone: Zone): DeclaredPlace;
}

/**
 * Reads a declaration for one environment. Services and zones that name no environment belong to production.
 *
 * @throws {GrundvalError} `plan/unknown-environment`
 */
export function planContext(declaration: Declaration, environmentId: string): PlanContext {
  const { environments } = declaration.organisation;
  const environment = environments.find(({ id }) => id === environmentId);
  if (environment === undefined) {
    const known = environments.map(({ id }) => id).join(', ');
    throw new GrundvalError(
      'plan/unknown-environment',
      `No environment is called "${environmentId}"; declared are ${known}.`,
      { hint: 'environments are declared in grundval.yaml' },
    );
  }
  const belongs = (named: readonly string[]): boolean =>
    named.length === 0 ? environment.production : named.includes(environment.id);
  const services = sortedBy(
    declaration.services.filter(({ environments: named }) => belongs(named)),
    ({ id }) => id,
  );
  const zones = sortedBy(declaration.network.zones, ({ id }) => id);
  const zoneIndex = new Map(declaration.network.zones.map(({ id }, index) => [id, index]));
  return {
    declaration,
    environment,
    services,
    serviceById: new Map(services.map((service) => [service.id, service])),
    zones,
    zoneById: new Map(zones.map((zone) => [zone.id, zone])),
    holdsServers: (zone) => belongs(zone.environments),
    serviceAt: ({ id }, pointer) => placeOf(declaration, serviceFilePath(id), pointer),
    zoneAt: ({ id }) => placeOf(declaration, 'network.yaml', `/zones/${zoneIndex.get(id) ?? 0}`),
  };
}
