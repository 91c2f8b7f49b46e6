import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isStanding } from '#model/declaration/stage.ts';

/** How a service stands to the approved standard of what it is built on. */
export type StandardStatus =
  /** Every image and engine is approved. */
  | 'approved'
  /** At least one is not, or should have been replaced by now. */
  | 'deviating'
  /** It has no servers of its own to judge. */
  | 'no-servers';

/** Judges a service's images and database engines against `standards.yaml`. */
export function standardStatus({ standards }: Declaration, service: Service, today: string): StandardStatus {
  if (service.servers.length === 0) return 'no-servers';
  const isApproved = service.servers.every(({ image, engine }) => {
    const declaredImage = standards.images.find(({ id }) => id === image);
    const declaredEngine = standards.engines.find(({ id }) => id === engine);
    return (
      declaredImage?.approved === true &&
      (declaredImage.phaseOutBy === undefined || declaredImage.phaseOutBy >= today) &&
      (engine === undefined || declaredEngine?.approved === true)
    );
  });
  return isApproved ? 'approved' : 'deviating';
}

/** Standardisation in figures, of services that are in use or being retired. */
export interface Standardisation {
  readonly approved: number;
  /** Services with servers, the denominator of `approved`. */
  readonly judged: number;
  readonly services: number;
  readonly operatingSystems: number;
  readonly databaseEngines: number;
  readonly suppliers: number;
  /** Capabilities that more than one service gives. */
  readonly overlaps: readonly { readonly capability: string; readonly services: readonly Service[] }[];
  /** Common areas with a decided standard, of all. */
  readonly areasDecided: number;
  readonly areas: number;
}

/** Counts what a declaration says of its standards. */
export function measureStandardisation(declaration: Declaration, today: string): Standardisation {
  const services = declaration.services.filter(isStanding);
  const statuses = services.map((service) => standardStatus(declaration, service, today));
  const servers = services.flatMap((service) => service.servers);
  const product = new Map(
    declaration.standards.images.map(({ id, product: of, cycle }) => [id, `${of} ${cycle}`]),
  );
  const byCapability = Map.groupBy(services, ({ capability }) => capability);
  return {
    approved: statuses.filter((status) => status === 'approved').length,
    judged: statuses.filter((status) => status !== 'no-servers').length,
    services: services.length,
    operatingSystems: new Set(servers.map(({ image }) => product.get(image) ?? image)).size,
    databaseEngines: new Set(servers.flatMap(({ engine }) => engine ?? [])).size,
    suppliers: new Set(services.flatMap(({ supplier }) => supplier ?? [])).size,
    overlaps: [...byCapability]
      .filter(([, sharing]) => sharing.length > 1)
      .map(([capability, sharing]) => ({ capability, services: sharing })),
    areasDecided: declaration.standards.areas.filter(({ standard }) => standard !== undefined).length,
    areas: declaration.standards.areas.length,
  };
}
