import type * as app from '@pulumi/azure-native/app/containerApp.js';
import type * as environment from '@pulumi/azure-native/app/managedEnvironment.js';
import type * as insights from '@pulumi/azure-native/applicationinsights/component.js';
import type * as webTest from '@pulumi/azure-native/applicationinsights/webTest.js';
import type * as policyAssignment from '@pulumi/azure-native/authorization/policyAssignment.js';
import type * as policyDefinition from '@pulumi/azure-native/authorization/policyDefinition.js';
import type * as disk from '@pulumi/azure-native/compute/disk.js';
import type * as gallery from '@pulumi/azure-native/compute/gallery.js';
import type * as galleryImage from '@pulumi/azure-native/compute/galleryImage.js';
import type * as machine from '@pulumi/azure-native/compute/virtualMachine.js';
import type * as extension from '@pulumi/azure-native/compute/virtualMachineExtension.js';
import type * as scaleSet from '@pulumi/azure-native/compute/virtualMachineScaleSet.js';
import type * as backupInstance from '@pulumi/azure-native/dataprotection/backupInstance.js';
import type * as backupPolicy from '@pulumi/azure-native/dataprotection/backupPolicy.js';
import type * as backupVault from '@pulumi/azure-native/dataprotection/backupVault.js';
import type * as postgres from '@pulumi/azure-native/dbforpostgresql/server.js';
import type * as publicRecord from '@pulumi/azure-native/dns/recordSet.js';
import type * as publicZone from '@pulumi/azure-native/dns/zone.js';
import type * as keyVault from '@pulumi/azure-native/keyvault/vault.js';
import type * as maintenanceAssignment from '@pulumi/azure-native/maintenance/configurationAssignment.js';
import type * as maintenance from '@pulumi/azure-native/maintenance/maintenanceConfiguration.js';
import type * as identity from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js';
import type * as actionGroup from '@pulumi/azure-native/monitor/actionGroup.js';
import type * as collection from '@pulumi/azure-native/monitor/dataCollectionRule.js';
import type * as collectionAssociation from '@pulumi/azure-native/monitor/dataCollectionRuleAssociation.js';
import type * as diagnostics from '@pulumi/azure-native/monitor/diagnosticSetting.js';
import type * as queryRule from '@pulumi/azure-native/monitor/scheduledQueryRule.js';
import type * as gateway from '@pulumi/azure-native/network/applicationGateway.js';
import type * as group from '@pulumi/azure-native/network/applicationSecurityGroup.js';
import type * as connectionMonitor from '@pulumi/azure-native/network/connectionMonitor.js';
import type * as balancer from '@pulumi/azure-native/network/loadBalancer.js';
import type * as nat from '@pulumi/azure-native/network/natGateway.js';
import type * as networkInterface from '@pulumi/azure-native/network/networkInterface.js';
import type * as securityGroup from '@pulumi/azure-native/network/networkSecurityGroup.js';
import type * as endpoint from '@pulumi/azure-native/network/privateEndpoint.js';
import type * as publicIp from '@pulumi/azure-native/network/publicIPAddress.js';
import type * as securityRule from '@pulumi/azure-native/network/securityRule.js';
import type * as subnet from '@pulumi/azure-native/network/subnet.js';
import type * as network from '@pulumi/azure-native/network/virtualNetwork.js';
import type * as firewall from '@pulumi/azure-native/network/webApplicationFirewallPolicy.js';
import type * as workspace from '@pulumi/azure-native/operationalinsights/workspace.js';
import type * as privateRecord from '@pulumi/azure-native/privatedns/privateRecordSet.js';
import type * as privateZone from '@pulumi/azure-native/privatedns/privateZone.js';
import type * as zoneLink from '@pulumi/azure-native/privatedns/virtualNetworkLink.js';
import type * as protectedItem from '@pulumi/azure-native/recoveryservices/protectedItem.js';
import type * as protectionPolicy from '@pulumi/azure-native/recoveryservices/protectionPolicy.js';
import type * as recoveryVault from '@pulumi/azure-native/recoveryservices/vault.js';
import type * as script from '@pulumi/azure-native/resources/azureCliScript.js';
import type * as deployment from '@pulumi/azure-native/resources/deployment.js';
import type * as resourceGroup from '@pulumi/azure-native/resources/resourceGroup.js';
import type * as storage from '@pulumi/azure-native/storage/storageAccount.js';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { Body } from './body.ts';

/**
 * Arguments of every kind of resource that is rendered, by type token. One file of the SDK each, and types only:
 * nothing of it is loaded when this runs.
 */
interface ArgsByType {
  'azure-native:app:ContainerApp': app.ContainerAppArgs;
  'azure-native:app:ManagedEnvironment': environment.ManagedEnvironmentArgs;
  'azure-native:applicationinsights:Component': insights.ComponentArgs;
  'azure-native:applicationinsights:WebTest': webTest.WebTestArgs;
  'azure-native:authorization:PolicyAssignment': policyAssignment.PolicyAssignmentArgs;
  'azure-native:authorization:PolicyDefinition': policyDefinition.PolicyDefinitionArgs;
  'azure-native:compute:Disk': disk.DiskArgs;
  'azure-native:compute:Gallery': gallery.GalleryArgs;
  'azure-native:compute:GalleryImage': galleryImage.GalleryImageArgs;
  'azure-native:compute:VirtualMachine': machine.VirtualMachineArgs;
  'azure-native:compute:VirtualMachineExtension': extension.VirtualMachineExtensionArgs;
  'azure-native:compute:VirtualMachineScaleSet': scaleSet.VirtualMachineScaleSetArgs;
  'azure-native:dataprotection:BackupInstance': backupInstance.BackupInstanceArgs;
  'azure-native:dataprotection:BackupPolicy': backupPolicy.BackupPolicyArgs;
  'azure-native:dataprotection:BackupVault': backupVault.BackupVaultArgs;
  'azure-native:dbforpostgresql:Server': postgres.ServerArgs;
  'azure-native:dns:RecordSet': publicRecord.RecordSetArgs;
  'azure-native:dns:Zone': publicZone.ZoneArgs;
  'azure-native:keyvault:Vault': keyVault.VaultArgs;
  'azure-native:maintenance:ConfigurationAssignment': maintenanceAssignment.ConfigurationAssignmentArgs;
  'azure-native:maintenance:MaintenanceConfiguration': maintenance.MaintenanceConfigurationArgs;
  'azure-native:managedidentity:UserAssignedIdentity': identity.UserAssignedIdentityArgs;
  'azure-native:monitor:ActionGroup': actionGroup.ActionGroupArgs;
  'azure-native:monitor:DataCollectionRule': collection.DataCollectionRuleArgs;
  'azure-native:monitor:DataCollectionRuleAssociation': collectionAssociation.DataCollectionRuleAssociationArgs;
  'azure-native:monitor:DiagnosticSetting': diagnostics.DiagnosticSettingArgs;
  'azure-native:monitor:ScheduledQueryRule': queryRule.ScheduledQueryRuleArgs;
  'azure-native:network:ApplicationGateway': gateway.ApplicationGatewayArgs;
  'azure-native:network:ApplicationSecurityGroup': group.ApplicationSecurityGroupArgs;
  'azure-native:network:ConnectionMonitor': connectionMonitor.ConnectionMonitorArgs;
  'azure-native:network:LoadBalancer': balancer.LoadBalancerArgs;
  'azure-native:network:NatGateway': nat.NatGatewayArgs;
  'azure-native:network:NetworkInterface': networkInterface.NetworkInterfaceArgs;
  'azure-native:network:NetworkSecurityGroup': securityGroup.NetworkSecurityGroupArgs;
  'azure-native:network:PrivateEndpoint': endpoint.PrivateEndpointArgs;
  'azure-native:network:PublicIPAddress': publicIp.PublicIPAddressArgs;
  'azure-native:network:SecurityRule': securityRule.SecurityRuleArgs;
  'azure-native:network:Subnet': subnet.SubnetArgs;
  'azure-native:network:VirtualNetwork': network.VirtualNetworkArgs;
  'azure-native:network:WebApplicationFirewallPolicy': firewall.WebApplicationFirewallPolicyArgs;
  'azure-native:operationalinsights:Workspace': workspace.WorkspaceArgs;
  'azure-native:privatedns:PrivateRecordSet': privateRecord.PrivateRecordSetArgs;
  'azure-native:privatedns:PrivateZone': privateZone.PrivateZoneArgs;
  'azure-native:privatedns:VirtualNetworkLink': zoneLink.VirtualNetworkLinkArgs;
  'azure-native:recoveryservices:ProtectedItem': protectedItem.ProtectedItemArgs;
  'azure-native:recoveryservices:ProtectionPolicy': protectionPolicy.ProtectionPolicyArgs;
  'azure-native:recoveryservices:Vault': recoveryVault.VaultArgs;
  'azure-native:resources:AzureCliScript': script.AzureCliScriptArgs;
  'azure-native:resources:Deployment': deployment.DeploymentArgs;
  'azure-native:resources:ResourceGroup': resourceGroup.ResourceGroupArgs;
  'azure-native:storage:StorageAccount': storage.StorageAccountArgs;
}

/** Type tokens of every kind of resource that is rendered. */
export type AzureType = keyof ArgsByType;

interface Options {
  readonly holdsData?: boolean;
  readonly dependsOn?: readonly string[];
}

/** A resource whose body the compiler has held against the SDK's own type. */
export function azureResource<Type extends AzureType>(
  type: Type,
  name: string,
  inputs: Body<ArgsByType[Type]>,
  options?: Options,
): RenderedResource;
export function azureResource(
  type: string,
  name: string,
  inputs: unknown,
  { holdsData = false, dependsOn = [] }: Options = {},
): RenderedResource {
  // The body of every type is plain data; only the compiler cannot see that for all of them at once.
  return { name, type, inputs: inputs as RenderedResource['inputs'], holdsData, dependsOn };
}
