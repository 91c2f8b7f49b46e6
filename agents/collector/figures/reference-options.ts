import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { runnableServers } from '#model/platform/runnable-servers.ts';
import type { ParameterReference } from '#model/runs/procedure-summary.ts';

/** Something declared that a field can name. */
export interface ReferenceOption {
  readonly value: string;
  /** What it is called among people; the value itself where it has no other name. */
  readonly name: string;
  /** What it belongs to: the service of a server; null where it belongs to nothing. */
  readonly within: string | null;
}

/** What fields may name; null where nobody knows, since the snapshot has no plan. */
export type ReferenceOptions = Readonly<Record<ParameterReference, readonly ReferenceOption[] | null>>;

/** What is declared and planned, as the fields of a form offer it. */
export function referenceOptions(declaration: Declaration, plan: PlatformPlan | null): ReferenceOptions {
  const { platformSites } = declaration.organisation;
  const serviceName = new Map(declaration.services.map(({ id, name }) => [id, name]));
  const servers = plan === null ? null : runnableServers(declaration, plan);
  const groups = servers?.groups ?? null;
  const nameOf = (service: string): string => serviceName.get(service) ?? service;
  return {
    service: declaration.services
      .filter(({ id }) => groups === null || groups.some(({ service }) => service === id))
      .map(({ id, name }) => ({ value: id, name, within: null }))
      .toSorted((a, b) => compareText(a.name, b.name)),
    'platform-site': platformSites.map(({ id, name }) => ({ value: id, name, within: null })),
    'failure-domain': platformSites.flatMap(({ name, failureDomains }) =>
      failureDomains.map((domain) => ({ value: domain, name: domain, within: name })),
    ),
    'server-role':
      groups === null
        ? null
        : [...new Set(groups.map(({ role }) => role))]
            .toSorted(compareText)
            .map((role) => ({ value: role, name: role, within: null })),
    'server-group':
      groups === null
        ? null
        : groups.map(({ service, role }) => ({
            value: `${service}/${role}`,
            name: `${service}/${role}`,
            within: nameOf(service),
          })),
    server:
      servers === null
        ? null
        : [
            ...servers.groups.flatMap((group) =>
              group.servers.map(({ id }) => ({ value: id, name: id, within: nameOf(group.service) })),
            ),
            ...servers.others.map(({ id, name }) => ({ value: id, name, within: null })),
          ],
  };
}
