import { TextDecoder } from 'node:util';
import type { CommandEnd, Connection, OutputChunk } from '../../transport/transport.ts';
import type { FollowOptions, StepEnd, StepRequest } from '../step-runner.ts';
import { endOfStep } from './end-of-step.ts';
import { parseStatus } from './parse-status.ts';
import { type OutputPlace, statusCommand } from './script-command.ts';
import { maxOutputBytes } from './step-script.ts';
import { stopStep } from './stop.ts';

interface Follow extends FollowOptions {
  /** Called once, when the step is first seen to run or to have run. */
  readonly onSeen?: () => Promise<void>;
}

const maxBytes = 512 * 1024;
const waitSeconds = 15;
/** How long after its own time a step may go on before it is stopped from here: its keeper has failed. */
const graceSeconds = 60;

/** Asks the host again and again how a step is, and gives what it says on, until it ends or the host is not to be reached. */
export async function followStep(
  connection: Connection,
  request: StepRequest,
  options: Follow,
): Promise<StepEnd> {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  let place: OutputPlace = { stdout: 0, stderr: 0 };
  let isSeen = false;
  let waited = 0;
  for (;;) {
    const answer = await ask(connection, request, place, options.signal);
    if (options.signal.aborted) {
      return { kind: 'cancelled', stopped: await stopStep(connection, request.unit) };
    }
    if ('lost' in answer) return { kind: 'lost', reason: answer.lost };
    const { status } = answer;
    const end = endOfStep(status);
    if (!isSeen && (status.state === 'running' || status.state === 'ended')) {
      isSeen = true;
      await options.onSeen?.();
    }
    for (const stream of ['stdout', 'stderr'] as const) {
      const text = decoders[stream].decode(status[stream].bytes, { stream: true });
      if (text !== '') await options.onOutput?.({ stream, text });
    }
    place = {
      stdout: place.stdout + status.stdout.bytes.byteLength,
      stderr: place.stderr + status.stderr.bytes.byteLength,
    };
    if (end !== null && place.stdout >= status.stdout.size && place.stderr >= status.stderr.size) {
      for (const chunk of lastWords(decoders, status.cut)) await options.onOutput?.(chunk);
      return end;
    }
    waited += status.waitedSeconds;
    if (end === null && waited > request.timeoutSeconds + graceSeconds) {
      return { kind: 'timeout', stopped: await stopStep(connection, request.unit) };
    }
  }
}

async function ask(connection: Connection, request: StepRequest, place: OutputPlace, signal: AbortSignal) {
  let text = '';
  const end = await connection.run(statusCommand(request, place, { maxBytes, waitSeconds }), {
    timeoutSeconds: waitSeconds + 45,
    signal,
    onOutput: (chunk) => {
      if (chunk.stream === 'stdout') text += chunk.text;
    },
  });
  const status = end.kind === 'exit' && end.code === 0 ? parseStatus(text) : null;
  return status === null ? { lost: describeEnd(end) } : { status };
}

/** Why the host did not say how the step is: never how the step ended. */
function describeEnd(end: CommandEnd): string {
  switch (end.kind) {
    case 'lost':
      return end.reason;
    case 'exit':
      return `the host did not say how the step is (exit ${end.code})`;
    case 'refused':
      return `the host refused to say how the step is: ${end.message}`;
    default:
      return `the host did not say how the step is (${end.kind})`;
  }
}

/** What is left of a character that never came whole, and that not all was kept. */
function lastWords(
  decoders: Readonly<Record<'stdout' | 'stderr', TextDecoder>>,
  isCut: boolean,
): readonly OutputChunk[] {
  const rest = (['stdout', 'stderr'] as const).map((stream) => ({ stream, text: decoders[stream].decode() }));
  const note = `[only the first ${maxOutputBytes / 1024 / 1024} MiB of output were kept]\n`;
  return [...rest, { stream: 'stderr' as const, text: isCut ? note : '' }].filter(({ text }) => text !== '');
}
