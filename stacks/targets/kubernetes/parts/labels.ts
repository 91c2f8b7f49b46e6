import type { PlatformPlan } from '#model/platform/plan.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';

/** Keys of labels and annotations: they say what an object belongs to, never what it does. */
export const labelKeys = {
  managedBy: 'app.kubernetes.io/managed-by',
  environment: 'grundval.se/environment',
  zone: 'grundval.se/zone',
  service: 'grundval.se/service',
  role: 'grundval.se/role',
  server: 'grundval.se/server',
  disk: 'grundval.se/disk',
  form: 'grundval.se/form',
  failureDomain: 'grundval.se/failure-domain',
  wave: 'grundval.se/wave',
  logs: 'grundval.se/logs',
  holdsData: 'grundval.se/holds-data',
  released: 'grundval.se/released',
  exception: 'grundval.se/exception',
  guardrail: 'grundval.se/guardrail',
  eService: 'grundval.se/e-service',
  copy: 'grundval.se/copy',
} as const;

/** Value of a label or annotation where the plan has none: so that a lost one differs from one never asked for. */
export const none = 'none';

type Labels = { readonly [key: string]: string };
type Environment = Pick<PlatformPlan, 'environment'>;

/** Labels of everything of an environment. */
export function environmentLabels({ environment }: Environment): Labels {
  return { [labelKeys.managedBy]: 'grundval', [labelKeys.environment]: environment };
}

/** Labels of what belongs to a zone. */
export function zoneLabels(plan: Environment, zone: string): Labels {
  return { ...environmentLabels(plan), [labelKeys.zone]: zone };
}

/** Labels of what belongs to a service, and thereby to its owner. */
export function serviceLabels(plan: Environment, service: string): Labels {
  return { ...environmentLabels(plan), [labelKeys.service]: service };
}

/** Labels of what belongs to a server group. */
export function groupLabels(
  plan: Environment,
  group: Pick<ServerGroup, 'service' | 'role' | 'form'>,
): Labels {
  return {
    ...serviceLabels(plan, group.service),
    [labelKeys.role]: group.role,
    [labelKeys.form]: group.form,
  };
}

/** Labels by which a group's pods and volumes are found within its namespace. */
export function groupSelector({ service, role }: Pick<ServerGroup, 'service' | 'role'>): Labels {
  return { [labelKeys.service]: service, [labelKeys.role]: role };
}
