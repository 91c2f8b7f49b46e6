import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';

/** What stands on a platform site by the plan: what is built and what is only proposed. */
export interface SiteTotals {
  readonly site: Declaration['organisation']['platformSites'][number];
  readonly services: number;
  readonly servers: number;
  /** Servers of proposals, which are planned and never built; not among {@link servers}. */
  readonly proposedServers: number;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Of declared disks; a system disk is part of the size. */
  readonly diskGib: number;
  /** Services that stop if the site does, those on it included. */
  readonly falls: number;
}

/** The platform sites with what is built on each, in the order they are declared. */
export function siteTotals(declaration: Declaration, plan: PlatformPlan): readonly SiteTotals[] {
  return declaration.organisation.platformSites.map((site) => {
    const groups = plan.groups.filter(({ platformSite }) => platformSite === site.id);
    const built = groups.filter(({ build }) => build);
    const sum = (of: (group: (typeof groups)[number]) => number) =>
      built.reduce((total, group) => total + of(group), 0);
    const standing = plan.services
      .filter(
        ({ platformSite, stage }) => platformSite === site.id && (stage === 'in-use' || stage === 'retiring'),
      )
      .map(({ id }) => id);
    return {
      site,
      services: new Set(built.map(({ service }) => service)).size,
      servers: sum(({ servers }) => servers.length),
      proposedServers: groups.reduce((total, { build, servers }) => total + (build ? 0 : servers.length), 0),
      vcpus: sum(({ servers, vcpus }) => servers.length * vcpus),
      memoryGib: sum(({ servers, memoryGib }) => servers.length * memoryGib),
      diskGib: sum(
        ({ servers, disks }) => servers.length * disks.reduce((gib, { sizeGib }) => gib + sizeGib, 0),
      ),
      falls: standing.length + whatFallsWith(declaration, standing).services.length,
    };
  });
}
