import type { MonitoringMeaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { joinAddress } from '../check-address.ts';
import { keyOf, listAt, look, numberAt, tagOf, textAt } from './look.ts';
import { idKey, ownKey, type ResourceIndex } from './resource-index.ts';

/** Monitoring: who is told of a service, of what, and what is asked of it. */
export function readMonitoring(index: ResourceIndex): readonly MonitoringMeaning[] {
  return index
    .ofType('azure-native:monitor:ActionGroup')
    .flatMap((receivers): readonly MonitoringMeaning[] => {
      const key = keyOf(receivers, 'service');
      if (key === null) return [];
      const awaited = tagOf(receivers, 'alarms')?.split(' ') ?? [];
      const rules = index
        .ofType('azure-native:monitor:ScheduledQueryRule')
        .filter((rule) => keyOf(rule, 'service') === key && rings(index, rule, receivers));
      const threshold = (about: 'availability' | 'backup', column: string) => {
        const found = rules
          .flatMap(({ inputs }) => listAt(inputs, 'criteria', 'allOf'))
          .find((condition) => textAt(condition, 'metricMeasureColumn') === column);
        // An alarm that is awaited and is not there is not the same as none.
        return found === undefined
          ? awaited.includes(about)
            ? 0
            : null
          : (numberAt(found, 'threshold') ?? 0);
      };
      return [
        {
          key,
          resources: [receivers.name, ...rules.map(({ name }) => name)],
          availabilityPercent: threshold('availability', 'availabilityPercent'),
          checks: [...outsideChecks(index, key), ...insideChecks(index, key)].sort(),
          backupAlarmAfterSeconds: threshold('backup', 'ageSeconds'),
          logsKept: areLogsKept(index, key),
        },
      ];
    });
}

/** Does an alarm reach receivers who are there? */
function rings(index: ResourceIndex, { inputs }: RenderedResource, receivers: RenderedResource): boolean {
  const told = listAt(inputs, 'actions', 'actionGroups').some(
    (id) => typeof id === 'string' && index.byId(id) === receivers,
  );
  return (
    told &&
    inputs['enabled'] === true &&
    receivers.inputs['enabled'] === true &&
    listAt(receivers.inputs, 'armRoleReceivers').length > 0
  );
}

function outsideChecks(index: ResourceIndex, service: string): readonly string[] {
  return index
    .ofType('azure-native:applicationinsights:WebTest')
    .filter((test) => keyOf(test, 'service') === service && test.inputs['enabled'] === true)
    .flatMap(({ inputs }) => textAt(inputs, 'request', 'requestUrl') ?? []);
}

function insideChecks(index: ResourceIndex, service: string): readonly string[] {
  return index
    .ofType('azure-native:network:ConnectionMonitor')
    .filter((monitor) => keyOf(monitor, 'service') === service)
    .flatMap(({ inputs }) =>
      listAt(inputs, 'testGroups').flatMap((group) => {
        const named = (list: string, name: string | null) =>
          listAt(inputs, list).find((each) => textAt(each, 'name') === name);
        const test = named('testConfigurations', textAt(group, 'testConfigurations', 0));
        const source = named('endpoints', textAt(group, 'sources', 0));
        const host = textAt(named('endpoints', textAt(group, 'destinations', 0)), 'address');
        const machine = index.linked('azure-native:compute:VirtualMachine', source, 'resourceId');
        if (host === null || machine === undefined || look(group, 'disable') === true) return [];
        return [
          joinAddress({
            host,
            secure: look(test, 'httpConfiguration', 'preferHTTPS') === true,
            port: numberAt(test, 'httpConfiguration', 'port'),
            path: textAt(test, 'httpConfiguration', 'path') ?? '',
          }),
        ];
      }),
    );
}

/** Does everything of a service that has logs send them to a workspace that is there? */
function areLogsKept(index: ResourceIndex, service: string): boolean {
  const own = (type: Parameters<ResourceIndex['ofType']>[0]) =>
    index.ofType(type).filter((resource) => tagOf(resource, 'service') === service);
  const collecting = new Set(
    index
      .ofType('azure-native:monitor:DataCollectionRuleAssociation')
      .filter(({ inputs }) =>
        sendsToWorkspace(
          index,
          index.linked('azure-native:monitor:DataCollectionRule', inputs, 'dataCollectionRuleId'),
        ),
      )
      .map(({ inputs }) => idKey(textAt(inputs, 'resourceUri') ?? '')),
  );
  const agents = new Set(
    index
      .ofType('azure-native:compute:VirtualMachineExtension')
      .filter(({ inputs }) => textAt(inputs, 'publisher') === 'Microsoft.Azure.Monitor')
      .map(({ inputs }) => textAt(inputs, 'vmName')),
  );
  const diagnosed = new Set(
    index
      .ofType('azure-native:monitor:DiagnosticSetting')
      .filter(
        ({ inputs }) =>
          index.linked('azure-native:operationalinsights:Workspace', inputs, 'workspaceId') !== undefined &&
          listAt(inputs, 'logs').some((each) => look(each, 'enabled') === true),
      )
      .map(({ inputs }) => idKey(textAt(inputs, 'resourceUri') ?? '')),
  );
  return (
    own('azure-native:compute:VirtualMachine').every(
      (machine) => collecting.has(ownKey(machine) ?? '') && agents.has(textAt(machine.inputs, 'vmName')),
    ) &&
    [...own('azure-native:dbforpostgresql:Server'), ...own('azure-native:app:ManagedEnvironment')].every(
      (resource) => diagnosed.has(ownKey(resource) ?? ''),
    )
  );
}

function sendsToWorkspace(index: ResourceIndex, rule: RenderedResource | undefined): boolean {
  const there = listAt(rule?.inputs, 'destinations', 'logAnalytics')
    .filter((each) => index.linked('azure-native:operationalinsights:Workspace', each, 'workspaceResourceId'))
    .map((each) => textAt(each, 'name'));
  const streams = listAt(rule?.inputs, 'dataFlows')
    .filter((flow) =>
      listAt(flow, 'destinations').some((name) => typeof name === 'string' && there.includes(name)),
    )
    .flatMap((flow) => listAt(flow, 'streams'));
  return ['Microsoft-Syslog', 'Microsoft-Event'].every((stream) => streams.includes(stream));
}
