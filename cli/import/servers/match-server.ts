import { cidrsOverlap, parseCidr } from '#model/declaration/cidr.ts';
import type { FoundServer } from './found-server.ts';
import { nameSystem } from './name-system.ts';
import type { Surroundings } from './surroundings.ts';

/** Id of the smallest size that holds a server, by price where several do; null where none does. */
export function matchSize(
  { vcpus, memoryMib }: Pick<FoundServer, 'vcpus' | 'memoryMib'>,
  { sizes }: Pick<Surroundings, 'sizes'>,
): string | null {
  if (vcpus === null || memoryMib === null) return null;
  const holding = sizes.filter((size) => size.vcpus >= vcpus && size.memoryGib * 1024 >= memoryMib);
  const [best] = holding.toSorted(
    (a, b) =>
      a.vcpus - b.vcpus || a.memoryGib - b.memoryGib || a.sekPerYear - b.sekPerYear || (a.id < b.id ? -1 : 1),
  );
  return best?.id ?? null;
}

/** Id of the declared server image of exactly the system that runs; null where none is, or what runs is not known. */
export function matchImage(
  { system }: Pick<FoundServer, 'system'>,
  { images }: Pick<Surroundings, 'images'>,
): string | null {
  const named = nameSystem(system);
  if (named === null) return null;
  const [best] = images
    .filter(
      ({ kind, product, cycle }) => kind === 'server' && product === named.product && cycle === named.cycle,
    )
    .toSorted((a, b) => Number(b.approved) - Number(a.approved) || (a.id < b.id ? -1 : 1));
  return best?.id ?? null;
}

/** Id of the zone whose network an address lies in; null where none or several are pointed at. */
export function matchZone(
  { addresses }: Pick<FoundServer, 'addresses'>,
  { zones, site }: Pick<Surroundings, 'zones' | 'site'>,
): string | null {
  const hits = zones.filter(({ ipv4, ipv6, networks }) => {
    const here = networks.find(({ platformSite }) => platformSite === site);
    const cidrs = [here?.ipv4 ?? ipv4, here === undefined ? ipv6 : here.ipv6].flatMap((text) =>
      text === undefined ? [] : (parseCidr(text) ?? []),
    );
    return addresses.some((address) => {
      const host = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
      return host !== null && cidrs.some((cidr) => cidrsOverlap(cidr, host));
    });
  });
  return hits.length === 1 ? (hits[0]?.id ?? null) : null;
}
