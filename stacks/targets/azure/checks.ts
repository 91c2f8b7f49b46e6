import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import { azureName, stableText } from './azure-names.ts';
import type { AzureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import type { AzureSite } from './azure-site.ts';
import type { AzureTags } from './azure-tags.ts';
import { splitAddress } from './check-address.ts';
import { machineId, machineName } from './virtual-machine.ts';

/** A check and from where it can be asked. */
export interface ServiceCheck {
  readonly url: string;
  readonly everySeconds: number;
  /** The internet, or a machine in the network; null where there is none. */
  readonly from: 'internet' | PlannedServer | null;
}

/** Name of what web tests belong to. */
export const insightsName = 'appi-checks';

/** Places that Azure asks from, by its own names: in the Netherlands, Ireland and France. */
const askedFrom = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge'];
const webTestSeconds = [300, 600, 900];

/** Beginning of the tag by which Azure knows what a web test belongs to; an id follows. */
export const belongsTo = 'hidden-link:';

/** Tag that says how often a check was asked for, since Azure may not know that interval. */
export function askedTag(check: string): string {
  return `every-${check}`;
}

/** How often a web test asks: as often as is wanted, or more. */
export function webTestFrequency(everySeconds: number): number {
  return webTestSeconds.findLast((seconds) => seconds <= everySeconds) ?? 300;
}

/** How often a connection monitor asks. */
export function monitorFrequency(everySeconds: number): number {
  return Math.min(Math.max(everySeconds, 30), 1800);
}

/** Checks of a service: what the internet reaches is asked from there, the rest from the service's own machine. */
export function sortChecks(
  { names }: PlatformSlice,
  { groups }: AzureNetwork,
  { service, checks, groups: own }: MonitoringPlan,
): readonly ServiceCheck[] {
  const machines = [...groups.values()].filter(({ form }) => form === 'machines');
  const [nearest] = [...machines.filter(({ key }) => own.includes(key)), ...machines];
  return checks.map(({ url, everySeconds }) => {
    const parts = splitAddress(url);
    const port = parts?.port ?? (parts?.secure === true ? 443 : 80);
    const isPublic = names.some(
      (name) =>
        name.service === service &&
        name.host === parts?.host.toLowerCase() &&
        name.port === port &&
        name.exposure === 'internet',
    );
    return { url, everySeconds, from: isPublic ? 'internet' : (nearest?.servers[0] ?? null) };
  });
}

/** Web tests of what the internet reaches. */
export function outsideChecks(
  site: AzureSite,
  { service }: MonitoringPlan,
  checks: readonly ServiceCheck[],
  tags: AzureTags,
): readonly RenderedResource[] {
  const syntheticComponent = site.baseId('Microsoft.Insights/components', insightsName);
  return checks
    .filter(({ from }) => from === 'internet')
    .map(({ url, everySeconds }) => {
      const webTestName = azureName('wt', `${service}-${stableText('check', url).slice(0, 6)}`);
      return azureResource('azure-native:applicationinsights:WebTest', webTestName, {
        resourceGroupName: site.services.resourceGroup,
        webTestName,
        syntheticMonitorId: webTestName,
        location: site.location,
        kind: 'standard',
        webTestKind: 'standard',
        enabled: true,
        retryEnabled: true,
        frequency: webTestFrequency(everySeconds),
        timeout: 30,
        locations: askedFrom.map((location) => ({ location })),
        request: { requestUrl: url, httpVerb: 'GET', followRedirects: true },
        validationRules: { expectedHttpStatusCode: 200, ignoreHttpStatusCode: false },
        tags: {
          ...tags,
          [askedTag(webTestName)]: String(everySeconds),
          [`${belongsTo}${syntheticComponent}`]: 'Resource',
        },
      });
    });
}

/** Name of the monitor that asks a service from within. */
export function connectionMonitorName(service: string): string {
  return azureName('cm', service);
}

/** A monitor of what only zones reach, asked from a machine. */
export function insideChecks(
  site: AzureSite,
  { service }: MonitoringPlan,
  checks: readonly ServiceCheck[],
  tags: AzureTags,
): readonly RenderedResource[] {
  const asked = checks.flatMap(({ url, everySeconds, from }) => {
    const parts = splitAddress(url);
    if (from === null || from === 'internet' || parts === null) return [];
    return [{ name: `check-${stableText('check', url).slice(0, 6)}`, everySeconds, from, parts }];
  });
  const [first] = asked;
  if (first === undefined) return [];
  const name = connectionMonitorName(service);
  const source = machineName(first.from);
  return [
    azureResource(
      'azure-native:network:ConnectionMonitor',
      name,
      {
        // Azure makes one watcher in each region and keeps it here.
        resourceGroupName: 'NetworkWatcherRG',
        networkWatcherName: `NetworkWatcher_${site.location}`,
        connectionMonitorName: name,
        location: site.location,
        endpoints: [
          { name: source, type: 'AzureVM', resourceId: machineId(site, first.from) },
          ...asked.map((check) => ({
            name: check.name,
            type: 'ExternalAddress',
            address: check.parts.host,
          })),
        ],
        testConfigurations: asked.map(({ name: check, everySeconds, parts }) => ({
          name: check,
          protocol: 'Http',
          testFrequencySec: monitorFrequency(everySeconds),
          httpConfiguration: {
            method: 'Get',
            preferHTTPS: parts.secure,
            ...(parts.port === null ? {} : { port: parts.port }),
            ...(parts.path === '' ? {} : { path: parts.path }),
          },
        })),
        testGroups: asked.map(({ name: check }) => ({
          name: check,
          sources: [source],
          destinations: [check],
          testConfigurations: [check],
        })),
        outputs: [
          {
            type: 'Workspace',
            workspaceSettings: {
              workspaceResourceId: site.baseId('Microsoft.OperationalInsights/workspaces', site.workspace),
            },
          },
        ],
        tags: {
          ...tags,
          ...Object.fromEntries(asked.map((check) => [askedTag(check.name), String(check.everySeconds)])),
        },
      },
      { dependsOn: [source] },
    ),
  ];
}
