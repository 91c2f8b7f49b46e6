import type { AzureType } from './azure-resource.ts';

interface ArmType {
  /** Type in Resource Manager. */
  readonly type: string;
  /** Inputs that name it, outermost first. */
  readonly names: readonly string[];
  /** It lies in the subscription itself. */
  readonly inSubscription?: true;
}

const one = (type: string, ...names: readonly string[]): ArmType => ({ type, names });

/** What each kind of resource is in Resource Manager; null where nothing refers to it by id. */
export const armTypes: Readonly<Record<AzureType, ArmType | null>> = {
  'azure-native:app:ContainerApp': one('Microsoft.App/containerApps', 'containerAppName'),
  'azure-native:app:ManagedEnvironment': one('Microsoft.App/managedEnvironments', 'environmentName'),
  'azure-native:applicationinsights:Component': one('Microsoft.Insights/components', 'resourceName'),
  'azure-native:applicationinsights:WebTest': one('Microsoft.Insights/webtests', 'webTestName'),
  'azure-native:authorization:PolicyAssignment': null,
  'azure-native:authorization:PolicyDefinition': {
    type: 'Microsoft.Authorization/policyDefinitions',
    names: ['policyDefinitionName'],
    inSubscription: true,
  },
  'azure-native:compute:Disk': one('Microsoft.Compute/disks', 'diskName'),
  'azure-native:compute:Gallery': one('Microsoft.Compute/galleries', 'galleryName'),
  'azure-native:compute:GalleryImage': one(
    'Microsoft.Compute/galleries/images',
    'galleryName',
    'galleryImageName',
  ),
  'azure-native:compute:VirtualMachine': one('Microsoft.Compute/virtualMachines', 'vmName'),
  'azure-native:compute:VirtualMachineExtension': one(
    'Microsoft.Compute/virtualMachines/extensions',
    'vmName',
    'vmExtensionName',
  ),
  'azure-native:compute:VirtualMachineScaleSet': one(
    'Microsoft.Compute/virtualMachineScaleSets',
    'vmScaleSetName',
  ),
  'azure-native:dataprotection:BackupInstance': one(
    'Microsoft.DataProtection/backupVaults/backupInstances',
    'vaultName',
    'backupInstanceName',
  ),
  'azure-native:dataprotection:BackupPolicy': one(
    'Microsoft.DataProtection/backupVaults/backupPolicies',
    'vaultName',
    'backupPolicyName',
  ),
  'azure-native:dataprotection:BackupVault': one('Microsoft.DataProtection/backupVaults', 'vaultName'),
  'azure-native:dbforpostgresql:Server': one('Microsoft.DBforPostgreSQL/flexibleServers', 'serverName'),
  'azure-native:dns:RecordSet': null,
  'azure-native:dns:Zone': one('Microsoft.Network/dnsZones', 'zoneName'),
  'azure-native:keyvault:Vault': one('Microsoft.KeyVault/vaults', 'vaultName'),
  'azure-native:maintenance:ConfigurationAssignment': null,
  'azure-native:maintenance:MaintenanceConfiguration': one(
    'Microsoft.Maintenance/maintenanceConfigurations',
    'resourceName',
  ),
  'azure-native:managedidentity:UserAssignedIdentity': one(
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'resourceName',
  ),
  'azure-native:monitor:ActionGroup': one('Microsoft.Insights/actionGroups', 'actionGroupName'),
  'azure-native:monitor:DataCollectionRule': one(
    'Microsoft.Insights/dataCollectionRules',
    'dataCollectionRuleName',
  ),
  'azure-native:monitor:DataCollectionRuleAssociation': null,
  'azure-native:monitor:DiagnosticSetting': null,
  'azure-native:monitor:ScheduledQueryRule': one('Microsoft.Insights/scheduledQueryRules', 'ruleName'),
  'azure-native:network:ApplicationGateway': one(
    'Microsoft.Network/applicationGateways',
    'applicationGatewayName',
  ),
  'azure-native:network:ApplicationSecurityGroup': one(
    'Microsoft.Network/applicationSecurityGroups',
    'applicationSecurityGroupName',
  ),
  'azure-native:network:ConnectionMonitor': null,
  'azure-native:network:LoadBalancer': one('Microsoft.Network/loadBalancers', 'loadBalancerName'),
  'azure-native:network:NatGateway': one('Microsoft.Network/natGateways', 'natGatewayName'),
  'azure-native:network:NetworkInterface': one('Microsoft.Network/networkInterfaces', 'networkInterfaceName'),
  'azure-native:network:NetworkSecurityGroup': one(
    'Microsoft.Network/networkSecurityGroups',
    'networkSecurityGroupName',
  ),
  'azure-native:network:PrivateEndpoint': one('Microsoft.Network/privateEndpoints', 'privateEndpointName'),
  'azure-native:network:PublicIPAddress': one('Microsoft.Network/publicIPAddresses', 'publicIpAddressName'),
  'azure-native:network:SecurityRule': one(
    'Microsoft.Network/networkSecurityGroups/securityRules',
    'networkSecurityGroupName',
    'securityRuleName',
  ),
  'azure-native:network:Subnet': one(
    'Microsoft.Network/virtualNetworks/subnets',
    'virtualNetworkName',
    'subnetName',
  ),
  'azure-native:network:VirtualNetwork': one('Microsoft.Network/virtualNetworks', 'virtualNetworkName'),
  'azure-native:network:WebApplicationFirewallPolicy': one(
    'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
    'policyName',
  ),
  'azure-native:operationalinsights:Workspace': one(
    'Microsoft.OperationalInsights/workspaces',
    'workspaceName',
  ),
  'azure-native:privatedns:PrivateRecordSet': null,
  'azure-native:privatedns:PrivateZone': one('Microsoft.Network/privateDnsZones', 'privateZoneName'),
  'azure-native:privatedns:VirtualNetworkLink': null,
  'azure-native:recoveryservices:ProtectedItem': null,
  'azure-native:recoveryservices:ProtectionPolicy': one(
    'Microsoft.RecoveryServices/vaults/backupPolicies',
    'vaultName',
    'policyName',
  ),
  'azure-native:recoveryservices:Vault': one('Microsoft.RecoveryServices/vaults', 'vaultName'),
  'azure-native:resources:AzureCliScript': one('Microsoft.Resources/deploymentScripts', 'scriptName'),
  'azure-native:resources:Deployment': one('Microsoft.Resources/deployments', 'deploymentName'),
  'azure-native:resources:ResourceGroup': { type: '', names: ['resourceGroupName'] },
  'azure-native:storage:StorageAccount': one('Microsoft.Storage/storageAccounts', 'accountName'),
};
