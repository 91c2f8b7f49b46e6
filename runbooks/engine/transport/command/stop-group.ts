import type { SudoDialogue } from './attempt.ts';
import type { OpenSession } from './session.ts';

/** Runs the line that stops a process group, on a session of its own; true only where it was seen to be gone. */
export async function stopGroup(
  open: OpenSession,
  line: string,
  sudo: Pick<SudoDialogue, 'prompt' | 'password'> | null,
): Promise<boolean> {
  const opened = await open(line);
  if (opened.kind !== 'open') return false;
  const { session } = opened;
  let said = '';
  let isAnswered = false;
  if (sudo === null) session.endInput();
  for (let piece = await session.read(); piece !== null; piece = await session.read()) {
    if (piece.stream !== 'stderr' || sudo === null || isAnswered) continue;
    said += piece.bytes.toString('latin1');
    if (!said.includes(sudo.prompt)) continue;
    isAnswered = true;
    session.write(Buffer.from(`${sudo.password}\n`));
    session.endInput();
  }
  const end = await session.end;
  return end.kind === 'exit' && end.code === 0;
}
