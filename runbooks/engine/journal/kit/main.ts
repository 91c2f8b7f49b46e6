import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { headsOfMessage } from '../anchor/registrar-text.ts';
import { loadTrust } from '../trusted-keys.ts';
import { kitLines } from './kit-text.ts';
import { kitFolder } from './run-folder.ts';
import { verifyKit } from './verify-kit.ts';

/**
 * The verifier of an auditor's kit, bundled into one file: `node verifiera.mjs`, in any folder, without Grundval. Exit
 * status 0 whole, 1 broken, 2 unreadable.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      keys: { type: 'string' },
      message: { type: 'string', multiple: true },
      head: { type: 'string', multiple: true },
      lang: { type: 'string' },
      format: { type: 'string' },
    },
  });
  const lang = values.lang === 'en' ? 'en' : 'sv';
  try {
    const folder = dirname(fileURLToPath(import.meta.url));
    const trust = await loadTrust(values.keys ?? join(folder, kitFolder.keys));
    const messages = await Promise.all(
      (values.message ?? []).map(async (path) =>
        headsOfMessage(await readFile(path, 'utf8')).map((head) => ({ ...head, from: path })),
      ),
    );
    const heads = (values.head ?? []).map((head) => ({
      head: head.toLowerCase(),
      seq: null,
      from: '--head',
    }));
    const found = await verifyKit(folder, { trust, outside: [...messages.flat(), ...heads] });
    const tried = [...trust.keys.values()].map(({ keyId, holder }) => ({ keyId, holder }));
    const areOwn = values.keys === undefined;
    const lines =
      values.format === 'json' ? [JSON.stringify(found, null, 2)] : kitLines(found, { tried, areOwn }, lang);
    process.stdout.write(`${lines.join('\n')}\n`);
    return found.verdict === 'whole' ? 0 : 1;
  } catch (error) {
    const told = error instanceof GrundvalError ? inLanguage(error, lang) : error;
    const hint = told instanceof GrundvalError ? `\n${told.hint ?? ''}` : '';
    process.stderr.write(`${told instanceof Error ? told.message : String(told)}${hint}\n`);
    return 2;
  }
}

process.exitCode = await main();
