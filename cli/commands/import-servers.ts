import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { Id } from '#model/declaration/values.ts';
import { formatDay } from '#model/format/time.ts';
import type { Command } from '../command.ts';
import { formatFlag } from '../common-flags.ts';
import { proposeDeclaration } from '../import/servers/propose-declaration.ts';
import { readServers } from '../import/servers/read-servers.ts';
import { renderProposal } from '../import/servers/render-proposal.ts';
import { refuseOverwriting, writeProposal } from '../import/servers/write-proposal.ts';
import { parseArguments } from '../parse-args.ts';

/**
 * `grundval import servers --from rvtools|csv FILE --out DIR`: proposes services and servers from a list of
 * servers, as files of a declaration. What the list does not tell is told as missing, never guessed; no file that
 * is there is changed.
 */
export const importServers: Command = {
  name: 'import servers',
  summary: {
    sv: 'Föreslår tjänster och servrar ur en lista: RVTools (vCenter) eller en CSV-fil',
    en: 'Proposes services and servers from a list: RVTools (vCenter) or a CSV file',
  },
  usage: {
    words: 'FILE',
    flags: [
      {
        flag: '--from rvtools|csv',
        isRequired: true,
        says: {
          sv: 'vad listan är: RVTools flik vInfo som CSV (eller mappen med flikarna), eller en annan serverlista',
          en: 'what the list is: the vInfo tab of RVTools as CSV (or the folder of tabs), or another list of servers',
        },
      },
      {
        flag: '--out DIR',
        isRequired: true,
        says: {
          sv: 'deklarationen att lägga till i, eller en ny mapp',
          en: 'the declaration to add to, or a new folder',
        },
      },
      {
        flag: '--site ID',
        says: {
          sv: 'platsen där servrarna står (förval: den enda övertagna; i en ny mapp hall-1)',
          en: 'the site where the servers stand (default: the only adopted one; in a new folder hall-1)',
        },
      },
      {
        flag: '--unit ID',
        says: {
          sv: 'enheten som svarar för driften (förval: contact i grundval.yaml)',
          en: 'the unit that answers for operation (default: contact of grundval.yaml)',
        },
      },
      {
        flag: '--prefix NAME',
        says: {
          sv: 'början av namnen som inte säger något om tjänsten, som EK i EK-SQL01',
          en: 'the beginning of names that says nothing of the service, such as EK of EK-SQL01',
        },
      },
      {
        flag: '--by-folder',
        says: {
          sv: 'för ihop servrar efter innersta mappen i stället för efter namnet',
          en: 'puts servers together by their innermost folder instead of by name',
        },
      },
      {
        flag: '--check',
        says: { sv: 'visar förslaget och skriver inget', en: 'shows the proposal and writes nothing' },
      },
      formatFlag,
    ],
  },
  async run(args, io) {
    const { flags, words } = parseArguments(args, {
      command: 'import servers',
      flags: {
        from: { type: 'string', oneOf: ['rvtools', 'csv'] },
        out: { type: 'string' },
        site: { type: 'string' },
        unit: { type: 'string' },
        prefix: { type: 'string' },
        'by-folder': { type: 'boolean' },
        check: { type: 'boolean' },
        format: { type: 'string', oneOf: ['text', 'json'] },
      },
      required: ['FILE'],
    });
    const { from, out } = flags;
    if (from === undefined || out === undefined) throw missingFlag(from === undefined ? '--from' : '--out');
    for (const [flag, value] of [
      ['--site', flags.site],
      ['--unit', flags.unit],
    ] as const) {
      if (value !== undefined && !Id.safeParse(value).success) throw notAnId(flag, value);
    }
    const folder = resolve(io.cwd, out);
    const found = await readServers(resolve(io.cwd, words[0] ?? ''), from);
    const proposal = proposeDeclaration(found, await declarationIn(folder), {
      from,
      site: flags.site,
      unit: flags.unit,
      prefix: flags.prefix,
      byFolder: flags['by-folder'],
      day: formatDay(io.now()),
    });
    if (proposal.services.length === 0) throw nothingFound(proposal.rowsRead, proposal.leftOut.length);
    await refuseOverwriting(folder, proposal.files);
    if (!flags.check) await writeProposal(folder, proposal.files);
    const written = !flags.check;
    if (flags.format === 'json') io.out(JSON.stringify({ ...proposal, written }, null, 2));
    else for (const line of renderProposal(proposal, { lang: io.lang, folder: out, written })) io.out(line);
    return 0;
  },
};

/** The declaration that is there; null where the folder has none. A broken one is not added to. */
async function declarationIn(folder: string): Promise<Declaration | null> {
  const isThere = await stat(join(folder, 'grundval.yaml')).then(
    () => true,
    () => false,
  );
  return isThere ? loadDeclaration(folder) : null;
}

function missingFlag(flag: '--from' | '--out'): Error {
  const needed =
    flag === '--from'
      ? { sv: '--from rvtools eller --from csv', en: '--from rvtools or --from csv' }
      : { sv: '--out MAPP', en: '--out DIR' };
  return bilingualError(
    'usage/missing-flag',
    {
      sv: `\`grundval import servers\` behöver ${needed.sv}.`,
      en: `\`grundval import servers\` needs ${needed.en}.`,
    },
    {
      sv: 'grundval import servers --from rvtools RVTools_tabvInfo.csv --out MAPP',
      en: 'grundval import servers --from rvtools RVTools_tabvInfo.csv --out DIR',
    },
  );
}

function notAnId(flag: string, value: string): Error {
  return bilingualError(
    'usage/flag-value',
    {
      sv: `\`${flag}\` har värdet "${value}"; små bokstäver, siffror och bindestreck behövs.`,
      en: `\`${flag}\` has the value "${value}"; expected lower-case letters, digits and hyphens.`,
    },
    { sv: `Till exempel: ${flag} hall-1`, en: `For instance: ${flag} hall-1` },
  );
}

function nothingFound(rows: number, leftOut: number): Error {
  return bilingualError(
    'import/no-servers',
    {
      sv: `Inget att föreslå: ${rows} rader, varav ${leftOut} är mallar, avstängda eller redan deklarerade.`,
      en: `Nothing to propose: ${rows} rows, of which ${leftOut} are templates, powered off or declared already.`,
    },
    rows === 0
      ? {
          sv: 'En tom lista betyder ofta att exporten misslyckades: gör om den.',
          en: 'An empty list often means that the export failed: make it again.',
        }
      : {
          sv: 'Inget är skrivet. Slå på eller deklarera om det som ska med.',
          en: 'Nothing was written. Switch on, or declare anew, what shall be taken.',
        },
  );
}
