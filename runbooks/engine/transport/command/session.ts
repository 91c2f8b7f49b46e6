/** Bytes as they come from a host. */
export interface OutputBytes {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Buffer;
}

/** How one command line ended, as the protocol says it. */
export type SessionEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'lost'; readonly reason: string }
  /** It never was: the host gave no session, which the OpenSSH client tells only at the end. */
  | { readonly kind: 'no-session'; readonly message: string };

/** One command line on its way on a connection. */
export interface Session {
  /** Next bytes in the order they came; null at the end of both streams. Asking for more makes room for more. */
  read(): Promise<OutputBytes | null>;
  /** Gives bytes to its input. */
  write(bytes: Uint8Array): void;
  endInput(): void;
  /** Settles once both streams are at their end, or the connection is gone; never rejects. */
  readonly end: Promise<SessionEnd>;
  /** Closes it without waiting for anything. */
  abandon(): void;
}

export type OpenedSession =
  | { readonly kind: 'open'; readonly session: Session }
  /** The host gives no more sessions: the command has not begun. */
  | { readonly kind: 'no-session'; readonly message: string }
  | { readonly kind: 'lost'; readonly reason: string };

/** Opens one more session on a connection; never rejects, but may never settle where the host is silent. */
export type OpenSession = (line: string) => Promise<OpenedSession>;
