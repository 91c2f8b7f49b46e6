import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { WorkOrder, WorkSubject } from '#model/platform/work-order.ts';
import type { PlatformSlice, ZoneHere } from '../slice.ts';
import { type HypervisorWords, hypervisorWords } from './hypervisor-words.ts';

type Zone = PlatformSlice['plan']['zones'][number];

/** One adopted site with what every kind of work asks of it. */
export interface SiteWork {
  readonly slice: PlatformSlice;
  readonly declaration: Declaration;
  readonly site: WorkOrder['site'];
  readonly words: HypervisorWords;
  readonly service: (id: string) => Service | undefined;
  readonly zone: (id: string) => Zone | undefined;
  readonly zoneHere: (id: string) => ZoneHere | undefined;
  /** A group by its key, wherever it stands. */
  readonly group: (key: string) => ServerGroup | undefined;
  /** Groups that stand here but cannot be built, since no zone can be chosen. */
  readonly unplaced: readonly ServerGroup[];
}

/** What is known of a site, with look-ups made once. */
export function siteWork(slice: PlatformSlice, site: WorkOrder['site']): SiteWork {
  const { declaration, plan } = slice;
  const services = new Map(declaration.services.map((service) => [service.id, service]));
  const zones = new Map(plan.zones.map((zone) => [zone.id, zone]));
  const zonesHere = new Map(slice.zones.map((here) => [here.zone.id, here]));
  const groups = new Map(plan.groups.map((group) => [group.key, group]));
  return {
    slice,
    declaration,
    site,
    words: hypervisorWords(site.hypervisor),
    service: (id) => services.get(id),
    zone: (id) => zones.get(id),
    zoneHere: (id) => zonesHere.get(id),
    group: (key) => groups.get(key),
    unplaced: plan.groups.filter(
      ({ build, zone, platformSite }) => build && zone === null && platformSite === site.id,
    ),
  };
}

/** A service as the subject of work. */
export function serviceSubject(work: SiteWork, id: string): WorkSubject {
  return { kind: 'service', id, name: work.service(id)?.name ?? id };
}

/** A server as the subject of work. */
export function serverSubject({
  key,
  hostName,
}: {
  readonly key: string;
  readonly hostName: string;
}): WorkSubject {
  return { kind: 'server', id: key, name: hostName };
}
