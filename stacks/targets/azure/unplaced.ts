import type { Text } from '#model/format/text.ts';
import type { ComponentKind, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { AzureNetwork } from './azure-network.ts';

/** What belongs to groups that can stand nowhere here, said of each by the key it has in its kind. */
export function unplaced(
  { groups }: Pick<PlatformSlice, 'groups'>,
  network: AzureNetwork,
  kind: ComponentKind,
  keysOf: (group: PlacedGroup) => readonly string[],
): readonly Unsupported[] {
  return groups
    .filter(({ key }) => !network.groups.has(key))
    .flatMap((group) =>
      keysOf(group).map((key) => ({ kind, key, at: group.at, reason: unplacedReason(group, network) })),
    );
}

/** Why a group can stand nowhere here. */
export function unplacedReason({ zone, key }: PlacedGroup, { zones }: AzureNetwork): Text {
  return zones.has(zone)
    ? { sv: `Servrarna i ${key} saknar adresser.`, en: `The servers of ${key} lack addresses.` }
    : {
        sv: `Zonen ${zone} har inget nät här. Ange ett i network.yaml.`,
        en: `Zone ${zone} has no network here. Declare one in network.yaml.`,
      };
}
