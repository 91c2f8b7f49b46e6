import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { RenderedComponent, RenderedResource, Unsupported } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { availabilityAlert, backupAlert, longestLookBackSeconds, severityOf } from './alerts.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { centralLogs } from './central-logs.ts';
import { insideChecks, outsideChecks, type ServiceCheck, sortChecks } from './checks.ts';
import { logsOf } from './group-logs.ts';

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
        centralLogs(slice, network.site),
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
      tags: { ...tags, alarms: alarmsOf(plan).join(' '), severity: String(severityOf(plan)) },
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
