import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { availabilityAlert, backupAlert, longestLookBackSeconds } from './alerts.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import { sharedService, tagsOf } from './azure-tags.ts';
import { insideChecks, insightsName, outsideChecks, type ServiceCheck, sortChecks } from './checks.ts';
import { databaseServerName } from './database.ts';
import { findImage, osTypeOf } from './server-image.ts';
import { machineId, machineName } from './virtual-machine.ts';

/** Checks, alarms, and logs that all end up in one workspace. */
export const monitoring: Component = {
  kind: 'Monitoring',
  description: {
    sv: 'Övervakning blir kontroller, larm och en gemensam arbetsyta för loggar.',
    en: 'Monitoring becomes checks, alarms and one workspace for logs.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const watched = slice.monitoring.map((plan) => {
      const checks = sortChecks(slice, network, plan);
      return { plan, checks, reason: findReason(plan, checks) };
    });
    return {
      components: [
        siteComponent(slice, network.site),
        ...watched.map(
          ({ plan, checks }): RenderedComponent => ({
            kind: 'Monitoring',
            layer: 'services',
            key: `service:${plan.service}`,
            at: null,
            resources: serviceResources(slice, network, plan, checks),
          }),
        ),
      ],
      unsupported: watched.flatMap(({ plan: { service }, reason }): readonly Unsupported[] =>
        reason === null ? [] : [{ kind: 'Monitoring', key: service, at: null, reason }],
      ),
    };
  },
};

/** Built-in role "Monitoring Contributor": who holds it is told of alarms. */
const receivingRole = '749f88d5-cbae-40b8-bcfa-e573ddc772fa';

/** Days that logs are kept in the workspace. */
const keptDays = 365;

/** Name of the rule by which machines send their logs. */
export const collectionRule = 'dcr-logs';

function siteComponent(slice: PlatformSlice, site: AzureSite): RenderedComponent {
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

function serviceResources(
  slice: PlatformSlice,
  network: AzureNetwork,
  plan: MonitoringPlan,
  checks: readonly ServiceCheck[],
): readonly RenderedResource[] {
  const { site } = network;
  const tags = tagsOf(slice, plan.service, `service:${plan.service}`);
  const receivers = azureName('ag', plan.service);
  const groups = plan.groups.flatMap((key) => network.groups.get(key) ?? []);
  const alerting = { site, plan, tags, receivers };
  return [
    azureResource('azure-native:monitor:ActionGroup', receivers, {
      resourceGroupName: site.services.resourceGroup,
      actionGroupName: receivers,
      groupShortName: plan.service.slice(0, 12),
      location: 'global',
      enabled: true,
      armRoleReceivers: [{ name: 'operations', roleId: receivingRole, useCommonAlertSchema: true }],
      tags: { ...tags, alarms: alarmsOf(plan).join(' ') },
    }),
    ...outsideChecks(site, plan, checks, tags),
    ...insideChecks(site, plan, checks, tags),
    ...availabilityAlert(alerting, checks, groups),
    ...backupAlert(alerting, groups),
    ...groups.flatMap((group) => logsOf(slice, network, group)),
  ];
}

/** What the receivers wait for, so that an alarm that is gone is missed. */
function alarmsOf({ availabilityPercent, backupAlarmAfterSeconds }: MonitoringPlan): readonly string[] {
  return [
    ...(availabilityPercent === null ? [] : ['availability']),
    ...(backupAlarmAfterSeconds === null ? [] : ['backup']),
  ];
}

/** What sends the logs of a group to the workspace. */
function logsOf(
  slice: PlatformSlice,
  network: AzureNetwork,
  group: PlacedGroup,
): readonly RenderedResource[] {
  const { site, containers } = network;
  switch (group.form) {
    case 'machines': {
      const os = osTypeOf(findImage(slice, group.image));
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
      const servers = group.servers.filter(({ number }) => number !== 2);
      return servers.map(({ number }) => {
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

function findReason(
  { backupAlarmAfterSeconds }: MonitoringPlan,
  checks: readonly ServiceCheck[],
): Unsupported['reason'] | null {
  if (backupAlarmAfterSeconds !== null && backupAlarmAfterSeconds > longestLookBackSeconds) {
    return {
      sv: 'Ett larm i Azure ser två dygn bakåt, och RPO är längre än så.',
      en: 'An alarm in Azure looks two days back, and the RPO is longer than that.',
    };
  }
  const blind = checks.find(({ from }) => from === null);
  return blind === undefined
    ? null
    : {
        sv: `Det finns ingen maskin här som kan fråga ${blind.url}.`,
        en: `There is no machine here that can ask ${blind.url}.`,
      };
}
