import type { DeclaredPlace } from './declared-place.ts';

/** One end of a flow, as the network knows it. */
export type FlowEnd =
  /** Addresses outside all zones. */
  | { readonly kind: 'internet' }
  /** Every address of a zone. A role of the network is its zone: the network tells zones apart, not roles. */
  | { readonly kind: 'zone'; readonly zone: string }
  /** The servers of one role of a service. */
  | { readonly kind: 'group'; readonly service: string; readonly role: string }
  /** A service without servers of ours: bought, or run by somebody else. */
  | { readonly kind: 'outside'; readonly service: string };

/** Why a flow is open: one declared line, and what it says of login. */
export interface FlowReason {
  /** Service that declares it, by id. */
  readonly service: string;
  readonly authenticated: boolean;
  readonly by: string | null;
  /** Ends as declared: `role:vard-klient`, `app`. */
  readonly from: string;
  readonly to: string;
  readonly at: DeclaredPlace;
}

/** One thing that is open. What no planned flow opens is closed. */
export interface PlannedFlow {
  /** `group:castor/app>group:castor/db:tcp/1433` */
  readonly key: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** False where any of its reasons lets in who has not said who it is. */
  readonly authenticated: boolean;
  /** False while all who declare it, or a service at an end, are only proposed: then it is closed. */
  readonly build: boolean;
  /** Has at least one end in our network, so that we can open or close it. */
  readonly ours: boolean;
  readonly reasons: readonly FlowReason[];
}
