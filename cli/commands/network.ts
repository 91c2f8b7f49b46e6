import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { errorCode } from '#model/error-code.ts';
import { createFormatter } from '#model/format/formatter.ts';
import { renderRadius, type TextFile } from '#stacks/targets/access/radius.ts';
import { renderVlanCsv } from '#stacks/targets/access/vlan-csv.ts';
import { createPaint } from '../check/paint.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Block } from '../document/block.ts';
import { renderLines } from '../document/render-lines.ts';
import { renderMarkdown } from '../document/render-markdown.ts';
import { issueBlocks, networkBlocks } from '../network/network-blocks.ts';
import { isBlocked, reportNetwork } from '../network/network-report.ts';
import { networkWords } from '../network/network-words.ts';
import { parseArguments } from '../parse-args.ts';

/**
 * `grundval network DIR`: the matrix of roles and zones for the wall socket: a VLAN table for switches and
 * WLANs, FreeRADIUS policy, and what each role reaches. Exit status 1 where the network cannot do what is
 * declared; then no file is written.
 */
export const network: Command = {
  name: 'network',
  summary: {
    sv: 'Visar VLAN och vad varje roll når, och skriver regler för RADIUS',
    en: 'Shows VLANs and what each role reaches, and writes RADIUS policy',
  },
  usage: {
    words: 'DIR',
    flags: [
      {
        flag: '--out DIR',
        says: {
          sv: 'mappen som radius/, vlan.csv och vlan.md skrivs i',
          en: 'the folder that radius/, vlan.csv and vlan.md are written to',
        },
      },
      {
        flag: '--environment NAME',
        says: {
          sv: 'bara en miljös zoner (förval: alla miljöers VLAN, och vad rollerna når i produktionen)',
          en: 'zones of one environment (default: VLANs of all, and what the roles reach in production)',
        },
      },
      {
        flag: '--format text|json|csv',
        says: {
          sv: 'text för människor (förval), JSON med allt, eller VLAN-tabellen som CSV',
          en: 'text for people (default), JSON with everything, or the VLAN table as CSV',
        },
      },
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'network',
      flags: {
        out: { type: 'string' },
        environment: { type: 'string' },
        format: { type: 'string', oneOf: ['text', 'json', 'csv'] },
      },
      required: ['DIR'],
    });
    const declaration = await loadDeclaration(resolve(io.cwd, words[0] ?? '.'));
    const report = reportNetwork(declaration, flags.environment);
    const blocks = networkBlocks(report, declaration, io.lang);
    const blocked = isBlocked(report);
    if (flags.format === 'json') io.out(JSON.stringify({ schemaVersion: 1, ...report }, null, 2));
    else if (flags.format === 'csv') io.out(renderVlanCsv(report.vlans).replace(/\r\n$/, ''));
    else print(flags.out === undefined ? blocks : issueBlocks(report.access.issues, io.lang), io);
    if (flags.out === undefined) return blocked ? 1 : 0;

    const say = networkWords[io.lang];
    const { count } = createFormatter(io.lang);
    // What programs read from standard output is not mixed with words.
    const tell = flags.format === undefined || flags.format === 'text' ? io.out : io.err;
    if (blocked) {
      const faults = report.access.issues.filter(({ severity }) => severity === 'blocking').length;
      tell(say.notWritten(count(faults, say.blocking)));
      return 1;
    }
    const files: readonly TextFile[] = [
      ...renderRadius(report.access).map(({ path, text }) => ({ path: `radius/${path}`, text })),
      { path: 'vlan.csv', text: renderVlanCsv(report.vlans) },
      { path: 'vlan.md', text: renderMarkdown(blocks) },
    ];
    await writeFiles(resolve(io.cwd, flags.out), flags.out, files);
    tell(say.written(count(files.length, say.files), flags.out));
    return 0;
  },
};

function print(blocks: readonly Block[], { out, colour, columns }: CommandIo): void {
  const paint = createPaint(colour);
  for (const line of renderLines(blocks, { columns, strong: (text) => paint(text, 'strong') })) out(line);
}

async function writeFiles(folder: string, given: string, files: readonly TextFile[]): Promise<void> {
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  } catch (cause) {
    const code = errorCode(cause);
    throw bilingualError(
      'network/cannot-write',
      {
        sv: `Filerna kan inte skrivas i ${given} (${code ?? 'okänt fel'}).`,
        en: `The files cannot be written to ${given} (${code ?? 'unknown error'}).`,
      },
      { sv: 'Ange en mapp som du får skriva i.', en: 'Name a folder that you may write to.' },
      { cause },
    );
  }
}
