import type { DeclaredPlace } from './declared-place.ts';

/** An address and where it comes from; derived from the server's own name alone, never from its neighbours. */
export interface PlannedAddress {
  readonly address: string;
  readonly source: 'declared' | 'derived';
}

/** One server of a group. */
export interface PlannedServer {
  /** `treserva/app/1`: what everything about this server is derived from. */
  readonly key: string;
  /** Id among devices (`serverId`): `treserva-app-1`. */
  readonly id: string;
  /** From 1. */
  readonly number: number;
  /** DNS label, at most 63 characters; begins with the environment where that is not production. */
  readonly hostName: string;
  /** At most 15 characters, as Windows and NetBIOS need. */
  readonly computerName: string;
  /** Null where there is none; an issue of the plan says why. */
  readonly ipv4: PlannedAddress | null;
  /** Null where the zone has no IPv6 network, or as for IPv4. */
  readonly ipv6: PlannedAddress | null;
  /** Part of the platform site it stands in, by id; null where the site has none. */
  readonly failureDomain: string | null;
}

/** How well a group stands up to the loss of a part of its site. */
export type Redundancy =
  /** The service level asks for none. */
  | 'not-asked'
  /** Asked for, and servers stand in at least two failure domains. */
  | 'met'
  /** Asked for, but there is one server. */
  | 'one-server'
  /** Asked for, but the site has fewer than two failure domains. */
  | 'one-domain';

/**
 * What a group becomes on a target that has more than machines: a database that the platform runs, or containers.
 * On an adopted site all are machines.
 */
export type GroupForm = 'machines' | 'managed-database' | 'containers';

/** The servers of one role of a service. */
export interface ServerGroup {
  /** `treserva/app` */
  readonly key: string;
  /** DNS label of at most 63 characters, for names of resources: `treserva-app`. */
  readonly name: string;
  readonly service: string;
  readonly role: string;
  /** False while the service is only proposed: planned and priced, never built. */
  readonly build: boolean;
  /** Platform site, by id. */
  readonly platformSite: string;
  /** Zone, by id; null where none can be chosen, with an issue. */
  readonly zone: string | null;
  readonly zoneSource: 'declared' | 'by-class';
  /** Class of the service, 0–4; null = not classified. */
  readonly level: number | null;
  readonly size: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly image: string;
  readonly engine: string | null;
  readonly form: GroupForm;
  readonly disks: readonly { readonly name: string; readonly sizeGib: number }[];
  /** Most servers under load; equals the number of servers where nothing more is declared. */
  readonly maxCount: number;
  /** Must two servers stand apart, or should they? */
  readonly antiAffinity: 'required' | 'preferred';
  readonly redundancy: Redundancy;
  readonly servers: readonly PlannedServer[];
  readonly at: DeclaredPlace;
}
