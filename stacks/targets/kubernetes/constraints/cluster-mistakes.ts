import type { RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { viewCluster } from '../read/cluster-view.ts';
import { certificateRules } from './certificate-rules.ts';
import type { ClusterRule } from './cluster-rule.ts';
import { databaseRules } from './database-rules.ts';
import { exposureRules } from './exposure-rules.ts';
import { labelRules } from './label-rules.ts';
import { monitoringRules } from './monitoring-rules.ts';
import { ownerRules } from './owner-rules.ts';
import { protectionRules } from './protection-rules.ts';
import { publicationRules } from './publication-rules.ts';
import { referenceRules } from './reference-rules.ts';
import { selectorRules } from './selector-rules.ts';
import { workloadRules } from './workload-rules.ts';

/** All that is asked of the objects of a cluster. */
export const clusterRules: readonly ClusterRule[] = [
  ...certificateRules,
  ...databaseRules,
  ...exposureRules,
  ...labelRules,
  ...monitoringRules,
  ...ownerRules,
  ...protectionRules,
  ...publicationRules,
  ...referenceRules,
  ...selectorRules,
  ...workloadRules,
];

/** What our own standard would not take of the objects of a site, both layers together. */
export function clusterMistakes(resources: readonly RenderedResource[]): readonly BodyMistake[] {
  const view = viewCluster(resources);
  return clusterRules.flatMap((rule) => rule.find(view));
}
