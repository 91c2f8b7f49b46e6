import type { KnownHost } from './host-keys/known-hosts.ts';
import type { Limits } from './limits/limits.ts';
import type { SudoGate } from './sudo/sudo-gate.ts';

/** What both ways over SSH are made with. */
export interface TransportOptions {
  readonly knownHosts: readonly KnownHost[];
  /** Of the run: shared by all transports, or the password could be tried once in each. */
  readonly sudo: SudoGate;
  readonly limits: Limits;
  /** Silent for three times as long, a connection is lost. */
  readonly keepaliveSeconds: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}
