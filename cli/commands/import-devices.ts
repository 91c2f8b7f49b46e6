import { basename, resolve } from 'node:path';
import { type ImportReport, reportImport } from '#agents/collector/importers/import-report.ts';
import { importers } from '#agents/collector/importers/index.ts';
import { parseColumnMapping } from '#agents/collector/importers/parse-column-mapping.ts';
import { readExport } from '#agents/collector/importers/read-export.ts';
import { sourceNamePattern, sourceOf } from '#agents/collector/importers/source-name.ts';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Command, CommandIo } from '../command.ts';
import { dataFlag, formatFlag } from '../common-flags.ts';
import { readImportFile } from '../import/read-file.ts';
import { renderReport } from '../import/render-report.ts';
import { sendFile } from '../import/send-file.ts';
import { parseArguments } from '../parse-args.ts';
import { findCollector } from '../running-collector.ts';
import { defaultDataFolder } from '../start/settings.ts';

const argumentSpec = {
  command: 'import devices',
  flags: {
    from: { type: 'string', oneOf: ['intune', 'csv'] },
    source: { type: 'string' },
    tenant: { type: 'string' },
    data: { type: 'string' },
    columns: { type: 'string' },
    dates: { type: 'string', oneOf: ['day-first', 'month-first'] },
    format: { type: 'string', oneOf: ['text', 'json'] },
    strict: { type: 'boolean' },
    whole: { type: 'boolean' },
    check: { type: 'boolean' },
  },
  required: ['FILE'],
} as const;

/**
 * `grundval import devices --from intune|csv FILE`: gives the running collector a list of devices that another
 * system exported, and tells what came of it. Exit status 0 where it was taken, with or without rows that
 * could not be; 1 where `--strict` refused it.
 */
export const importDevices: Command = {
  name: 'import devices',
  summary: {
    sv: 'Läser in enheter från ett annat systems lista: Intune eller en CSV-fil',
    en: "Takes devices from another system's list: Intune or a CSV file",
  },
  usage: {
    words: 'FILE',
    flags: [
      {
        flag: '--from intune|csv',
        isRequired: true,
        says: { sv: 'systemet som listan kommer från', en: 'the system the list comes from' },
      },
      {
        flag: '--source NAME',
        says: {
          sv: 'ett namn på listan, där ett system ger flera; en nyare lista med samma namn tar dess plats',
          en: 'a name for the list, where one system gives several; a newer list of the same name takes its place',
        },
      },
      {
        flag: '--columns "A=serial,B=name"',
        says: {
          sv: 'vad kolumner betyder, där deras namn inte säger det',
          en: 'what columns mean, where their names do not tell',
        },
      },
      {
        flag: '--dates day-first|month-first',
        says: { sv: 'hur 03/04/2026 läses', en: 'how 03/04/2026 is read' },
      },
      {
        flag: '--strict',
        says: { sv: 'tar inget om något inte kan tas', en: 'takes nothing where anything cannot be taken' },
      },
      {
        flag: '--whole',
        says: {
          sv: 'listan är hel fast den är kortare än hälften av den förra',
          en: 'the list is whole although it is less than half of the one before',
        },
      },
      {
        flag: '--check',
        says: { sv: 'läser filen och ändrar inget', en: 'reads the file and changes nothing' },
      },
      {
        flag: '--tenant ID',
        says: {
          sv: 'kommunen som enheterna hör till (förval: organisationen)',
          en: 'the municipality the devices belong to (default: the organisation)',
        },
      },
      dataFlag,
      formatFlag,
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, argumentSpec);
    const path = words[0] ?? '';
    const request: ImportRequest = {
      ...flags,
      fileName: basename(path),
      dataFolder: flags.data ?? defaultDataFolder(process.getuid?.() ?? null),
    };
    const report = await runImport(resolve(io.cwd, path), request, io);
    if (flags.format === 'json') io.out(JSON.stringify(report, null, 2));
    else for (const line of renderReport(report, io.lang)) io.out(line);
    return report.outcome.kind === 'refused' ? 1 : 0;
  },
};

interface ImportRequest {
  readonly from: 'intune' | 'csv' | undefined;
  readonly source: string | undefined;
  readonly tenant: string | undefined;
  readonly columns: string | undefined;
  readonly dates: 'day-first' | 'month-first' | undefined;
  readonly strict: boolean;
  readonly whole: boolean;
  readonly check: boolean;
  readonly fileName: string;
  readonly dataFolder: string;
}

async function runImport(path: string, request: ImportRequest, io: CommandIo): Promise<ImportReport> {
  const importer = importers.find(({ name }) => name === request.from);
  if (importer === undefined) {
    const explain = (lang: Lang) =>
      importers.map(({ name, description }) => `${name}: ${description[lang]}`).join(' ');
    throw bilingualError(
      'usage/missing-flag',
      {
        sv: '`grundval import devices` behöver --from intune eller --from csv.',
        en: '`grundval import devices` needs --from intune or --from csv.',
      },
      { sv: explain('sv'), en: explain('en') },
    );
  }
  const { source, columns, dates, fileName } = request;
  if (source !== undefined && !sourceNamePattern.test(source)) {
    throw bilingualError(
      'usage/flag-value',
      {
        sv: `--source har värdet "${source}"; små bokstäver, siffror och bindestreck behövs.`,
        en: `--source has the value "${source}"; expected lower-case letters, digits and hyphens.`,
      },
      { sv: 'Till exempel: --source skolans-intune', en: 'For instance: --source school-intune' },
    );
  }
  // Wrong use is told before a file is read or sent.
  const mapping = columns === undefined ? {} : { columns: parseColumnMapping(columns) };
  const bytes = await readImportFile(path, argumentSpec.command);
  if (!request.check) return send(bytes, request, io);
  const result = readExport(
    bytes,
    importer,
    { ...mapping, ...(dates === undefined ? {} : { dates }) },
    io.now(),
  );
  const isRefused = request.strict && result.rejected.length > 0;
  const file = { source: sourceOf(importer.name, source, fileName), fileName };
  return reportImport(result, file, { kind: isRefused ? 'refused' : 'checked' });
}

async function send(
  bytes: Uint8Array<ArrayBuffer>,
  request: ImportRequest,
  io: CommandIo,
): Promise<ImportReport> {
  const { from, source, tenant, columns, dates, strict, whole, fileName, dataFolder } = request;
  const said = {
    from,
    source,
    tenant,
    columns,
    dates,
    fileName,
    strict: String(strict),
    whole: String(whole),
  };
  const parameters = Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const collector = await findCollector(resolve(io.cwd, dataFolder));
  return sendFile(collector, bytes, parameters, { dataFolder, signal: io.signal });
}
