import type { OutputChunk } from '../transport/transport.ts';

/** What a step said, once it has ended. */
export interface OutputSummary {
  /** SHA-256 of the whole output as it is kept; null where there was none. */
  readonly sha256: string | null;
  /** Its last line that is not empty, shortened; for notes. */
  readonly last: string;
}

/** Takes the output of one step. */
export interface OutputSink {
  /** Resolves when more may come: a slow disk slows the host. */
  write(chunk: OutputChunk): void | Promise<void>;
  close(): Promise<OutputSummary>;
}

/** Where whole outputs are kept. A step that is followed anew has its output from the first byte again. */
export interface OutputStore {
  open(host: string, step: string): Promise<OutputSink>;
}
