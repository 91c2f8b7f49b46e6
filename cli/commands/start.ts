import { resolve } from 'node:path';
import { readDeclaration } from '#model/declaration/load.ts';
import type { Command } from '../command.ts';
import { readStartSettings, startUsage } from '../start/settings.ts';

/** `grundval start DIR`: everything on this machine, until Ctrl-C. */
export const start: Command = {
  name: 'start',
  summary: {
    sv: 'Startar databas, insamlare och den här datorns agent, tills du trycker Ctrl-C',
    en: "Starts database, collector and this machine's agent, until Ctrl-C",
  },
  usage: startUsage,
  async run(args, io) {
    const settings = readStartSettings(args, {
      cwd: io.cwd,
      env: process.env,
      userId: process.getuid?.() ?? null,
    });
    // Before anything is started: a mistake in the declaration is the likeliest thing to be wrong.
    const read = await readDeclaration(resolve(io.cwd, settings.folder));
    // Loaded here: the other commands need no collector, and are quicker without.
    const { startGrundval } = await import('../start/start-grundval.ts');
    return startGrundval(settings, read, io);
  },
};
