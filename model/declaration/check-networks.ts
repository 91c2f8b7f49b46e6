import { type Cidr, cidrsOverlap, parseCidr } from './cidr.ts';
import { describeValue, type Mistake, mistakeAt } from './mistake.ts';
import { locate, locateTexts } from './paths.ts';
import type { DeclaredFile } from './read-folder.ts';

/** Zones whose networks share an address, and VLAN numbers given twice. */
export function checkNetworks(files: readonly DeclaredFile[]): readonly Mistake[] {
  return files
    .filter(({ kind }) => kind.name === 'network')
    .flatMap(({ yaml }) => [...overlaps(yaml), ...sharedVlans(yaml)]);
}

type Yaml = DeclaredFile['yaml'];

function overlaps(yaml: Yaml): readonly Mistake[] {
  const networks = ['ipv4', 'ipv6'].flatMap((family) =>
    [
      ...locateTexts(yaml.value, ['zones', '*', family]),
      ...locateTexts(yaml.value, ['zones', '*', 'networks', '*', family]),
    ].flatMap(({ path, value }) => {
      const cidr = parseCidr(value);
      return cidr === null ? [] : [{ path, value, cidr }];
    }),
  );
  return networks.flatMap((network, index) => {
    const earlier = networks.slice(0, index).find((other) => cidrsOverlap(other.cidr, network.cidr));
    return earlier === undefined
      ? []
      : [
          mistakeAt(yaml, network.path, {
            found: describeValue(network.value),
            expected: 'a network that no other zone uses',
            hint: `overlaps ${describe(earlier.cidr)} at ${yaml.file}:${yaml.positionOf(earlier.path).line}`,
          }),
        ];
  });
}

function sharedVlans(yaml: Yaml): readonly Mistake[] {
  const vlans = locate(yaml.value, ['zones', '*', 'vlan']);
  return vlans.flatMap(({ path, value }, index) => {
    const earlier = vlans.slice(0, index).find((other) => other.value === value);
    return earlier === undefined
      ? []
      : [
          mistakeAt(yaml, path, {
            found: describeValue(value),
            expected: 'a VLAN that no other zone uses',
            hint: `first at ${yaml.file}:${yaml.positionOf(earlier.path).line}`,
          }),
        ];
  });
}

function describe(cidr: Cidr): string {
  return `${cidr.address}/${cidr.prefix}`;
}
