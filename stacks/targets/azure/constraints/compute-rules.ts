import machineSizes from '../machine-sizes.json' with { type: 'json' };
import { listAt, look } from '../read/look.ts';
import {
  absent,
  type BodyRule,
  between,
  formed,
  ifThere,
  oneOf,
  optionally,
  required,
  requiredList,
  rulesOf,
  secret,
} from './body-rule.ts';

const forbiddenUsers = /^(?!(?:admin|administrator|root|guest|user|test|azureuser)$)[a-z][a-z0-9-]{0,31}$/;

/** What is asked of machines, their disks, containers and images. */
export const computeRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:compute:VirtualMachine', [
    oneOf(
      'hardwareProfile.vmSize',
      machineSizes.sizes.map(({ name }) => name),
      'Standard_Large',
    ),
    oneOf('securityProfile.securityType', ['TrustedLaunch', 'ConfidentialVM'], 'Standard'),
    oneOf('securityProfile.uefiSettings.secureBootEnabled', [true], false),
    oneOf('securityProfile.uefiSettings.vTpmEnabled', [true], false),
    oneOf('securityProfile.encryptionAtHost', [true], false),
    formed(
      'storageProfile.imageReference.id',
      /\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+$/,
      'an image of the gallery',
      '/subscriptions/x/image',
    ),
    absent('storageProfile.imageReference.publisher', 'Canonical'),
    oneOf('storageProfile.osDisk.createOption', ['FromImage'], 'Attach'),
    between('storageProfile.dataDisks[].lun', 0, 63),
    oneOf('storageProfile.dataDisks[].createOption', ['Attach'], 'Empty'),
    oneOf('storageProfile.dataDisks[].deleteOption', ['Detach'], 'Delete'),
    // Windows allows 15 characters; Linux more, but computers of one organisation follow one rule.
    formed(
      'osProfile.computerName',
      /^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/i,
      'at most 15 letters, digits and hyphens',
      'en-alldeles-for-lang-dator',
    ),
    formed('osProfile.adminUsername', forbiddenUsers, 'a user name that Azure takes', 'administrator'),
    secret('osProfile.adminPassword'),
    optionally('osProfile.linuxConfiguration.disablePasswordAuthentication', [true], false),
    // What a machine is told at its birth, secrets often, can be read by all who may read the machine.
    absent('osProfile.customData', 'I2Nsb3VkLWNvbmZpZwo='),
    absent('userData', 'I2Nsb3VkLWNvbmZpZwo='),
    // Without these nothing is logged, patched or copied in a consistent state.
    oneOf('osProfile.allowExtensionOperations', [true], false),
    optionally('osProfile.linuxConfiguration.provisionVMAgent', [true], false),
    optionally('osProfile.windowsConfiguration.provisionVMAgent', [true], false),
    optionally('osProfile.windowsConfiguration.enableAutomaticUpdates', [true], false),
    optionally(
      'osProfile.linuxConfiguration.patchSettings.patchMode',
      ['AutomaticByPlatform'],
      'ImageDefault',
    ),
    optionally('osProfile.windowsConfiguration.patchSettings.patchMode', ['AutomaticByPlatform'], 'Manual'),
    oneOf('diagnosticsProfile.bootDiagnostics.enabled', [true], false),
    // Azure takes such a machine back when it likes.
    absent('priority', 'Spot'),
    oneOf('zones[]', ['1', '2', '3'], '4'),
    oneOf('identity.type', ['SystemAssigned'], 'None'),
    {
      path: 'networkProfile.networkInterfaces',
      expected: 'one, which is the first',
      holds: (value) => listAt(value).length === 1 && look(value, 0, 'primary') === true,
      wrong: [],
    },
    required('networkProfile.networkInterfaces[].id'),
  ]),
  ...rulesOf('azure-native:compute:Disk', [
    between('diskSizeGB', 1, 65_536),
    oneOf('networkAccessPolicy', ['DenyAll'], 'AllowAll'),
    oneOf('publicNetworkAccess', ['Disabled'], 'Enabled'),
    oneOf('sku.name', ['Premium_LRS', 'Premium_ZRS', 'PremiumV2_LRS'], 'Standard'),
    formed('encryption.type', /^EncryptionAtRest/, 'encrypted at rest', 'None'),
    oneOf('creationData.createOption', ['Empty'], 'Import'),
    oneOf('zones[]', ['1', '2', '3'], '4'),
  ]),
  ...rulesOf('azure-native:compute:VirtualMachineScaleSet', [
    oneOf('orchestrationMode', ['Flexible'], 'Uniform'),
    between('platformFaultDomainCount', 1, 3),
    optionally('singlePlacementGroup', [false], true),
  ]),
  ...rulesOf('azure-native:compute:GalleryImage', [
    oneOf('osType', ['Linux', 'Windows'], 'Solaris'),
    oneOf('osState', ['Generalized', 'Specialized'], 'Warm'),
    oneOf('hyperVGeneration', ['V2'], 'V1'),
    required('identifier.publisher'),
    required('identifier.offer'),
    required('identifier.sku'),
  ]),
  ...rulesOf('azure-native:compute:VirtualMachineExtension', [
    oneOf('publisher', ['Microsoft.Azure.Monitor'], 'Somebody.Else'),
    oneOf('enableAutomaticUpgrade', [true], false),
    oneOf('autoUpgradeMinorVersion', [true], false),
    absent('protectedSettings', { key: 'x' }),
  ]),
  ...rulesOf('azure-native:app:ManagedEnvironment', [
    oneOf('publicNetworkAccess', ['Disabled'], 'Enabled'),
    required('vnetConfiguration.infrastructureSubnetId'),
    requiredList('workloadProfiles'),
  ]),
  ...rulesOf('azure-native:app:ContainerApp', [
    formed(
      'template.containers[].image',
      /@sha256:[0-9a-f]{64}$/,
      'an image by its digest',
      'registry.example/webb:latest',
    ),
    between('template.scale.minReplicas', 1, 1000),
    between('template.scale.maxReplicas', 1, 1000),
    optionally('configuration.ingress.allowInsecure', [false], true),
    // What nobody reaches takes nothing in.
    ifThere(between('configuration.ingress.targetPort', 1, 65_535)),
    required('environmentId'),
  ]),
];
