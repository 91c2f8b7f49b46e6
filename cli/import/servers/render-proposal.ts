import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import { printable } from '../../check/paint.ts';
import { unknownFields } from './finding.ts';
import type { LeftOutReason } from './found-server.ts';
import type { GroupedBy } from './group-servers.ts';
import type { Proposal } from './propose-declaration.ts';
import type { ProposedService } from './propose-services.ts';

interface Words {
  readonly row: Plural;
  readonly server: Plural;
  readonly service: Plural;
  readonly file: Plural;
  readonly read: (rows: string, files: string) => string;
  readonly proposed: (servers: string, services: string, site: string) => string;
  readonly rule: (prefix: string | null, byFolder: boolean) => string;
  readonly by: Readonly<Record<GroupedBy, string>>;
  readonly services: string;
  readonly waiting: string;
  readonly leftOut: string;
  readonly reasons: Readonly<Record<LeftOutReason, string>>;
  readonly unknown: (fields: string) => string;
  readonly assumed: (hosting: string, unit: string) => string;
  readonly findings: (count: number) => string;
  readonly notes: string;
  readonly more: (count: number) => string;
  readonly written: (files: string, folder: string) => string;
  readonly checked: (files: string, folder: string) => string;
  readonly next: (folder: string) => string;
}

const words: Readonly<Record<Lang, Words>> = {
  sv: {
    row: { one: 'rad', other: 'rader' },
    server: { one: 'server', other: 'servrar' },
    service: { one: 'tjänst', other: 'tjänster' },
    file: { one: 'fil', other: 'filer' },
    read: (rows, files) => `${rows} lästa ur ${files}.`,
    proposed: (servers, services, site) => `${servers} i ${services} föreslås på platsen ${site}.`,
    rule: (prefix, byFolder) =>
      `Så är servrarna hopförda: efter raden "System: …" i anteckningen eller kolumnen Tjänst, ${byFolder ? 'annars efter innersta mappen, ' : ''}annars efter namnet utan nummer och utan roll (app, db, sql, web …)${prefix === null ? '' : `, sedan ${prefix.toUpperCase()} tagits bort i början (annat: --prefix NAMN)`}.${byFolder ? '' : ' Efter mapp: --by-folder.'}`,
    by: { stated: 'listan säger det', folder: 'mapp', name: 'namn' },
    services: 'Tjänster',
    waiting: 'väntar, se nedan',
    leftOut: 'Inte med',
    reasons: {
      template: 'mallar',
      placeholder: 'platshållare för SRM',
      'cluster-agent': 'vSpheres egna (vCLS)',
      'powered-off': 'avstängda eller pausade: ta ställning till dem',
      repeated: 'samma maskin en gång till',
      'already-declared': 'finns redan i deklarationen',
    },
    unknown: (fields) => `Okänt för alla tjänster, och utelämnat: ${fields}.`,
    assumed: (hosting, unit) =>
      `Antaget för alla, eftersom något måste stå, och märkt i basis.illustrative: plattform teknisk, förmåga okand-…, driftform ${hosting}. Ansvarig enhet är ${unit}.`,
    findings: (count) => `Att reda ut (${count})`,
    notes: 'Observera',
    more: (count) => `… och ${count} till (--format json visar alla)`,
    written: (files, folder) => `${files} skrivna i ${folder}.`,
    checked: (files, folder) => `Inget är skrivet (--check); ${files} skulle skrivas i ${folder}.`,
    next: (folder) => `Nu: grundval check ${folder}`,
  },
  en: {
    row: { one: 'row', other: 'rows' },
    server: { one: 'server', other: 'servers' },
    service: { one: 'service', other: 'services' },
    file: { one: 'file', other: 'files' },
    read: (rows, files) => `${rows} read from ${files}.`,
    proposed: (servers, services, site) => `${servers} in ${services} are proposed on the site ${site}.`,
    rule: (prefix, byFolder) =>
      `How servers were put together: by the line "System: …" of the note or the column Service, ${byFolder ? 'else by the innermost folder, ' : ''}else by the name without number and role (app, db, sql, web …)${prefix === null ? '' : `, after ${prefix.toUpperCase()} was taken from its beginning (another: --prefix NAME)`}.${byFolder ? '' : ' By folder: --by-folder.'}`,
    by: { stated: 'the list says so', folder: 'folder', name: 'name' },
    services: 'Services',
    waiting: 'wait, see below',
    leftOut: 'Left out',
    reasons: {
      template: 'templates',
      placeholder: 'SRM placeholders',
      'cluster-agent': "vSphere's own (vCLS)",
      'powered-off': 'powered off or suspended: decide on them',
      repeated: 'the same machine once more',
      'already-declared': 'in the declaration already',
    },
    unknown: (fields) => `Not known of any service, and left out: ${fields}.`,
    assumed: (hosting, unit) =>
      `Assumed for all, since something must stand there, and marked in basis.illustrative: platform technical, capability okand-…, hosting ${hosting}. The responsible unit is ${unit}.`,
    findings: (count) => `To sort out (${count})`,
    notes: 'Note',
    more: (count) => `… and ${count} more (--format json shows all)`,
    written: (files, folder) => `${files} written to ${folder}.`,
    checked: (files, folder) => `Nothing was written (--check); ${files} would be written to ${folder}.`,
    next: (folder) => `Now: grundval check ${folder}`,
  },
};

/** Lines shown of one and the same kind of finding; the JSON has them all. */
const shownPerKind = 8;

/** What was proposed, as lines that a person reads before the files are taken for true. */
export function renderProposal(
  proposal: Proposal,
  { lang, folder, written }: { readonly lang: Lang; readonly folder: string; readonly written: boolean },
): readonly string[] {
  const say = words[lang];
  const format = createFormatter(lang);
  const servers = proposal.services
    .flatMap(({ groups }) => groups)
    .reduce((sum, { names }) => sum + names.length, 0);
  const files = format.count(proposal.files.length, say.file);
  const sections: readonly (readonly string[])[] = [
    [
      say.read(format.count(proposal.rowsRead, say.row), format.list(proposal.source.files)),
      say.proposed(
        format.count(servers, say.server),
        format.count(proposal.services.length, say.service),
        proposal.site,
      ),
      say.rule(proposal.prefix, proposal.byFolder),
    ],
    titled(
      say.services,
      proposal.services.map((service) => describeService(service, say)),
    ),
    titled(say.leftOut, describeLeftOut(proposal, say)),
    [
      say.unknown(unknownFields.map(({ says, control }) => `${says[lang]} (${control})`).join(', ')),
      say.assumed(proposal.hosting, proposal.unit),
    ],
    titled(say.findings(proposal.findings.length), describeFindings(proposal, lang)),
    titled(
      say.notes,
      proposal.notes.map((note) => note[lang]),
    ),
    written ? [say.written(files, folder), say.next(folder)] : [say.checked(files, folder)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
    .map(printable);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function describeService({ id, by, groups, waiting }: ProposedService, say: Words): string {
  const parts = [
    ...groups.map(({ server, names }) => `${server.role}: ${names.join(', ')}`),
    ...(waiting.length === 0 ? [] : [`${say.waiting}: ${waiting.map(({ name }) => name).join(', ')}`]),
  ];
  return `${id} (${by.map((one) => say.by[one]).join(', ')})  ${parts.join(' · ')}`;
}

function describeLeftOut({ leftOut }: Proposal, say: Words): readonly string[] {
  return [...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, rows]) => {
    const names = rows.slice(0, shownPerKind).map(({ name }) => name);
    const more = rows.length - names.length;
    return `${say.reasons[reason]}: ${names.join(', ')}${more > 0 ? ` ${say.more(more)}` : ''}`;
  });
}

function describeFindings({ findings }: Proposal, lang: Lang): readonly string[] {
  return [...Map.groupBy(findings, ({ code }) => code).values()].flatMap((of) => {
    const more = of.length - shownPerKind;
    return [
      ...of.slice(0, shownPerKind).map(({ subject, says }) => `${subject}: ${says[lang]}`),
      ...(more > 0 ? [words[lang].more(more)] : []),
    ];
  });
}
