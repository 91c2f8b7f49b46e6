import { describe, expect, it } from 'vitest';
import { armId } from '#stacks/targets/azure/arm-id.ts';
import { idKey, indexResources, ownKey } from '#stacks/targets/azure/read/resource-index.ts';
import { declareEverything, renderAzure } from './render-azure.ts';

const scope = { subscription: '11111111-2222-3333-4444-555555555555', resourceGroup: 'rg' };

describe('armId', () => {
  it('follows from names alone, inner ones too', () => {
    expect(armId(scope, 'Microsoft.Network/virtualNetworks/subnets', 'vnet', 'snet-adm')).toBe(
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-adm',
    );
  });

  it('is what a resource is found by, whatever case it is written in', () => {
    const { resources } = renderAzure(declareEverything(), { site: 'moln' });
    const index = indexResources(resources);
    const machine = resources.find(({ type }) => type === 'azure-native:compute:VirtualMachine');
    const key = machine === undefined ? null : ownKey(machine);
    expect(index.byId(`/subscriptions/X${key?.toUpperCase()}`)).toBe(machine);
    expect(idKey(`/subscriptions/x${key}`)).toBe(key);
  });
});
