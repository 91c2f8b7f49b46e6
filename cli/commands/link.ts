import { resolve } from 'node:path';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Command } from '../command.ts';
import { dataFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';
import { findCollector, noCollector } from '../running-collector.ts';
import { defaultDataFolder } from '../start/settings.ts';

const Answer = z.object({ path: z.string().startsWith('/login/'), expiresAt: z.iso.datetime() });

/** `grundval link`: a new single-use login link of the collector that runs on the data folder. */
export const link: Command = {
  name: 'link',
  summary: {
    sv: 'Skapar en ny engångslänk som loggar in dig i den insamlare som är igång',
    en: 'Makes a new single-use link that logs you in to the running collector',
  },
  usage: {
    words: '',
    flags: [dataFlag],
  },
  async run(args, io) {
    const { flags } = parseArguments(args, { command: 'link', flags: { data: { type: 'string' } } });
    const dataFolder = resolve(io.cwd, flags.data ?? defaultDataFolder(process.getuid?.() ?? null));
    const { url, adminToken } = await findCollector(dataFolder);
    const response = await fetch(new URL('/api/v1/login-links', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
      signal: io.signal,
    }).catch((cause: unknown) => {
      throw noCollector(dataFolder, cause);
    });
    if (!response.ok) {
      throw bilingualError(
        'cli/no-link',
        {
          sv: `Insamlaren på ${url} skapade ingen länk: den svarade ${response.status}.`,
          en: `The collector at ${url} made no link: it answered ${response.status}.`,
        },
        {
          sv: 'Stoppa den med Ctrl-C och starta den igen.',
          en: 'Stop it with Ctrl-C and start it again.',
        },
      );
    }
    io.out(`${url}${Answer.parse(await response.json()).path}`);
    return 0;
  },
};
