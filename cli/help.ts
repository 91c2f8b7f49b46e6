import type { Lang } from '#model/format/lang.ts';
import type { Command } from './command.ts';

const frame: Readonly<
  Record<Lang, { readonly head: string; readonly foot: string; readonly usage: string }>
> = {
  sv: {
    head: 'grundval – kommunens tekniska plattform, beskriven som kod och följd upp',
    foot: `Överallt: --lang sv|en, --help, --version
Slutstatus: 0 allt väl, 1 spärrande avvikelser, 2 fel användning eller fel i deklarationen
Hjälp om ett kommando: grundval KOMMANDO --help`,
    usage: 'Så här',
  },
  en: {
    head: "grundval – the municipality's technical platform, declared as code and followed up",
    foot: `Everywhere: --lang sv|en, --help, --version
Exit status: 0 well, 1 blocking findings, 2 wrong use or a mistake in the declaration
Help with one command: grundval COMMAND --help`,
    usage: 'Usage',
  },
};

/** What `grundval --help` prints. */
export function help(commands: readonly Command[], lang: Lang): string {
  const { head, foot } = frame[lang];
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary[lang]}`);
  return [head, '', ...rows, '', foot].join('\n');
}

/** What `grundval COMMAND --help` prints. */
export function helpFor(command: Command, lang: Lang): string {
  return `${command.summary[lang]}\n\n${frame[lang].usage}: grundval ${command.name} ${command.usage}`;
}
