import { stockholmZone } from '../stockholm-zone.ts';
import { type BodyRule, between, formed, oneOf, required, requiredList, rulesOf } from './body-rule.ts';

const spans = [
  'PT5M',
  'PT10M',
  'PT15M',
  'PT30M',
  'PT45M',
  'PT1H',
  'PT2H',
  'PT3H',
  'PT4H',
  'PT5H',
  'PT6H',
  'P1D',
  'P2D',
];
const weekday = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';

/** What is asked of monitoring, maintenance and guardrails. */
export const operationsRules: readonly BodyRule[] = [
  ...rulesOf('azure-native:monitor:ScheduledQueryRule', [
    oneOf('enabled', [true], false),
    between('severity', 0, 4),
    // At once, and it says so itself when it is over.
    oneOf('criteria.allOf[].failingPeriods.numberOfEvaluationPeriods', [1], 8),
    oneOf('criteria.allOf[].failingPeriods.minFailingPeriodsToAlert', [1], 8),
    oneOf('autoMitigate', [true], false),
    oneOf('windowSize', spans, 'P30D'),
    oneOf('evaluationFrequency', spans.slice(0, -1), 'P7D'),
    requiredList('criteria.allOf'),
    required('criteria.allOf[].query'),
    requiredList('actions.actionGroups'),
    requiredList('scopes'),
  ]),
  ...rulesOf('azure-native:monitor:ActionGroup', [
    oneOf('enabled', [true], false),
    formed('groupShortName', /^.{1,12}$/, 'at most 12 characters', 'en-alldeles-for-lang'),
    requiredList('armRoleReceivers'),
    // All alarms in one form, whatever they are about.
    oneOf('armRoleReceivers[].useCommonAlertSchema', [true], false),
  ]),
  ...rulesOf('azure-native:monitor:DataCollectionRule', [
    requiredList('destinations.logAnalytics'),
    requiredList('dataFlows'),
  ]),
  ...rulesOf('azure-native:monitor:DataCollectionRuleAssociation', [
    required('resourceUri'),
    required('dataCollectionRuleId'),
  ]),
  ...rulesOf('azure-native:monitor:DiagnosticSetting', [
    required('workspaceId'),
    oneOf('logs[].enabled', [true], false),
  ]),
  ...rulesOf('azure-native:operationalinsights:Workspace', [
    // Logs are evidence for a year.
    between('retentionInDays', 365, 730),
    // Who may read a server's logs is who may read the server.
    oneOf('features.enableLogAccessUsingOnlyResourcePermissions', [true], false),
    oneOf('features.disableLocalAuth', [true], false),
  ]),
  ...rulesOf('azure-native:applicationinsights:Component', [
    oneOf('ingestionMode', ['LogAnalytics'], 'ApplicationInsights'),
    required('workspaceResourceId'),
    oneOf('disableLocalAuth', [true], false),
  ]),
  ...rulesOf('azure-native:applicationinsights:WebTest', [
    oneOf('enabled', [true], false),
    oneOf('frequency', [300, 600, 900], 60),
    between('timeout', 1, 120),
    // One question that is lost on its way is no interruption.
    oneOf('retryEnabled', [true], false),
    oneOf('request.followRedirects', [true], false),
    oneOf('validationRules.expectedHttpStatusCode', [200], 500),
    oneOf('validationRules.ignoreHttpStatusCode', [false], true),
    requiredList('locations'),
    formed('request.requestUrl', /^https?:\/\//, 'an address of the web', 'ftp://x'),
  ]),
  ...rulesOf('azure-native:maintenance:MaintenanceConfiguration', [
    formed('duration', /^(01:[3-5]\d|02:[0-5]\d|03:([0-4]\d|5[0-5]))$/, 'from 01:30 to 03:55', '04:00'),
    formed('recurEvery', new RegExp(`^(Day|Week ${weekday})$`), 'Day, or Week and a day', 'Month'),
    formed(
      'startDateTime',
      /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d$/,
      'a day and a time',
      '2026-01-01 24:00',
    ),
    oneOf('timeZone', [stockholmZone], 'UTC'),
    oneOf('maintenanceScope', ['InGuestPatch'], 'Host'),
    oneOf('extensionProperties.InGuestPatchMode', ['User'], 'Platform'),
  ]),
  ...rulesOf('azure-native:maintenance:ConfigurationAssignment', [
    required('maintenanceConfigurationId'),
    required('resourceId'),
    oneOf('providerName', ['Microsoft.Compute'], 'Microsoft.Web'),
  ]),
  ...rulesOf('azure-native:authorization:PolicyDefinition', [
    formed('displayName', /^.{1,128}$/, 'at most 128 characters', 'x'.repeat(129)),
    oneOf('mode', ['All', 'Indexed'], 'Some'),
    oneOf('policyRule.then.effect', ['deny', 'denyAction'], 'audit'),
  ]),
  ...rulesOf('azure-native:authorization:PolicyAssignment', [
    oneOf('enforcementMode', ['Default'], 'DoNotEnforce'),
    formed(
      'scope',
      /^\/subscriptions\/[0-9a-f-]{36}(\/resourceGroups\/[^/]+)?$/,
      'a subscription or a group of it',
      '/',
    ),
    required('policyDefinitionId'),
  ]),
];
