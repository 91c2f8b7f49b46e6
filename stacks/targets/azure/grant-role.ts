import type { RenderedResource } from '#model/platform/rendering.ts';
import { type ArmScope, armId } from './arm-id.ts';
import { azureName } from './azure-names.ts';
import { azureResource } from './azure-resource.ts';

/** Built-in roles that are given, by their ids (Microsoft, "Azure built-in roles"). */
export const roles = {
  keyVaultCertificatesOfficer: 'a4417e6f-fecd-4de8-b567-7b0420556985',
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  postgresLongTermBackup: 'c088a766-074b-43ba-90d4-1fb21feae531',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  storageFilePrivileged: '69566ab7-960f-475b-8e7c-0c3118f30bd8',
} as const;

interface Grant {
  readonly role: keyof typeof roles;
  /** Resource of the group that may be used, as `Microsoft.KeyVault/vaults/kv-…`; null for the whole group. */
  readonly on: string | null;
  /** Who may, by id: an identity of its own, or a resource that has one. */
  readonly identity: { readonly id: string; readonly kind: 'own' | 'of-resource' };
  readonly dependsOn: readonly string[];
}

/**
 * A role for an identity. Who an identity is, only Azure knows once it is there; so the assignment is a template
 * of Resource Manager's, which looks it up itself, and nothing here waits for an answer.
 */
export function grantRole(
  scope: ArmScope,
  name: string,
  { role, on, identity, dependsOn }: Grant,
): RenderedResource {
  const deploymentName = grantRoleName(name);
  const principalId =
    identity.kind === 'own'
      ? `[reference('${identity.id}', '2023-01-31').principalId]`
      : `[reference('${identity.id}', '2023-05-01', 'Full').identity.principalId]`;
  const roleDefinitionId = `/subscriptions/${scope.subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`;
  return azureResource(
    'azure-native:resources:Deployment',
    deploymentName,
    {
      resourceGroupName: scope.resourceGroup,
      deploymentName,
      properties: {
        mode: 'Incremental',
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          resources: [
            {
              type: 'Microsoft.Authorization/roleAssignments',
              apiVersion: '2022-04-01',
              name: `[guid(resourceGroup().id, '${on ?? ''}', '${identity.id}', '${roles[role]}')]`,
              ...(on === null ? {} : { scope: on }),
              properties: { principalId, principalType: 'ServicePrincipal', roleDefinitionId },
            },
          ],
        },
      },
    },
    { dependsOn },
  );
}

/** Logical name of the grant of a role. */
export function grantRoleName(name: string): string {
  return azureName('grant', name, 'policy');
}

/** Id of an identity. */
export function identityId(scope: ArmScope, name: string): string {
  return armId(scope, 'Microsoft.ManagedIdentity/userAssignedIdentities', name);
}
