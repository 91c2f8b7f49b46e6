import type { CommandEnd } from '../transport.ts';

/** One try of a command on a session of its own. */
export type Attempt =
  | CommandEnd
  /** The host gave no session: nothing was sent, and it may be asked again. */
  | { readonly kind: 'no-session'; readonly message: string }
  /** The session ended before the command began; `said` is what stood on its error stream instead. */
  | { readonly kind: 'not-begun'; readonly said: string; readonly how: string };

/** What is needed to run a command line and to stop it again. */
export interface AttemptRequest {
  readonly line: string;
  /** Stands before all that the wrapper around the command says. */
  readonly mark: string;
  /** What its input gets once it has begun. */
  readonly stdin: Uint8Array | undefined;
  /** The line that stops the process group of this number, as the same user. */
  readonly stopLine: (group: number) => string;
  /** Where sudo asks for a password: asked by this prompt it is given, once. */
  readonly sudo: SudoDialogue | null;
}

export interface SudoDialogue {
  readonly prompt: string;
  readonly password: string;
  readonly onVerdict: (verdict: 'accepted' | 'rejected' | 'unused') => void;
}
