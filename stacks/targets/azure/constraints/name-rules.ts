import type { AzureType } from '../azure-resource.ts';
import { type BodyRule, formed, rulesOf } from './body-rule.ts';

type NameRule = readonly [AzureType, string, RegExp, string];

const common = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?$/;
const words = '1 to 80 letters, digits, hyphens, dots and underscores';

/** Names by kind (Microsoft, "Naming rules and restrictions for Azure resources"). */
const names: readonly NameRule[] = [
  [
    'azure-native:app:ContainerApp',
    'containerAppName',
    /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    'at most 32 small letters, digits and hyphens',
  ],
  [
    'azure-native:app:ManagedEnvironment',
    'environmentName',
    /^[A-Za-z][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/,
    'at most 60 letters, digits and hyphens',
  ],
  [
    'azure-native:authorization:PolicyAssignment',
    'policyAssignmentName',
    /^[^/<>%&:\\?#]{1,64}$/,
    'at most 64 characters',
  ],
  [
    'azure-native:authorization:PolicyDefinition',
    'policyDefinitionName',
    /^[^/<>%&:\\?#]{1,64}$/,
    'at most 64 characters',
  ],
  ['azure-native:compute:Disk', 'diskName', common, words],
  [
    'azure-native:compute:Gallery',
    'galleryName',
    /^[A-Za-z0-9](?:[A-Za-z0-9._]{0,78}[A-Za-z0-9])?$/,
    'at most 80 letters, digits, dots and underscores',
  ],
  ['azure-native:compute:GalleryImage', 'galleryImageName', common, words],
  [
    'azure-native:compute:VirtualMachine',
    'vmName',
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/,
    'at most 64 letters, digits and hyphens',
  ],
  [
    'azure-native:dataprotection:BackupVault',
    'vaultName',
    /^[A-Za-z][A-Za-z0-9-]{1,49}$/,
    '2 to 50 letters, digits and hyphens',
  ],
  [
    'azure-native:dbforpostgresql:Server',
    'serverName',
    /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/,
    '3 to 63 small letters, digits and hyphens',
  ],
  [
    'azure-native:keyvault:Vault',
    'vaultName',
    /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
    '3 to 24 letters, digits and single hyphens',
  ],
  [
    'azure-native:managedidentity:UserAssignedIdentity',
    'resourceName',
    /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
    '3 to 128 letters, digits, hyphens and underscores',
  ],
  ['azure-native:network:ApplicationGateway', 'applicationGatewayName', common, words],
  ['azure-native:network:ApplicationSecurityGroup', 'applicationSecurityGroupName', common, words],
  ['azure-native:network:LoadBalancer', 'loadBalancerName', common, words],
  ['azure-native:network:NetworkInterface', 'networkInterfaceName', common, words],
  ['azure-native:network:NetworkSecurityGroup', 'networkSecurityGroupName', common, words],
  ['azure-native:network:PrivateEndpoint', 'privateEndpointName', common, words],
  ['azure-native:network:PublicIPAddress', 'publicIpAddressName', common, words],
  ['azure-native:network:SecurityRule', 'securityRuleName', common, words],
  ['azure-native:network:Subnet', 'subnetName', common, words],
  [
    'azure-native:network:VirtualNetwork',
    'virtualNetworkName',
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])$/,
    '2 to 64 letters, digits, hyphens, dots and underscores',
  ],
  [
    'azure-native:network:WebApplicationFirewallPolicy',
    'policyName',
    /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
    'letters, digits and hyphens',
  ],
  [
    'azure-native:operationalinsights:Workspace',
    'workspaceName',
    /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    '4 to 63 letters, digits and hyphens',
  ],
  [
    'azure-native:recoveryservices:ProtectionPolicy',
    'policyName',
    /^[A-Za-z][A-Za-z0-9-]{2,149}$/,
    '3 to 150 letters, digits and hyphens',
  ],
  [
    'azure-native:recoveryservices:Vault',
    'vaultName',
    /^[A-Za-z][A-Za-z0-9-]{1,49}$/,
    '2 to 50 letters, digits and hyphens',
  ],
  [
    'azure-native:resources:AzureCliScript',
    'scriptName',
    /^[A-Za-z0-9._()-]{1,90}$/,
    'at most 90 characters',
  ],
  [
    'azure-native:resources:Deployment',
    'deploymentName',
    /^[A-Za-z0-9._()-]{1,64}$/,
    'at most 64 characters',
  ],
  [
    'azure-native:resources:ResourceGroup',
    'resourceGroupName',
    /^[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]$/,
    'at most 90 characters',
  ],
  [
    'azure-native:storage:StorageAccount',
    'accountName',
    /^[a-z0-9]{3,24}$/,
    '3 to 24 small letters and digits',
  ],
];

/** What is asked of names. */
export const nameRules: readonly BodyRule[] = names.flatMap(([type, path, pattern, expected]) =>
  rulesOf(type, [formed(path, pattern, expected, `?${'x'.repeat(200)}`)]),
);
