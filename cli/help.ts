import type { Lang } from '#model/format/lang.ts';
import { wrap } from './check/wrap.ts';
import type { Command } from './command.ts';
import { namePlaceholders } from './placeholders.ts';

const frame: Readonly<
  Record<Lang, { readonly head: string; readonly foot: string; readonly usage: string }>
> = {
  sv: {
    head: 'grundval – kommunens tekniska plattform, beskriven som kod och följd upp',
    foot: `Överallt: --lang sv|en, --help, --version
Slutstatus: 0 väl, 1 spärrande avvikelser eller något misslyckades, 2 fel anrop
eller fel i deklarationen; runs har fler, se grundval runs start --help
Hjälp om ett kommando: grundval KOMMANDO --help`,
    usage: 'Så här',
  },
  en: {
    head: "grundval – the municipality's technical platform, as code, and followed up",
    foot: `Everywhere: --lang sv|en, --help, --version
Exit status: 0 well, 1 blocking findings or something failed, 2 wrong use or bad
declaration; runs has more, see grundval runs start --help
Help with one command: grundval COMMAND --help`,
    usage: 'Usage',
  },
};

/** Width of the help where there is no terminal, or a wider one: long lines are hard to read. */
const widest = 80;

interface Page {
  readonly lang: Lang;
  readonly columns?: number;
}

/** What `grundval --help` prints. */
export function help(commands: readonly Command[], page: Page): string {
  const { head, foot } = frame[page.lang];
  const rows = table(
    commands.map(({ name, summary }) => [name, summary[page.lang]]),
    page,
  );
  return [head, '', ...rows, '', foot].join('\n');
}

/** What `grundval COMMAND --help` prints. */
export function helpFor(
  { name, summary, usage }: Pick<Command, 'name' | 'summary' | 'usage'>,
  page: Page,
): string {
  const { lang } = page;
  const call = `${frame[lang].usage}: grundval ${name}`;
  const flags = usage.flags.map(({ flag, isRequired }) => (isRequired ? flag : `[${flag}]`));
  const parts = [...(usage.words === '' ? [] : [usage.words]), ...flags];
  const synopsis = hang(
    call,
    parts.map((part) => namePlaceholders(part, lang)),
    page,
  );
  const rows = table(
    usage.flags.map(({ flag, says }) => [namePlaceholders(flag, lang), says[lang]]),
    page,
  );
  const note = usage.note === undefined ? [] : ['', ...wrap(usage.note[lang], 0, widthOf(page))];
  return [summary[lang], '', ...synopsis, ...(rows.length === 0 ? [] : ['', ...rows]), ...note].join('\n');
}

/** Parts that are never broken, after a beginning, the next lines hanging below the first part. */
function hang(beginning: string, parts: readonly string[], page: Page): readonly string[] {
  const lines: string[] = [];
  let line = beginning;
  for (const part of parts) {
    if (line.length + 1 + part.length > widthOf(page) && line.length > beginning.length) {
      lines.push(line);
      line = ' '.repeat(beginning.length);
    }
    line = `${line} ${part}`;
  }
  return [...lines, line];
}

/** Two columns; what does not fit hangs below the beginning of the second one. */
function table(rows: readonly (readonly [string, string])[], page: Page): readonly string[] {
  const gap = 3;
  const first = 2 + Math.max(0, ...rows.map(([name]) => name.length)) + gap;
  return rows.flatMap(([name, text]) => {
    const [begin = '', ...rest] = wrap(text, first, widthOf(page));
    return [`  ${name}`.padEnd(first) + begin.trimStart(), ...rest];
  });
}

function widthOf({ columns }: Page): number {
  return Math.min(columns ?? widest, widest);
}
