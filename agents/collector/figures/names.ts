import type { Declaration } from '#model/declaration/declaration.ts';

/** What ids of a declaration are called among people; an id that is not declared stands as it is. */
export interface Names {
  readonly unit: (id: string) => string;
  /** `role:socialchef` → Socialchef; a person stays a directory id, never a name. */
  readonly party: (party: string) => string;
  readonly supplier: (id: string) => string;
  readonly municipality: (id: string) => string;
  readonly service: (id: string) => string;
  readonly serviceLevel: (id: string) => string;
  readonly site: (id: string) => string;
  readonly platformSite: (id: string) => string;
  readonly zone: (id: string) => string;
  /** Role in the network. */
  readonly networkRole: (id: string) => string;
  readonly image: (id: string) => string;
  readonly engine: (id: string) => string;
}

/** Looks names up in a declaration. */
export function createNames(declaration: Declaration): Names {
  const { organisation, network, suppliers, standards, serviceLevels, services } = declaration;
  const role = by(organisation.roles);
  return {
    unit: by(organisation.units),
    party: (party) => (party.startsWith('role:') ? role(party.slice('role:'.length)) : party),
    supplier: by(suppliers.suppliers),
    municipality: by(organisation.municipalities),
    service: by(services),
    serviceLevel: by(serviceLevels.classes),
    site: by(network.sites),
    platformSite: by(organisation.platformSites),
    zone: by(network.zones),
    networkRole: by(network.access.map((access) => ({ id: access.role, name: access.name }))),
    image: by(standards.images),
    engine: by(standards.engines),
  };
}

function by(items: readonly { readonly id: string; readonly name: string }[]): (id: string) => string {
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
