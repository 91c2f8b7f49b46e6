import type { OpenSession } from './command/session.ts';
import type { HostKeyRules } from './host-keys/host-key-rules.ts';
import type { ConnectFailure, Hop } from './transport.ts';

/** An authenticated connection to one computer, host or bastion. */
export interface Link {
  readonly open: OpenSession;
  /** Settles once it is gone, for whatever reason. */
  readonly gone: Promise<void>;
  close(): Promise<void>;
}

/** One computer to be reached, and the way to it. */
export interface Call<L extends Link> {
  readonly hop: Hop;
  /** What messages call it. */
  readonly at: string;
  readonly rules: HostKeyRules;
  /** The last bastion before it; null where it is reached directly. */
  readonly through: L | null;
  /** Whether it tears connections down as a matter of course, as Windows does. */
  readonly isTorn: boolean;
  /** Aborted with `timeout` or `cancelled` as its reason. */
  readonly signal: AbortSignal;
}

export type Reached<L extends Link> = { readonly link: L } | { readonly failure: ConnectFailure };

/** Makes one connection, once; the part in which the two transports differ. */
export type Dial<L extends Link> = (call: Call<L>) => Promise<Reached<L>>;
