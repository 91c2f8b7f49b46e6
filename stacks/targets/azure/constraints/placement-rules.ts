import type { AzureType } from '../azure-resource.ts';
import { tagOf, textAt } from '../read/look.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

/** Kinds that hold data: they are protected and left behind, whatever else changes. */
const dataTypes: ReadonlySet<string> = new Set<AzureType>([
  'azure-native:compute:Disk',
  'azure-native:dataprotection:BackupInstance',
  'azure-native:dataprotection:BackupPolicy',
  'azure-native:dataprotection:BackupVault',
  'azure-native:dbforpostgresql:Server',
  'azure-native:keyvault:Vault',
  'azure-native:operationalinsights:Workspace',
  'azure-native:recoveryservices:ProtectedItem',
  'azure-native:recoveryservices:ProtectionPolicy',
  'azure-native:recoveryservices:Vault',
]);

/** Kinds that lie in no region. */
const globalTypes: ReadonlySet<string> = new Set<AzureType>([
  'azure-native:dns:Zone',
  'azure-native:monitor:ActionGroup',
  'azure-native:privatedns:PrivateZone',
  'azure-native:privatedns:VirtualNetworkLink',
]);

/** Kinds that carry no tags. */
const untaggedTypes: ReadonlySet<string> = new Set<AzureType>([
  'azure-native:authorization:PolicyAssignment',
  'azure-native:authorization:PolicyDefinition',
  'azure-native:dataprotection:BackupPolicy',
  'azure-native:dns:RecordSet',
  'azure-native:maintenance:ConfigurationAssignment',
  'azure-native:monitor:DataCollectionRuleAssociation',
  'azure-native:monitor:DiagnosticSetting',
  'azure-native:network:SecurityRule',
  'azure-native:network:Subnet',
  'azure-native:privatedns:PrivateRecordSet',
  'azure-native:resources:Deployment',
]);

/** What is asked of all kinds: where they lie, whose they are, and what is not let go of. */
export const placementRules: readonly WholeRule[] = [
  {
    about: 'Everything lies in the region of its resource groups.',
    find: (index) => {
      const region = textAt(index.ofType('azure-native:resources:ResourceGroup')[0]?.inputs, 'location');
      return index.all.flatMap((resource) => {
        const expected = globalTypes.has(resource.type) ? 'global' : region;
        return [['location'], ['properties', 'dataSourceInfo', 'resourceLocation']].flatMap((path) => {
          const location = textAt(resource.inputs, ...path);
          return location === null || expected === null || location === expected
            ? []
            : [mistake(resource, path.join('.'), location, expected)];
        });
      });
    },
  },
  {
    about: 'Everything that can be tagged names its service, environment and owner.',
    find: (index) =>
      index.all
        .filter(({ type }) => !untaggedTypes.has(type))
        .flatMap((resource) =>
          ['service', 'environment', 'owner']
            .filter((tag) => (tagOf(resource, tag) ?? '') === '')
            .map((tag) => mistake(resource, `tags.${tag}`, 'nothing', 'a text')),
        ),
  },
  {
    about: 'What holds data is protected.',
    find: (index) =>
      index.all
        .filter(({ type, holdsData }) => dataTypes.has(type) && !holdsData)
        .map((resource) => mistake(resource, 'holdsData', 'false', 'true')),
  },
];
