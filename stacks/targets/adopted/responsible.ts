import type { SuppliersFile } from '#model/declaration/suppliers.ts';
import type { Responsible } from '#model/platform/work-order.ts';
import type { SiteWork } from './site-work.ts';

/** A layer that suppliers.yaml divides between supplier and municipality. */
export type SystemLayer = keyof NonNullable<SuppliersFile['suppliers'][number]['responsibility']>;

/**
 * Who does something to a service: its supplier where the supplier answers for the layer, both where they share
 * it, else the unit that answers for its operation.
 */
export function responsibleFor(
  work: SiteWork,
  serviceId: string,
  layer: SystemLayer,
): readonly Responsible[] {
  const service = work.service(serviceId);
  if (service === undefined) return [];
  const unit = unitOf(work, service.responsibleUnit);
  const supplier = work.declaration.suppliers.suppliers.find(({ id }) => id === service.supplier);
  const share = supplier?.responsibility?.[layer] ?? 'municipality';
  if (supplier === undefined || share === 'municipality') return [unit];
  const other: Responsible = { kind: 'supplier', id: supplier.id, name: supplier.name };
  return share === 'supplier' ? [other] : [unit, other];
}

/**
 * Who does something to network and site, which no layer of a supplier covers: the declared contact, or the one
 * unit that answers for everything that stands there. Where several do, nobody is guessed.
 */
export function responsibleForSite(work: SiteWork): readonly Responsible[] {
  const { contact } = work.declaration.organisation;
  if (contact !== undefined) return [unitOf(work, contact.unit)];
  const units = new Set(
    work.slice.groups.flatMap(({ service }) => work.service(service)?.responsibleUnit ?? []),
  );
  const [only] = units;
  return only !== undefined && units.size === 1 ? [unitOf(work, only)] : [];
}

function unitOf({ declaration }: SiteWork, id: string): Responsible {
  const unit = declaration.organisation.units.find((one) => one.id === id);
  return { kind: 'unit', id, name: unit?.name ?? id };
}
