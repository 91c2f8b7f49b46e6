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
  const renamed = (name: string, field: string) => ({
    name,
    inputs: { ...named('pip-post-grind').inputs, [field]: name },
  });
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

  const cases: readonly (readonly [about: string, wrong: readonly RenderedResource[]])[] = [
    [
      'Addresses lie in their subnet, outside what Azure keeps to itself.',
      changed('nic-arkiv-app-1', 'ipConfigurations.0.privateIPAddress', '10.0.1.3'),
    ],
    [
      'No two have the same address.',
      changed('nic-arkiv-app-2', 'ipConfigurations.0.privateIPAddress', address ?? ''),
    ],
    ['Subnets do not overlap.', changed('snet-publik', 'addressPrefixes.0', '10.0.1.128/25')],
    [
      'A network holds the networks of its subnets, one range of what only Azure has, and nothing more.',
      changed('vnet-exempel-produktion-moln', 'addressSpace.addressPrefixes.0', '0.0.0.0/0'),
    ],
    ['Subnets lie in their network.', changed('snet-publik', 'addressPrefixes.0', '10.99.1.0/24')],
    [
      'An alarm wakes those whom its service wakes, for what is too little or too old.',
      changed('alert-availability-webb', 'severity', 4),
    ],
    [
      'An alarm wakes those whom its service wakes, for what is too little or too old.',
      changed('alert-availability-webb', 'criteria.allOf.0.operator', 'GreaterThan'),
    ],
    [
      'An alarm wakes those whom its service wakes, for what is too little or too old.',
      changed('alert-backup-arkiv', 'windowSize', 'PT5M'),
    ],
    [
      'An alarm asks about all of its service that it is about.',
      changed('alert-backup-arkiv', 'criteria.allOf.0.query', 'print ageSeconds = 0'),
    ],
    [
      'An alarm asks about all of its service that it is about.',
      changed('alert-availability-webb', 'criteria.allOf.0.query', 'print availabilityPercent = 100.0'),
    ],
    ['Checks are asked as often as is wanted.', changed('wt-webb-8x46il', 'frequency', 900)],
    [
      'Checks are asked as often as is wanted.',
      changed('cm-arkiv', 'testConfigurations.0.testFrequencySec', 1800),
    ],
    [
      'A web test belongs to a place of answers that is there.',
      without(({ name }) => name === 'appi-checks'),
    ],
    [
      'All security groups keep the same networks out of the rules for the internet.',
      changed('nsg-adm-close-zones-out-ipv4', 'destinationAddressPrefixes', ['10.0.0.0/24']),
    ],
    [
      'A name with a certificate answers by TLS, and by its name alone.',
      changed('agw-vnet-exempel-produktion-moln', 'httpListeners.0.protocol', 'Http'),
    ],
    [
      'A name with a certificate answers by TLS, and by its name alone.',
      changed('agw-vnet-exempel-produktion-moln', 'backendHttpSettingsCollection.0.protocol', 'Http'),
    ],
    [
      'Each rule of a gateway has a place of its own in their order.',
      changed('agw-vnet-exempel-produktion-moln', 'requestRoutingRules', [
        { name: 'a', priority: 1 },
        { name: 'b', priority: 1 },
      ]),
    ],
    ['A load balancer asks the port that it passes on.', changed('lb-post-grind', 'probes.0.port', 80)],
    ['A load balancer asks the port that it passes on.', changed('lb-post-grind', 'probes', [])],
    [
      'A public address is that of a gateway, a load balancer or the way out.',
      [...resources, { ...named('pip-post-grind'), ...renamed('pip-extra', 'publicIpAddressName') }],
    ],
    [
      'Identities have the roles that their work takes, on what it takes, and no others.',
      without(({ name }) => name === 'grant-scripts-storage'),
    ],
    [
      'Identities have the roles that their work takes, on what it takes, and no others.',
      without(({ name }) => name === 'grant-bv-isolated-vnet-exempel-produktion-moln-copy'),
    ],
    [
      'Identities have the roles that their work takes, on what it takes, and no others.',
      changed(
        'grant-gateway-secrets',
        'properties.template.resources.0.properties.roleDefinitionId',
        '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      ),
    ],
    [
      'A data disk stands in the zone of its machine, attached where its name says.',
      changed('disk-arkiv-app-1-data-data', 'zones.0', '1'),
    ],
    [
      'A data disk stands in the zone of its machine, attached where its name says.',
      changed('vm-arkiv-app-1', 'storageProfile.dataDisks.0.lun', 0),
    ],
    [
      'The internet is sent to those that the name, or the load balancer, is for, and to nobody else.',
      changed('agw-vnet-exempel-produktion-moln', 'backendAddressPools.0.backendAddresses', [
        { ipAddress: '203.0.113.9' },
      ]),
    ],
    [
      'The internet is sent to those that the name, or the load balancer, is for, and to nobody else.',
      changed('nic-post-grind-1', 'tags.key', 'server:arkiv/app/1'),
    ],
    [
      'Machines, and what belongs to them, say which part of the plan they are.',
      changed('vm-arkiv-app-1', 'tags.key', 'group:arkiv/app'),
    ],
    [
      'Machines, and what belongs to them, say which part of the plan they are.',
      without(({ name }) => name === 'vm-arkiv-app-1'),
    ],
    ['A scale set has the zones of its machines.', changed('vmss-arkiv-app', 'zones.0', '1')],
    [
      'A database stands in its part of the site, and what stands by for it in another.',
      changed('psql-arkiv-db-1-tkd0kbersx', 'availabilityZone', '1'),
    ],
    [
      'A database stands in its part of the site, and what stands by for it in another.',
      changed('psql-arkiv-db-1-tkd0kbersx', 'highAvailability.standbyAvailabilityZone', '2'),
    ],
    ['Everything lies in the region of its resource groups.', changed('nsg-adm', 'location', 'westeurope')],
    [
      'Everything lies in the region of its resource groups.',
      changed('backup-arkiv-db', 'properties.dataSourceInfo.resourceLocation', 'westeurope'),
    ],
    [
      'Everything that can be tagged names its service, environment and owner.',
      changed('nsg-adm', 'tags.owner', undefined),
    ],
    ['What holds data is protected.', resources.map((resource) => ({ ...resource, holdsData: false }))],
    [
      'Azure reaches what it runs, and machines what of Azure they need, and no more.',
      without(({ name }) => name === 'nsg-gateway-platform-manager-in'),
    ],
    [
      'Azure reaches what it runs, and machines what of Azure they need, and no more.',
      changed('nsg-adm-platform-azuremonitor-out', 'destinationAddressPrefix', 'AzureCloud'),
    ],
    [
      'Azure reaches what it runs, and machines what of Azure they need, and no more.',
      changed('nsg-webb-webb-platform-azuremonitor-out', 'protocol', '*'),
    ],
    [
      'Azure reaches what it runs, and machines what of Azure they need, and no more.',
      changed('nsg-scripts-platform-probes-in', 'priority', 2000),
    ],
    ['What an id names is there.', without(({ name }) => name === 'asg-arkiv-app')],
    [
      'All ids are of one subscription.',
      changed(
        'snet-adm',
        'natGateway.id',
        '/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/x/providers/Microsoft.Network/natGateways/x',
      ),
    ],
    [
      'Every kind of resource is one that is known.',
      [...resources, { ...named('nsg-adm'), name: 'odd', type: 'azure-native:network:Odd' }],
    ],
    ['Names are unique, and what must be there first is there.', [...resources, named('nsg-adm')]],
    [
      'Scripts alone reach the vault that they write in and the storage that they run on.',
      changed('kv-moln-dznrg8oaf4', 'properties.publicNetworkAccess', 'Disabled'),
    ],
    [
      'Scripts alone reach the vault that they write in and the storage that they run on.',
      changed('stre308wvj3i', 'networkRuleSet.virtualNetworkRules.0.virtualNetworkResourceId', 'x'),
    ],
    [
      'A script runs again where what it asks for is another, and asks for a year at the most.',
      changed('issue-cert-www-exempel-example-u1eoa7', 'forceUpdateTag', 'same'),
    ],
    [
      'A script runs again where what it asks for is another, and asks for a year at the most.',
      changed('issue-cert-www-exempel-example-u1eoa7', 'environmentVariables.4.value', '36'),
    ],
    [
      'Priorities are unique in a security group and direction.',
      changed('nsg-adm-close-zones-in-ipv4', 'priority', 4096),
    ],
    [
      'A security group has room for its rules, and for the application security groups they name.',
      [...resources, ...rules],
    ],
    [
      'Each side of a rule is said in one way.',
      changed('nsg-adm-close-all-in', 'sourceAddressPrefixes', ['10.0.0.0/8']),
    ],
    ['No rule opens a zone to everybody on every port.', changed('nsg-adm-close-all-in', 'access', 'Allow')],
    [
      'Every security group ends in rules that close everything.',
      without(({ name }) => name === 'nsg-adm-close-all-in'),
    ],
  ];

  it('have a case each, or more', () => {
    expect([...new Set(cases.map(([about]) => about))].sort()).toEqual(
      wholeRules.map(({ about }) => about).sort(),
    );
  });

  it.each(cases)('are found: %s', (about, wrong) => {
    const rule = wholeRules.find((each) => each.about === about);
    expect(rule?.find(indexOf(wrong)).length).toBeGreaterThan(0);
    expect(rule?.find(indexOf(resources))).toEqual([]);
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
