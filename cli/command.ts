import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';

/** Where a command writes and what it may ask of its surroundings; tests give their own. */
export interface CommandIo {
  /** Writes a line to standard output. */
  readonly out: (line: string) => void;
  /** Writes a line to standard error. */
  readonly err: (line: string) => void;
  readonly lang: Lang;
  /** May escape codes be written? Standard output is a terminal and NO_COLOR is unset. */
  readonly colour: boolean;
  /** Width of the terminal in characters; left out where there is none, and lines are then not wrapped. */
  readonly columns?: number;
  readonly now: () => Date;
  readonly cwd: string;
  /** Aborted by the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
  /** Gives a later Ctrl-C a meaning, once: without one it ends the process. Left out where there are no signals. */
  readonly onInsist?: (handle: () => void) => void;
}

/** One flag as the help explains it. */
export interface FlagHelp {
  /** As it is written, with the English name of its value: `--port N`, `--format text|json`. */
  readonly flag: string;
  readonly says: Text;
  readonly isRequired?: true;
}

/** What follows the name of a command. */
export interface Usage {
  /** Names of the words that must follow, in English: `DIR`. */
  readonly words: string;
  readonly flags: readonly FlagHelp[];
  /** What is told below the flags: what exit statuses mean, say. */
  readonly note?: Text;
}

/** One word of `grundval`. */
export interface Command {
  /** The word, or words, after `grundval`: `check`, `import devices`. */
  readonly name: string;
  /** One line for the list of commands, in both languages. */
  readonly summary: Text;
  readonly usage: Usage;
  /** A usage that the words after the name decide: the flags of a procedure. Null where they decide nothing. */
  usageFor?(words: readonly string[]): Promise<Usage | null>;
  /**
   * Runs it; the number is the exit status.
   *
   * @throws {GrundvalError} `usage/…` for a wrong call and any other code for what went wrong; the caller
   *   prints message and hint and exits with 2.
   */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}
