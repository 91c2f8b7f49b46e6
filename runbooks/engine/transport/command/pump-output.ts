import { readSudoRefusal } from '../sudo/sudo-refusal.ts';
import type { OutputChunk } from '../transport.ts';
import type { AttemptRequest, SudoDialogue } from './attempt.ts';
import { type Beginning, BeginReader, parseBeginning } from './begin-reader.ts';
import type { Session } from './session.ts';

/** What was seen of a session up to its end. */
export interface Pumped {
  readonly beginning: Beginning | null;
  /** What stood on the error stream before the command, or in its place. */
  readonly said: string;
}

/** What the reader of a session hears. */
export interface PumpListener {
  /** The command has begun, in this process group; before any of its output is handed out. */
  readonly onBegun: (group: number) => void;
  readonly onOutput: ((chunk: OutputChunk) => void | Promise<void>) | undefined;
  /** The output could not be handed out; from here on it is read and dropped, so that the command can be stopped. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Reads a session to its end: finds where the command begins, answers sudo once, gives the command its input, and hands
 * out its output as whole characters, one piece at a time.
 */
export async function pumpOutput(
  session: Session,
  { mark, stdin, sudo }: AttemptRequest,
  { onBegun, onOutput, onFailed }: PumpListener,
): Promise<Pumped> {
  const readers = { stdout: new BeginReader(mark), stderr: new BeginReader(mark) };
  // Each stream has its own: half a character of one must not meet half a character of the other.
  const decoders = {
    stdout: new TextDecoder('utf-8', { ignoreBOM: true }),
    stderr: new TextDecoder('utf-8', { ignoreBOM: true }),
  };
  let beginning: Beginning | null = null;
  let prompts = 0;
  let hasFailed = false;

  const begin = (said: string) => {
    beginning = parseBeginning(said);
    sudo?.onVerdict(prompts > 0 ? 'accepted' : 'unused');
    if (beginning?.kind === 'begun') {
      onBegun(beginning.group);
      if (stdin !== undefined) session.write(stdin);
    }
    session.endInput();
  };
  const answerSudo = ({ prompt, password, onVerdict }: SudoDialogue) => {
    const more = readers.stderr.newPrompts(prompt);
    if (more > 0 && prompts === 0) session.write(Buffer.from(`${password}\n`));
    if (more > 0 && prompts + more > 1) {
      onVerdict('rejected');
      session.endInput();
    }
    prompts += more;
  };
  const hand = async (stream: OutputChunk['stream'], text: string) => {
    if (text === '' || hasFailed) return;
    try {
      await onOutput?.({ stream, text });
    } catch (error) {
      hasFailed = true;
      onFailed(error);
    }
  };

  for (let piece = await session.read(); piece !== null; piece = await session.read()) {
    const { stream, bytes } = piece;
    const { own, said } = readers[stream].take(bytes);
    if (said !== null && beginning === null) begin(said);
    else if (stream === 'stderr' && beginning === null && sudo !== null) answerSudo(sudo);
    if (own.length > 0) await hand(stream, decoders[stream].decode(own, { stream: true }));
  }
  for (const stream of ['stdout', 'stderr'] as const) await hand(stream, decoders[stream].decode());
  const said = readers.stderr.before;
  if (sudo !== null && beginning === null && prompts > 0) {
    const refusal = readSudoRefusal(said);
    if (refusal !== null) sudo.onVerdict(refusal === 'sudo-password' ? 'rejected' : 'accepted');
  }
  return { beginning, said };
}
