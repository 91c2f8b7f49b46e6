/** Why a source gave nothing; each maps to one section status. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly status: 'timeout' | 'denied' | 'unsupported';

  constructor(status: 'timeout' | 'denied' | 'unsupported', reason: string) {
    super(reason);
    this.status = status;
  }
}

/** What a command printed. A non-zero exit is an answer where the caller lists it as expected, else `denied`. */
export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Kills the command and its children after this long. */
  readonly timeoutSeconds: number;
  /** Exit codes that are an answer; default `[0]`. */
  readonly exitCodes?: readonly number[];
  /** Written to the program's standard input; without it that is empty. */
  readonly input?: string;
  /** Largest output read, in bytes; default 32 MiB. More is `denied`. */
  readonly maximumBytes?: number;
}

export interface FileStatus {
  readonly modifiedAt: Date;
  readonly sizeBytes: number;
  readonly isDirectory: boolean;
}

/**
 * The device as probes see it: files and commands, nothing else. Tests give a host over a folder and a
 * table of outputs. Every method that finds nothing throws {@link SourceError}; absence is `unsupported`,
 * lack of permission `denied`.
 */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly now: () => Date;
  /** Reads a text file as UTF-8. */
  readText(path: string): Promise<string>;
  /** Like {@link readText}, but null where the file does not exist. */
  readTextIfPresent(path: string): Promise<string | null>;
  /** Names in a folder, sorted; empty where the folder does not exist. */
  list(path: string): Promise<readonly string[]>;
  /** Null where there is no such file. Follows links. */
  status(path: string): Promise<FileStatus | null>;
  /** Target of a symbolic link; null where it is none. */
  readLink(path: string): Promise<string | null>;
  /** Runs a program without a shell, with `LC_ALL=C` and a fixed PATH. */
  run(program: string, args: readonly string[], options: CommandOptions): Promise<CommandOutput>;
  /** Capacity of the file system at a mount point; null where it cannot be read. */
  capacity(mount: string): Promise<{ readonly sizeBytes: number; readonly usedPercent: number } | null>;
}
