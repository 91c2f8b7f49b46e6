import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import { azureName } from './azure-names.ts';
import type { AzureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { tagsOf } from './azure-tags.ts';
import { collectionRule, workspaceId } from './central-logs.ts';
import { databaseServerName } from './database.ts';
import { answeringServers } from './group-addresses.ts';
import { osTypeOf } from './server-image.ts';
import { machineId, machineName } from './virtual-machine.ts';

/** What sends the logs of a group to the workspace. */
export function logsOf(
  slice: PlatformSlice,
  network: AzureNetwork,
  group: PlacedGroup,
): readonly RenderedResource[] {
  const { site, containers } = network;
  switch (group.form) {
    case 'machines': {
      const os = osTypeOf(slice, group.image);
      return group.servers.flatMap((server) => {
        const machine = machineName(server);
        const agent = azureName('ama', server.hostName);
        return [
          azureResource(
            'azure-native:compute:VirtualMachineExtension',
            agent,
            {
              resourceGroupName: site.services.resourceGroup,
              vmName: machine,
              vmExtensionName: 'AzureMonitorAgent',
              location: site.location,
              publisher: 'Microsoft.Azure.Monitor',
              type: os === 'Windows' ? 'AzureMonitorWindowsAgent' : 'AzureMonitorLinuxAgent',
              typeHandlerVersion: '1.0',
              autoUpgradeMinorVersion: true,
              enableAutomaticUpgrade: true,
              tags: tagsOf(slice, group.service, `server:${server.key}`),
            },
            { dependsOn: [machine] },
          ),
          azureResource(
            'azure-native:monitor:DataCollectionRuleAssociation',
            azureName('dcra', server.hostName),
            {
              associationName: 'logs',
              resourceUri: machineId(site, server),
              dataCollectionRuleId: site.baseId('Microsoft.Insights/dataCollectionRules', collectionRule),
            },
            { dependsOn: [agent] },
          ),
        ];
      });
    }
    case 'managed-database': {
      return answeringServers(group).map(({ number }) => {
        const name = databaseServerName(site, group, number);
        return diagnostics(site, name, site.servicesId('Microsoft.DBforPostgreSQL/flexibleServers', name));
      });
    }
    case 'containers': {
      const environment = containers.get(group.key)?.environment;
      if (environment === undefined) return [];
      return [
        diagnostics(site, environment, site.servicesId('Microsoft.App/managedEnvironments', environment)),
      ];
    }
  }
}

function diagnostics(site: AzureSite, name: string, resourceUri: string): RenderedResource {
  return azureResource(
    'azure-native:monitor:DiagnosticSetting',
    azureName('diag', name),
    {
      name: 'logs',
      resourceUri,
      workspaceId: workspaceId(site),
      logs: [{ categoryGroup: 'allLogs', enabled: true }],
    },
    { dependsOn: [name] },
  );
}
