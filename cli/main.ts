import { GrundvalError } from '#model/error.ts';
import type { CommandIo } from './command.ts';
import { commands } from './commands/index.ts';
import { readSurroundings } from './config.ts';
import { describeFailure, firstFailure } from './failure.ts';
import { findCommand } from './find-command.ts';
import { help, helpFor } from './help.ts';
import { stopOnSignal } from './stop-signal.ts';
import { version } from './version.ts';

const { argv, lang, colour, showStacks } = readSurroundings(process);
// The first signal asks the command to end in good order, a later one no longer asks.
let insist: (() => void) | null = null;
const signal = stopOnSignal(
  process,
  () => performance.now(),
  () => {
    if (insist === null) process.exit(130);
    const handle = insist;
    insist = null;
    handle();
  },
);
const io: CommandIo = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  lang,
  colour,
  ...(process.stdout.columns === undefined ? {} : { columns: process.stdout.columns }),
  now: () => new Date(),
  cwd: process.cwd(),
  signal,
  onInsist: (handle) => {
    insist = handle;
  },
};

// A reader that has left (`grundval check | head`) or a terminal that was closed takes nothing more. That is
// no fault, and must not keep what runs from stopping in good order.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

process.exitCode = await run(argv).catch((thrown: unknown) => {
  const error = firstFailure(thrown);
  for (const line of describeFailure(error, io)) io.err(line);
  if (showStacks && error instanceof Error) io.err(error.stack ?? '');
  return error instanceof GrundvalError ? 2 : 70;
});

async function run(words: readonly string[]): Promise<number> {
  if (words[0] === '--version') {
    io.out(version);
    return 0;
  }
  const asksForHelp = words.some((word) => word === '--help' || word === '-h');
  if (words.length === 0 || (asksForHelp && words[0]?.startsWith('-')) || words[0] === 'help') {
    io.out(help(commands, io));
    return words.length === 0 ? 2 : 0;
  }
  const { command, rest } = findCommand(commands, words);
  if (asksForHelp) {
    const usage = (await command.usageFor?.(rest)) ?? command.usage;
    io.out(helpFor({ ...command, usage }, io));
    return 0;
  }
  return command.run(rest, io);
}
