import { GrundvalError } from '#model/error.ts';
import type { CommandIo } from './command.ts';
import { commands } from './commands/index.ts';
import { readSurroundings } from './config.ts';
import { describeFailure } from './failure.ts';
import { findCommand } from './find-command.ts';
import { help, helpFor } from './help.ts';
import { version } from './version.ts';

const { argv, lang, colour, showStacks } = readSurroundings(process);
const stop = new AbortController();
const io: CommandIo = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  lang,
  colour,
  now: () => new Date(),
  cwd: process.cwd(),
  signal: stop.signal,
};

// The first signal asks the command to end in good order, the second one no longer asks.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort(signal)));
}
// `grundval check | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(argv).catch((error: unknown) => {
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
    io.out(help(commands, lang));
    return words.length === 0 ? 2 : 0;
  }
  const { command, rest } = findCommand(commands, words);
  if (asksForHelp) {
    io.out(helpFor(command, lang));
    return 0;
  }
  return command.run(rest, io);
}
