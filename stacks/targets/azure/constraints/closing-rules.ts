import type { RenderedResource } from '#model/platform/rendering.ts';
import { textsAt } from '../read/network-model.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

/** What is asked of the rules that keep zones out of what is open to the internet. */
export const closingRules: readonly WholeRule[] = [
  {
    about: 'All security groups keep the same networks out of the rules for the internet.',
    find: (index) => {
      const space = index
        .ofType('azure-native:network:VirtualNetwork')
        .flatMap(({ inputs }) => textsAt(inputs, 'addressSpace', 'addressPrefixes'));
      const closing = index.ofType('azure-native:network:SecurityRule').filter(isClosing);
      const alike = Map.groupBy(
        closing,
        ({ inputs }) => `${inputs['direction']} ${familyOf(prefixesOf(inputs))}`,
      );
      return [...alike.values()].flatMap((same) => {
        const all = new Set(same.flatMap(({ inputs }) => prefixesOf(inputs)));
        const family = familyOf([...all]);
        const expected = new Set([...all, ...space.filter((each) => familyOf([each]) === family)]);
        return same
          .filter(({ inputs }) => new Set(prefixesOf(inputs)).size !== expected.size)
          .map((rule) =>
            mistake(
              rule,
              'prefixes',
              `${prefixesOf(rule.inputs).length} networks`,
              `the ${expected.size} of all zones`,
            ),
          );
      });
    },
  },
];

function isClosing({ inputs }: RenderedResource): boolean {
  return (
    inputs['access'] === 'Deny' &&
    inputs['protocol'] === '*' &&
    inputs['destinationPortRange'] === '*' &&
    prefixesOf(inputs).length > 0
  );
}

function prefixesOf(inputs: RenderedResource['inputs']): readonly string[] {
  return ['sourceAddressPrefixes', 'destinationAddressPrefixes'].flatMap((side) => textsAt(inputs, side));
}

function familyOf(prefixes: readonly string[]): 'ipv4' | 'ipv6' {
  return prefixes.some((prefix) => prefix.includes(':')) ? 'ipv6' : 'ipv4';
}
