import type { AzureFault, AzureSeeds } from './azure-seeds.ts';

/** What makes nobody notice. */
export function azureOperationFaults({
  named,
  set,
  kind,
  idOf,
  machineId,
}: AzureSeeds): readonly AzureFault[] {
  const other = named('compute:VirtualMachine', 'treserva-app');
  const logs = named('operationalinsights:Workspace');
  const collection = named('monitor:DataCollectionRule');
  const diagnostics = named('monitor:DiagnosticSetting');
  const alarm = named('monitor:ScheduledQueryRule', 'alert-backup');
  const availability = named('monitor:ScheduledQueryRule', 'alert-availability');
  const receivers = named('monitor:ActionGroup');
  const check = named('network:ConnectionMonitor');
  const webTest = named('applicationinsights:WebTest');
  const window = named('maintenance:MaintenanceConfiguration');
  const assignedWindow = named('maintenance:ConfigurationAssignment');
  const assignment = named('authorization:PolicyAssignment', 'closed-by-default');
  const images = named('authorization:PolicyAssignment', 'approved-images');
  const definition = named('authorization:PolicyDefinition', 'no-public-address');
  return [
    set('logs kept for a month', logs, ['retentionInDays'], 30),
    set('no logs of Linux', collection, ['dataFlows', 0, 'streams'], ['Microsoft-Event']),
    set('no logs', diagnostics, ['logs', 0, 'enabled'], false),
    set('asks about nothing', alarm, ['criteria', 'allOf', 0, 'query'], 'print ageSeconds = 0'),
    set(
      'asks about nothing',
      availability,
      ['criteria', 'allOf', 0, 'query'],
      'print availabilityPercent = 100.0',
    ),
    set('rings when all is well', availability, ['criteria', 'allOf', 0, 'operator'], 'GreaterThan'),
    set('told to nobody', alarm, ['actions', 'actionGroups'], []),
    set('nobody there', receivers, ['armRoleReceivers'], []),
    set(
      'asks without encryption',
      check,
      ['testConfigurations', 0, 'httpConfiguration', 'preferHTTPS'],
      false,
    ),
    set('asks somebody else', webTest, ['request', 'requestUrl'], 'https://other.example/'),
    set('asks every quarter of an hour', webTest, ['frequency'], 900),
    set('at noon', window, ['startDateTime'], '2026-01-01 12:00'),
    set('for another machine', assignedWindow, ['resourceId'], machineId(other)),
    set('only notes down', assignment, ['enforcementMode'], 'DoNotEnforce'),
    set('not here', assignment, ['notScopes'], [idOf('').replace(/\/providers\/$/, '')]),
    set('images from anywhere', images, ['parameters', 'imagePrefix', 'value'], '/subscriptions/'),
    set('lets everything through', definition, ['policyRule', 'then', 'effect'], 'audit'),
    kind('an exemption from what guards', 'authorization:PolicyExemption', {
      exemptionCategory: 'Waiver',
      policyAssignmentId: idOf('Microsoft.Authorization/policyAssignments/x'),
    }),
  ];
}
