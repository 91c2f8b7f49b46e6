import type { NetworkFile } from '../declaration/network.ts';
import type { Platform } from '../declaration/values.ts';
import type { DeclaredPlace } from './declared-place.ts';

/**
 * A network of a zone. Its first address is the router's; the next two are left free, because Azure takes the
 * first three of every subnet.
 */
export interface PlannedSubnet {
  /** Platform sites it reaches, by id, sorted. Empty where only devices stand in it. */
  readonly platformSites: readonly string[];
  /** CIDR as declared. */
  readonly ipv4: string;
  readonly ipv4Router: string | null;
  /** CIDR; at most the first /64 of what is declared. Null where none is declared. */
  readonly ipv6: string | null;
  readonly ipv6Router: string | null;
}

/** A zone of the environment: its servers, or the devices that reach them. */
export interface PlannedZone {
  readonly id: string;
  readonly name: string;
  readonly kind: NetworkFile['zones'][number]['kind'];
  readonly platform: Platform;
  readonly vlan: number | null;
  /** Highest information class that may stand here. */
  readonly maximumClass: number;
  /** May servers of this environment stand here? Client zones are shared by all environments. */
  readonly holdsServers: boolean;
  readonly subnets: readonly PlannedSubnet[];
  /** Network roles that land here, by id, sorted. */
  readonly roles: readonly string[];
  readonly at: DeclaredPlace;
}
