import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import type { HostAddress } from '#runbooks/engine/transport/transport.ts';
import { bastionAddress, hostsOf } from '#runbooks/hosts.ts';

/**
 * A server or a bastion by its id, with the way to it.
 *
 * @throws {GrundvalError} `hosts/unknown`
 */
export function findComputer(
  snapshot: Pick<PlatformSnapshot, 'declaration' | 'plan'>,
  id: string,
): HostAddress {
  const hosts = hostsOf(snapshot);
  const found = hosts.find((host) => host.id === id)?.address ?? bastionAddress(snapshot.declaration, id);
  if (found !== null) return found;
  const { bastions } = snapshot.declaration.organisation.operations;
  const nearest = findNearest(id, new Set([...hosts, ...bastions].map((one) => one.id)));
  throw bilingualError(
    'hosts/unknown',
    {
      sv: `Det finns ingen server och ingen hoppdator "${id}".`,
      en: `There is no server and no bastion "${id}".`,
    },
    nearest === undefined
      ? { sv: 'Ange id:t som det står i planen.', en: 'Give the id as the plan has it.' }
      : { sv: `Menade du ${nearest}?`, en: `Did you mean ${nearest}?` },
  );
}
