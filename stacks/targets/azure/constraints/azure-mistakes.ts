import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { indexResources } from '../read/resource-index.ts';
import { addressRules } from './address-rules.ts';
import { alarmRules } from './alarm-rules.ts';
import { backupRules } from './backup-rules.ts';
import { type BodyRule, judgeBody } from './body-rule.ts';
import { closingRules } from './closing-rules.ts';
import { computeRules } from './compute-rules.ts';
import { dataRules } from './data-rules.ts';
import { entryRules } from './entry-rules.ts';
import { grantRules } from './grant-rules.ts';
import { machineRules } from './machine-rules.ts';
import { nameRules } from './name-rules.ts';
import { networkRules } from './network-rules.ts';
import { operationsRules } from './operations-rules.ts';
import { placementRules } from './placement-rules.ts';
import { platformAccessRules } from './platform-access-rules.ts';
import { publicRules } from './public-rules.ts';
import { referenceRules } from './reference-rules.ts';
import { scriptRules } from './script-rules.ts';
import { securityRuleRules } from './security-rule-rules.ts';
import type { WholeRule } from './whole-rules.ts';

/** What is asked of bodies, kind by kind. */
export const bodyRules: readonly BodyRule[] = [
  ...backupRules,
  ...computeRules,
  ...dataRules,
  ...nameRules,
  ...networkRules,
  ...operationsRules,
  ...publicRules,
];

/** What is asked of resources together. */
export const wholeRules: readonly WholeRule[] = [
  ...addressRules,
  ...alarmRules,
  ...closingRules,
  ...entryRules,
  ...grantRules,
  ...machineRules,
  ...placementRules,
  ...platformAccessRules,
  ...referenceRules,
  ...scriptRules,
  ...securityRuleRules,
];

/** What Azure, or our own standard, would not take of the resources of a site, both layers together. */
export function azureMistakes(resources: readonly RenderedResource[]): readonly BodyMistake[] {
  const index = indexResources(resources);
  const byType = Map.groupBy<string, BodyRule>(bodyRules, ({ type }) => type);
  return [
    ...resources.flatMap((resource) => judgeBody(resource, byType.get(resource.type) ?? [])),
    ...wholeRules.flatMap((rule) => rule.find(index)),
  ];
}
