/** How long a server may take for each way of stopping, in milliseconds. */
export interface Patience {
  /** Fast shutdown: sessions are ended, everything is written. */
  readonly fastMs: number;
  /** Immediate shutdown: nothing is written; the next start recovers. PostgreSQL itself takes 5 s for stuck sessions. */
  readonly immediateMs: number;
}

export const usualPatience: Patience = { fastMs: 30_000, immediateMs: 10_000 };

/** A server process, whether a child of ours or one found in the process table. */
export interface Stoppable {
  signal(name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void;
  /** Resolves with true once it has ended, with false where it has not within the time. */
  hasEnded(withinMs: number): Promise<boolean>;
}

/**
 * Stops a server: fast shutdown, where that takes too long the immediate one, last the kernel's.
 * Signals as in "Shutting Down the Server" of the PostgreSQL manual.
 *
 * @returns which of the ways ended it
 */
export async function endServer(
  server: Stoppable,
  patience: Patience = usualPatience,
): Promise<'fast' | 'immediate' | 'killed'> {
  server.signal('SIGINT');
  if (await server.hasEnded(patience.fastMs)) return 'fast';
  server.signal('SIGQUIT');
  if (await server.hasEnded(patience.immediateMs)) return 'immediate';
  server.signal('SIGKILL');
  await server.hasEnded(patience.immediateMs);
  return 'killed';
}
