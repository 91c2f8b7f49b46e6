/** A computer on the way to a host, with the same strictness about its keys as the host itself. */
export interface Hop {
  /** Host name or address. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Public keys it may show, as in known_hosts: `ssh-ed25519 AAAA…`. Empty: those of known_hosts only. */
  readonly hostKeys: readonly string[];
}

/** A host and the way to it. */
export interface HostAddress extends Hop {
  /** Id among declared devices; what journal and output call it. */
  readonly id: string;
  readonly system: 'linux' | 'windows';
  /** Bastions, outermost first. */
  readonly jumps: readonly Hop[];
}

/** What is run on a host. Never a shell string: each argument arrives as it is. */
export interface RemoteCommand {
  readonly argv: readonly [string, ...string[]];
  /** A folder that is not there is an error, and nothing is run. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  /** As root, by sudo: without a password where it may, else with the one asked for once a run. */
  readonly asRoot?: boolean;
}

/** Output as it comes, whole characters only. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** How a command ended. Only `exit` says what the program itself says; `lost` is never success. */
export type CommandEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  /** The connection went away: nobody knows what became of the command. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** Not ended within its time; it was told to stop, `stopped` where that was seen to succeed. */
  | { readonly kind: 'timeout'; readonly stopped: boolean }
  | { readonly kind: 'cancelled'; readonly stopped: boolean }
  /** It never began: the folder is not there, sudo refused, no session was given. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string };

export type RefusalReason = 'no-folder' | 'sudo-password' | 'sudo-not-allowed' | 'no-session' | 'no-program';

export interface RunOptions {
  /** Seconds until it is told to stop; every command has an end. */
  readonly timeoutSeconds: number;
  /** Aborted: the command and all its children are told to stop. */
  readonly signal: AbortSignal;
  /** Called in order; the next chunk is read once it has returned, so a slow reader slows the host, not the memory. */
  readonly onOutput?: (chunk: OutputChunk) => void | Promise<void>;
}

/** An open way to a host. */
export interface Connection {
  readonly host: HostAddress;
  run(command: RemoteCommand, options: RunOptions): Promise<CommandEnd>;
  /** Ends it; commands that run on it end as `lost`. */
  close(): Promise<void>;
}

/** Why there is no connection. */
export interface ConnectFailure {
  readonly reason:
    | 'unknown-host-key'
    | 'changed-host-key'
    | 'revoked-host-key'
    | 'authentication'
    | 'unreachable'
    | 'timeout'
    | 'lost-before-handshake'
    | 'cancelled';
  /** Which computer: the host's id, or the address of a hop. */
  readonly at: string;
  readonly message: string;
  /** The key it showed, as in known_hosts, where that is why: for a person to compare and, maybe, to trust. */
  readonly hostKey?: string;
  /** Where that was, as known_hosts names it. */
  readonly hop?: Pick<Hop, 'address' | 'port'>;
}

export type ConnectResult = { readonly connection: Connection } | { readonly failure: ConnectFailure };

export interface ConnectOptions {
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** A way of reaching hosts over SSH. Expected failures are values; only wrong use throws. */
export interface Transport {
  readonly name: 'ssh2' | 'openssh';
  connect(host: HostAddress, options: ConnectOptions): Promise<ConnectResult>;
  /** Closes every connection, those through bastions last. */
  close(): Promise<void>;
}
