import type { Component, Target } from '../target.ts';
import { backupPlan } from './backup-plan.ts';
import { certificate } from './certificate.ts';
import { clusterMistakes } from './constraints/cluster-mistakes.ts';
import { dataDisk } from './data-disk.ts';
import { database } from './database.ts';
import { eService } from './e-service.ts';
import { flow } from './flow.ts';
import { guardrail } from './guardrail.ts';
import { judgeReach } from './judge-reach.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { monitoring } from './monitoring.ts';
import { name } from './name.ts';
import { readMeaning } from './read-meaning.ts';
import { serverGroup } from './server-group.ts';
import { zone } from './zone.ts';

const components: readonly Component[] = [
  backupPlan,
  certificate,
  dataDisk,
  database,
  eService,
  flow,
  guardrail,
  maintenanceWindow,
  monitoring,
  name,
  serverGroup,
  zone,
];

/** A cluster in a hall of our own: KubeVirt, CloudNativePG, Gateway API, cert-manager, Velero and Prometheus. */
export const kubernetesTarget: Target = {
  kind: 'kubernetes',
  components,
  readMeaning,
  judgeReach,
  findMistakes: clusterMistakes,
};
