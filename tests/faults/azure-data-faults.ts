import type { AzureFault, AzureSeeds, Path } from './azure-seeds.ts';

/** What machines and their disks, databases and copies lose. */
export function azureDataFaults({
  named,
  add,
  set,
  unset,
  idOf,
  machineId,
}: AzureSeeds): readonly AzureFault[] {
  const machine = named('compute:VirtualMachine', 'castor-app');
  const linux = named('compute:VirtualMachine', 'e-post-grind');
  const databaseMachine = named('compute:VirtualMachine', 'castor-db');
  const other = named('compute:VirtualMachine', 'treserva-app');
  const disk = named('compute:Disk', 'castor-db');
  const vault = named('recoveryservices:Vault');
  const databaseVault = named('dataprotection:BackupVault');
  const policy = named('recoveryservices:ProtectionPolicy', 'castor-db');
  const item = named('recoveryservices:ProtectedItem', 'castor-db');
  const copy = named('dataprotection:BackupInstance');
  const server = named('dbforpostgresql:Server');
  const softDelete: Path = ['properties', 'securitySettings', 'softDeleteSettings'];
  const immutability: Path = ['properties', 'securitySettings', 'immutabilitySettings', 'state'];
  return [
    set('in another region', machine, ['location'], 'westeurope'),
    set('in another zone than is planned', machine, ['zones', 0], '1'),
    set('a smaller size', databaseMachine, ['hardwareProfile', 'vmSize'], 'Standard_D2s_v5'),
    set('taken back when Azure likes', machine, ['priority'], 'Spot'),
    set('a password in plain text', machine, ['osProfile', 'adminPassword'], 'Sommar2026!'),
    set(
      'a secret in what it is told at birth',
      machine,
      ['osProfile', 'customData'],
      'cGFzc3dvcmQ9aGVtbGlndA==',
    ),
    set(
      'logs in by password',
      linux,
      ['osProfile', 'linuxConfiguration', 'disablePasswordAuthentication'],
      false,
    ),
    set('an image of the marketplace', machine, ['storageProfile', 'imageReference'], {
      publisher: 'Canonical',
      offer: 'ubuntu-24_04-lts',
      sku: 'server',
      version: 'latest',
    }),
    set(
      'starts whatever it is given',
      machine,
      ['securityProfile', 'uefiSettings', 'secureBootEnabled'],
      false,
    ),
    set(
      'patched by nobody',
      machine,
      ['osProfile', 'windowsConfiguration', 'patchSettings', 'patchMode'],
      'Manual',
    ),
    set('one network card more', machine, ['networkProfile', 'networkInterfaces', 1], {
      id: idOf('Microsoft.Network/networkInterfaces/nic-treserva-app-1'),
    }),
    add('runs the script of somebody', named('compute:VirtualMachineExtension', 'castor-app'), {
      vmExtensionName: 'script',
      publisher: 'Microsoft.Compute',
      type: 'CustomScriptExtension',
    }),
    unset('nobody’s and for nothing', machine, 'tags'),
    add('a machine that nobody has planned', machine, {
      vmName: 'vm-added',
      tags: { service: 'castor', environment: 'produktion', owner: 'role:it-chef', key: 'added' },
    }),
    set('can be exported over the internet', disk, ['publicNetworkAccess'], 'Enabled'),
    set('can be exported by all', disk, ['networkAccessPolicy'], 'AllowAll'),
    unset('without encryption settings', disk, 'encryption'),
    set('in another zone than its machine', disk, ['zones', 0], '1'),
    set(
      'deleted with its machine',
      databaseMachine,
      ['storageProfile', 'dataDisks', 0, 'deleteOption'],
      'Delete',
    ),
    set('its disk not attached', databaseMachine, ['storageProfile', 'dataDisks'], []),
    set('can be shortened', vault, immutability, 'Unlocked'),
    set('can be changed', vault, immutability, 'Disabled'),
    set('can be changed', databaseVault, immutability, 'Disabled'),
    set('nothing deleted comes back', vault, [...softDelete, 'softDeleteState'], 'Disabled'),
    set('nothing deleted comes back', databaseVault, [...softDelete, 'state'], 'Off'),
    set(
      'all copies in one place',
      vault,
      ['properties', 'redundancySettings', 'standardTierStorageRedundancy'],
      'LocallyRedundant',
    ),
    set(
      'kept for a week',
      policy,
      ['properties', 'retentionPolicy', 'dailySchedule', 'retentionDuration', 'count'],
      7,
    ),
    set('copies another machine', item, ['properties', 'sourceResourceId'], machineId(other)),
    set('leaves out the data disks', item, ['properties', 'extendedProperties'], {
      diskExclusionProperties: { isInclusionList: true, diskLunList: [] },
    }),
    set('no longer copies', item, ['properties', 'protectionState'], 'ProtectionStopped'),
    set(
      'copies another database',
      copy,
      ['properties', 'dataSourceInfo', 'resourceID'],
      idOf('Microsoft.DBforPostgreSQL/flexibleServers/psql-other'),
    ),
    set('copies in another region', server, ['backup', 'geoRedundantBackup'], 'Enabled'),
    set('kept for a week', server, ['backup', 'backupRetentionDays'], 7),
  ];
}
