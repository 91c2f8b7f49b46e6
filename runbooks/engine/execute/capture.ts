import type { OutputSummary } from '../output/output-store.ts';
import { createRedactor } from '../output/redact.ts';
import type { OutputChunk } from '../transport/transport.ts';
import type { RunContext } from './run-context.ts';

/** Takes a step's output on its way: secrets out, told live, kept whole. */
export interface Capture {
  readonly onOutput: (chunk: OutputChunk) => Promise<void>;
  close(): Promise<OutputSummary>;
}

/** Begins to capture one step. A disk that takes no more halts the run. */
export async function openCapture(
  { outputs, secrets, log }: Pick<RunContext, 'outputs' | 'secrets' | 'log'>,
  host: string,
  step: string,
): Promise<Capture> {
  const sink = await outputs.open(host, step).catch((error: unknown) => {
    throw log.halt(error);
  });
  const redactors = { stdout: createRedactor(secrets), stderr: createRedactor(secrets) };

  async function pass(stream: OutputChunk['stream'], text: string): Promise<void> {
    if (text === '' || log.haltedBy !== null) return;
    const chunk = { stream, text };
    log.tell({ kind: 'output', host, step, chunk });
    try {
      await sink.write(chunk);
    } catch (error) {
      log.halt(error);
    }
  }

  return {
    onOutput: ({ stream, text }) => pass(stream, redactors[stream].push(text)),
    async close() {
      await pass('stdout', redactors.stdout.end());
      await pass('stderr', redactors.stderr.end());
      return await sink.close().catch((error: unknown) => {
        throw log.halt(error);
      });
    },
  };
}
