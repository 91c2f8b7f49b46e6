import type { RenderedComponent } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { insightsName } from './checks.ts';

/** Days that logs are kept in the workspace. */
const keptDays = 365;

/** Name of the rule by which machines send their logs. */
export const collectionRule = 'dcr-logs';

/** The workspace of a site, and by which rule machines send their logs to it. */
export function centralLogs(slice: PlatformSlice, site: AzureSite): RenderedComponent {
  const key = `logs:${slice.site.id}`;
  const tags = tagsOf(slice, sharedService, key);
  const common = { resourceGroupName: site.base.resourceGroup, location: site.location, tags };
  const workspaceResourceId = workspaceId(site);
  return {
    kind: 'Monitoring',
    layer: 'base',
    key,
    at: null,
    resources: [
      azureResource(
        'azure-native:operationalinsights:Workspace',
        site.workspace,
        {
          ...common,
          workspaceName: site.workspace,
          sku: { name: 'PerGB2018' },
          retentionInDays: keptDays,
          features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        },
        // Logs are evidence.
        { holdsData: true, dependsOn: [site.base.resourceGroup] },
      ),
      azureResource(
        'azure-native:applicationinsights:Component',
        insightsName,
        {
          ...common,
          resourceName: insightsName,
          applicationType: 'web',
          kind: 'web',
          ingestionMode: 'LogAnalytics',
          workspaceResourceId,
          disableLocalAuth: true,
        },
        { dependsOn: [site.workspace] },
      ),
      azureResource(
        'azure-native:monitor:DataCollectionRule',
        collectionRule,
        {
          ...common,
          dataCollectionRuleName: collectionRule,
          dataSources: {
            syslog: [
              {
                name: 'syslog',
                streams: ['Microsoft-Syslog'],
                facilityNames: ['auth', 'authpriv', 'cron', 'daemon', 'kern', 'syslog', 'user'],
                logLevels: ['Info', 'Notice', 'Warning', 'Error', 'Critical', 'Alert', 'Emergency'],
              },
            ],
            windowsEventLogs: [
              {
                name: 'windows',
                streams: ['Microsoft-Event'],
                xPathQueries: [
                  'Application!*[System[(Level<=4)]]',
                  'Security!*',
                  'System!*[System[(Level<=4)]]',
                ],
              },
            ],
          },
          destinations: { logAnalytics: [{ name: 'central', workspaceResourceId }] },
          dataFlows: [{ streams: ['Microsoft-Syslog', 'Microsoft-Event'], destinations: ['central'] }],
        },
        { dependsOn: [site.workspace] },
      ),
    ],
  };
}

/** Id of the workspace of a site. */
export function workspaceId(site: AzureSite): string {
  return site.baseId('Microsoft.OperationalInsights/workspaces', site.workspace);
}
