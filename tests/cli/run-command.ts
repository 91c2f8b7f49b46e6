import { tmpdir } from 'node:os';
import type { Command, CommandIo } from '#cli/command.ts';
import { GrundvalError } from '#model/error.ts';

/** What a command said and left behind. */
export interface CommandOutcome {
  readonly status: number;
  readonly lines: readonly string[];
  readonly text: string;
  readonly errors: readonly string[];
}

/** Runs a command in this process, in Swedish and without colour unless told otherwise. */
export async function runCommand(
  command: Pick<Command, 'run'>,
  args: readonly string[],
  parts: Partial<CommandIo> = {},
): Promise<CommandOutcome> {
  const lines: string[] = [];
  const errors: string[] = [];
  const status = await command.run(args, {
    out: (line) => lines.push(line),
    err: (line) => errors.push(line),
    lang: 'sv',
    colour: false,
    now: () => new Date(),
    cwd: tmpdir(),
    signal: new AbortController().signal,
    ...parts,
  });
  return { status, lines, text: lines.join('\n'), errors };
}

/** Why a command refuses; one that does not is the test's own fault, and throws. */
export async function refusalOf(
  command: Pick<Command, 'run'>,
  args: readonly string[],
  parts: Partial<CommandIo> = {},
): Promise<GrundvalError> {
  const error: unknown = await runCommand(command, args, parts).catch((thrown: unknown) => thrown);
  if (error instanceof GrundvalError) return error;
  throw new Error(`expected a GrundvalError, got ${String(error)}`);
}
