import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { roles } from '../grant-role.ts';
import { listAt, look, textAt } from '../read/look.ts';
import { idKey, ownKey, type ResourceIndex } from '../read/resource-index.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

interface Grant {
  readonly resource: RenderedResource;
  readonly role: string;
  /** Key of the id of who may. */
  readonly who: string;
  /** Key of the id of what may be used. */
  readonly on: string;
}

interface Need extends Omit<Grant, 'resource'> {
  /** Who needs it. */
  readonly resource: RenderedResource;
}

/** What is asked of the roles that identities are given. */
export const grantRules: readonly WholeRule[] = [
  {
    about: 'Identities have the roles that their work takes, on what it takes, and no others.',
    find: (index) => {
      const grants = grantsOf(index);
      const needs = [...scriptNeeds(index), ...backupNeeds(index), ...gatewayNeeds(index)];
      const isSame = (a: Omit<Grant, 'resource'>, b: Omit<Grant, 'resource'>) =>
        a.role === b.role && a.who === b.who && a.on === b.on;
      return [
        ...needs
          .filter((need) => !grants.some((grant) => isSame(grant, need)))
          .map(({ resource, role, on }) => mistake(resource, 'identity', 'no role', `${role} on ${on}`)),
        ...grants.flatMap((grant): readonly BodyMistake[] =>
          // Vaults for databases have their roles before there is anything to copy.
          needs.some((need) => isSame(grant, need)) || isVaults(index, grant)
            ? []
            : [
                mistake(
                  grant.resource,
                  'properties.template.resources',
                  `${grant.role} on ${grant.on} for ${grant.who}`,
                  'a role that somebody needs',
                ),
              ],
        ),
      ];
    },
  },
];

function grantsOf(index: ResourceIndex): readonly Grant[] {
  return index.ofType('azure-native:resources:Deployment').flatMap((resource) => {
    const group = `/resourcegroups/${textAt(resource.inputs, 'resourceGroupName')}`.toLowerCase();
    return listAt(resource.inputs, 'properties', 'template', 'resources').map((each: JsonValue): Grant => {
      const role = textAt(each, 'properties', 'roleDefinitionId')?.split('/').at(-1) ?? '';
      const scope = textAt(each, 'scope');
      const principal = textAt(each, 'properties', 'principalId') ?? '';
      return {
        resource,
        role,
        who: idKey(/^\[reference\('([^']+)'/.exec(principal)?.[1] ?? principal),
        on: scope === null ? group : `${group}/providers/${scope}`.toLowerCase(),
      };
    });
  });
}

/** Scripts write certificates in the vault they name, and run on the storage they name. */
function scriptNeeds(index: ResourceIndex): readonly Need[] {
  return index.ofType('azure-native:resources:AzureCliScript').flatMap((resource) => {
    const { inputs } = resource;
    const vaultName = textAt(
      listAt(inputs, 'environmentVariables').find((each) => textAt(each, 'name') === 'VAULT'),
      'value',
    );
    const vault = index
      .ofType('azure-native:keyvault:Vault')
      .find((each) => each.inputs['vaultName'] === vaultName);
    const storage = index
      .ofType('azure-native:storage:StorageAccount')
      .find(
        (each) =>
          each.inputs['accountName'] === textAt(inputs, 'storageAccountSettings', 'storageAccountName'),
      );
    return listAt(inputs, 'identity', 'userAssignedIdentities')
      .filter((id) => typeof id === 'string')
      .flatMap((id) => [
        { resource, who: idKey(id), role: roles.keyVaultCertificatesOfficer, on: keyOrNone(vault) },
        { resource, who: idKey(id), role: roles.storageFilePrivileged, on: keyOrNone(storage) },
      ]);
  });
}

/** Vaults for databases read the group that the databases are in. */
function backupNeeds(index: ResourceIndex): readonly Need[] {
  return index.ofType('azure-native:dataprotection:BackupInstance').flatMap((instance) => {
    const vault = vaultOf(index, instance);
    const source = idKey(textAt(instance.inputs, 'properties', 'dataSourceInfo', 'resourceID') ?? '');
    const on = source.split('/providers/')[0] ?? '';
    return vault === undefined
      ? []
      : [roles.reader, roles.postgresLongTermBackup].map((role) => ({
          resource: vault,
          who: keyOrNone(vault),
          role,
          on,
        }));
  });
}

/** The gateway fetches the certificates it answers with. */
function gatewayNeeds(index: ResourceIndex): readonly Need[] {
  return index.ofType('azure-native:network:ApplicationGateway').flatMap((resource) =>
    listAt(resource.inputs, 'sslCertificates').flatMap((certificate) => {
      const host = /^https:\/\/([^.]+)\./.exec(textAt(certificate, 'keyVaultSecretId') ?? '')?.[1];
      const vault = index
        .ofType('azure-native:keyvault:Vault')
        .find(({ inputs }) => inputs['vaultName'] === host);
      return listAt(resource.inputs, 'identity', 'userAssignedIdentities')
        .filter((id) => typeof id === 'string')
        .map((id) => ({
          resource,
          who: idKey(id),
          role: roles.keyVaultSecretsUser,
          on: keyOrNone(vault),
        }));
    }),
  );
}

function isVaults(index: ResourceIndex, { role, who, on }: Grant): boolean {
  const isVault = index
    .ofType('azure-native:dataprotection:BackupVault')
    .some((vault) => ownKey(vault) === who);
  const isGroup = index.ofType('azure-native:resources:ResourceGroup').some((group) => ownKey(group) === on);
  return isVault && isGroup && (role === roles.reader || role === roles.postgresLongTermBackup);
}

function vaultOf(index: ResourceIndex, { inputs }: RenderedResource): RenderedResource | undefined {
  return index
    .ofType('azure-native:dataprotection:BackupVault')
    .find(
      (vault) =>
        vault.inputs['vaultName'] === look(inputs, 'vaultName') &&
        vault.inputs['resourceGroupName'] === look(inputs, 'resourceGroupName'),
    );
}

function keyOrNone(resource: RenderedResource | undefined): string {
  return (resource === undefined ? null : ownKey(resource)) ?? 'nothing';
}
