/** Where resources stand in Azure's tree. */
export interface ArmScope {
  readonly subscription: string;
  readonly resourceGroup: string;
}

/**
 * The id that Azure Resource Manager gives a resource: it follows from names alone, so nothing has to wait for
 * what the engine learns.
 *
 * @example armId(scope, 'Microsoft.Network/virtualNetworks/subnets', 'vnet', 'snet-adm')
 */
export function armId(
  { subscription, resourceGroup }: ArmScope,
  type: string,
  ...names: readonly string[]
): string {
  const [provider, ...kinds] = type.split('/');
  const path = kinds.flatMap((kind, index) => [kind, names[index] ?? '']);
  return `${resourceGroupId({ subscription, resourceGroup })}/providers/${provider}/${path.join('/')}`;
}

/** The id of a resource group. */
export function resourceGroupId({ subscription, resourceGroup }: ArmScope): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
}
