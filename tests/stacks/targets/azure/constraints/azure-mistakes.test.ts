import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { azureMistakes, bodyRules, wholeRules } from '#stacks/targets/azure/constraints/azure-mistakes.ts';
import { valuesAt } from '#stacks/targets/azure/constraints/body-rule.ts';
import { indexResources as indexOf } from '#stacks/targets/azure/read/resource-index.ts';
import { arbitraryPlatform } from '../../../../builders/arbitrary-platform.ts';
import { declareEverything, renderAzure, renderOrkelljunga } from '../render-azure.ts';

const { resources } = renderAzure(declareEverything(), { site: 'moln' });

describe('azureMistakes', () => {
  it('finds none in Örkelljunga, in one of everything, or in any platform', async () => {
    expect(azureMistakes((await renderOrkelljunga()).resources)).toEqual([]);
    expect(azureMistakes(resources)).toEqual([]);
    fc.assert(
      fc.property(arbitraryPlatform(), fc.constantFrom(null, 'moln'), (declaration, site) => {
        expect(azureMistakes(renderAzure(declaration, { site }).resources)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(bodyRules.map((rule) => [`${rule.type} ${rule.path}`, rule] as const))(
    'finds a wrong value of %s',
    (_, rule) => {
      const resource = resources.find(
        ({ type, inputs }) => type === rule.type && valuesAt(inputs, rule.path).length > 0,
      );
      if (resource === undefined) throw new Error('no resource has such a value');
      const at = valuesAt(resource.inputs, rule.path)[0]?.at ?? '';
      const changed = {
        ...resource,
        inputs: asInputs(replaceAt(resource.inputs, at.split('.'), rule.wrong)),
      };
      const mistakes = azureMistakes(resources.map((each) => (each === resource ? changed : each)));
      expect(mistakes).toContainEqual(
        expect.objectContaining({ resource: resource.name, path: at, expected: rule.expected }),
      );
    },
  );
});

describe('mistakes of resources together', () => {
  const named = (name: string): RenderedResource => {
    const found = resources.find((resource) => resource.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const changed = (name: string, path: string, value: JsonValue | undefined): readonly RenderedResource[] =>
    resources.map((resource) =>
      resource.name === name
        ? { ...resource, inputs: asInputs(replaceAt(resource.inputs, path.split('.'), value)) }
        : resource,
    );
  const without = (test: (resource: RenderedResource) => boolean) =>
    resources.filter((resource) => !test(resource));
  const card = resources.find(({ name }) => name === 'nic-arkiv-app-1')?.inputs;
  const address = card === undefined ? '' : valuesAt(card, 'ipConfigurations[].privateIPAddress')[0]?.value;
  const rules = Array.from(
    { length: 1001 },
    (_, index): RenderedResource => ({
      ...named('nsg-adm-close-all-in'),
      name: `rule-${index}`,
      inputs: {
        ...named('nsg-adm-close-all-in').inputs,
        priority: 100 + index,
        securityRuleName: `rule-${index}`,
      },
    }),
  );

  const cases: Readonly<Record<string, readonly RenderedResource[]>> = {
    'Addresses lie in their subnet, outside what Azure keeps to itself.': changed(
      'nic-arkiv-app-1',
      'ipConfigurations.0.privateIPAddress',
      '10.0.1.3',
    ),
    'No two have the same address.': changed(
      'nic-arkiv-app-2',
      'ipConfigurations.0.privateIPAddress',
      address ?? '',
    ),
    'Subnets do not overlap.': changed('snet-publik', 'addressPrefixes.0', '10.0.1.128/25'),
    'Subnets lie in their network.': changed('snet-publik', 'addressPrefixes.0', '10.99.1.0/24'),
    'Everything lies in the region of its resource groups.': changed('nsg-adm', 'location', 'westeurope'),
    'Everything that can be tagged names its service, environment and owner.': changed(
      'nsg-adm',
      'tags.owner',
      undefined,
    ),
    'What holds data is protected.': resources.map((resource) => ({ ...resource, holdsData: false })),
    'What an id names is there.': without(({ name }) => name === 'asg-arkiv-app'),
    'All ids are of one subscription.': changed(
      'snet-adm',
      'natGateway.id',
      '/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/x/providers/Microsoft.Network/natGateways/x',
    ),
    'Every kind of resource is one that is known.': [
      ...resources,
      { ...named('nsg-adm'), name: 'odd', type: 'azure-native:network:Odd' },
    ],
    'Names are unique, and what must be there first is there.': [...resources, named('nsg-adm')],
    'Priorities are unique in a security group and direction.': changed(
      'nsg-adm-close-zones-in-ipv4',
      'priority',
      4096,
    ),
    'A security group has room for its rules, and for the application security groups they name.': [
      ...resources,
      ...rules,
    ],
    'Each side of a rule is said in one way.': changed('nsg-adm-close-all-in', 'sourceAddressPrefixes', [
      '10.0.0.0/8',
    ]),
    'No rule opens a zone to everybody on every port.': changed('nsg-adm-close-all-in', 'access', 'Allow'),
    'Every security group ends in rules that close everything.': without(
      ({ name }) => name === 'nsg-adm-close-all-in',
    ),
  };

  it('have a case each', () => {
    expect(Object.keys(cases).sort()).toEqual(wholeRules.map(({ about }) => about).sort());
  });

  it.each(wholeRules.map((rule) => [rule.about, rule] as const))('are found: %s', (about, rule) => {
    const wrong = cases[about] ?? [];
    expect(azureMistakes(wrong).length).toBeGreaterThan(0);
    expect(rule.find(indexOf(wrong)).length).toBeGreaterThan(0);
    expect(rule.find(indexOf(resources))).toEqual([]);
  });
});

function asInputs(value: JsonValue): RenderedResource['inputs'] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('no body');
  return value as RenderedResource['inputs'];
}

/** A copy with another value at a path; undefined takes it away. */
function replaceAt(value: JsonValue, path: readonly string[], next: JsonValue | undefined): JsonValue {
  const [key = '', ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((item: JsonValue, index) =>
      String(index) === key ? (rest.length === 0 ? (next ?? null) : replaceAt(item, rest, next)) : item,
    );
  }
  const object: Readonly<Record<string, JsonValue>> =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, JsonValue>>) : {};
  const inner = rest.length === 0 ? next : replaceAt(object[key] ?? {}, rest, next);
  return Object.fromEntries(
    Object.entries({ ...object, [key]: inner }).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, each]],
    ),
  );
}
