import type { JsonValue } from '#model/platform/rendering.ts';
import type { GuardrailKey } from '../guardrails.ts';

interface GuardrailRule {
  /** At most 128 characters; also what whoever is refused reads. */
  readonly displayName: string;
  /** `Indexed` leaves out what can carry no tags. */
  readonly mode: 'All' | 'Indexed';
  readonly rule: JsonValue;
}

const ruleType = 'Microsoft.Network/networkSecurityGroups/securityRules';
const everybody = ['*', '0.0.0.0/0', '::/0', 'Internet', 'Any'];

/** What Azure Policy refuses, by guardrail. */
export const guardrailRules: Readonly<Record<GuardrailKey, GuardrailRule>> = {
  'approved-images': {
    displayName: 'Machines start from approved images only.',
    mode: 'All',
    rule: {
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.Compute/virtualMachines' },
          { field: 'Microsoft.Compute/imageId', notLike: "[concat(parameters('imagePrefix'), '*')]" },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: this is how Azure Policy spells its rules
      then: { effect: 'deny' },
    },
  },
  'closed-by-default': {
    displayName: 'No rule opens a zone to everybody on every port.',
    mode: 'All',
    rule: {
      if: {
        allOf: [
          { field: 'type', equals: ruleType },
          { field: `${ruleType}/access`, equals: 'Allow' },
          { field: `${ruleType}/direction`, equals: 'Inbound' },
          { field: `${ruleType}/sourceAddressPrefix`, in: everybody },
          { field: `${ruleType}/destinationPortRange`, in: ['*', '0-65535'] },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: this is how Azure Policy spells its rules
      then: { effect: 'deny' },
    },
  },
  'no-public-address': {
    displayName: 'Servers have no address on the internet of their own.',
    mode: 'Indexed',
    rule: {
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.Network/networkInterfaces' },
          {
            field: 'Microsoft.Network/networkInterfaces/ipconfigurations[*].publicIpAddress.id',
            exists: true,
          },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: this is how Azure Policy spells its rules
      then: { effect: 'deny' },
    },
  },
  'owner-label': {
    displayName: 'Everything names its service and its owner.',
    mode: 'Indexed',
    rule: {
      if: {
        anyOf: ['service', 'owner', 'environment'].map((tag) => ({ field: `tags['${tag}']`, exists: false })),
      },
      // biome-ignore lint/suspicious/noThenProperty: this is how Azure Policy spells its rules
      then: { effect: 'deny' },
    },
  },
  'protected-data': {
    displayName: 'Disks, databases and copies are not deleted.',
    mode: 'Indexed',
    rule: {
      if: {
        allOf: [
          {
            field: 'type',
            in: [
              'Microsoft.Compute/disks',
              'Microsoft.DBforPostgreSQL/flexibleServers',
              'Microsoft.DataProtection/backupVaults',
              'Microsoft.KeyVault/vaults',
              'Microsoft.RecoveryServices/vaults',
            ],
          },
          // System disks, which go with their machine, carry no tags.
          { field: "tags['key']", exists: true },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: this is how Azure Policy spells its rules
      then: {
        effect: 'denyAction',
        details: { actionNames: ['delete'], cascadeBehaviors: { resourceGroup: 'deny' } },
      },
    },
  },
};
