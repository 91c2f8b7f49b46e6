import { resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Command, CommandIo, FlagHelp } from '../command.ts';
import { dataFlag, formatFlag } from '../common-flags.ts';
import { parseArguments } from '../parse-args.ts';
import { endNote } from '../run/end-note.ts';
import {
  dataFolderOf,
  dirHelp,
  keyHelp,
  placeFlags,
  readPlace,
  readServerSettings,
  serverFlags,
  serverHelp,
  snapshotHelp,
} from '../run/run-flags.ts';

const ownFlags = {
  ...placeFlags,
  ...serverFlags,
  plan: { type: 'boolean' },
  targets: { type: 'string' },
  all: { type: 'boolean' },
  ticket: { type: 'string' },
  emergency: { type: 'boolean' },
  reason: { type: 'string' },
  environment: { type: 'string' },
  snapshot: { type: 'string' },
  out: { type: 'string' },
  data: { type: 'string' },
  format: { type: 'string', oneOf: ['text', 'json'] },
} as const;

const ownHelp: readonly FlagHelp[] = [
  {
    flag: '--plan',
    says: {
      sv: 'visar vad som skulle ändras, och ändrar inget',
      en: 'shows what would change, and changes nothing',
    },
  },
  {
    flag: '--targets EXPR',
    says: {
      sv: 'vilka servrar: id, service:, group:, role:, site:, domain:, image:, wave:; * står för vad som helst, ! tar bort',
      en: 'which servers: id, service:, group:, role:, site:, domain:, image:, wave:; * is anything, ! takes away',
    },
  },
  {
    flag: '--all',
    says: { sv: 'alla servrar, om det är meningen', en: 'all servers, where that is what you mean' },
  },
  { flag: '--ticket TEXT', says: { sv: 'ärendet', en: 'the ticket' } },
  {
    flag: '--emergency',
    says: {
      sv: 'kör genast, utan godkännande; någon mer granskar i efterhand',
      en: 'runs at once, without approval; somebody else looks at it afterwards',
    },
  },
  {
    flag: '--reason TEXT',
    says: { sv: 'varför det inte kan vänta; med --emergency', en: 'why it cannot wait; with --emergency' },
  },
  dirHelp,
  keyHelp,
  ...snapshotHelp,
  {
    flag: '--out FILE',
    says: { sv: 'skriver även planen dit', en: 'writes the plan there, too' },
  },
  ...serverHelp,
  dataFlag,
  formatFlag,
];

/**
 * `grundval run PROCEDURE --plan`: what a procedure would change, found by reading only, kept as a run that somebody
 * approves. With `--emergency` it is carried out at once.
 */
export const run: Command = {
  name: 'run',
  summary: {
    sv: 'Planerar en procedur på servrar: vad som ändras, när och vem som godkänner',
    en: 'Plans a procedure on servers: what changes, when, and who approves',
  },
  usage: { words: 'PROCEDURE', flags: ownHelp, note: endNote },
  async usageFor(words) {
    const [id] = words;
    if (id === undefined || id.startsWith('-')) return null;
    const { findProcedure } = await import('../run/find-procedure.ts');
    const { flagHelp, parameterFlags } = await import('../run/procedure-flags.ts');
    const procedure = findProcedure(id);
    return { words: id, flags: [...flagHelp(parameterFlags(procedure)), ...ownHelp], note: procedure.title };
  },
  run: (args, io) => planOrAct(args, io),
};

async function planOrAct(args: readonly string[], io: CommandIo): Promise<number> {
  const [id] = args;
  if (id === undefined || id.startsWith('-')) {
    parseArguments(args, { command: 'run', flags: ownFlags, required: ['PROCEDURE'] });
    throw firstWord();
  }
  const { findProcedure } = await import('../run/find-procedure.ts');
  const { flagSpec, parameterFlags, readParameters } = await import('../run/procedure-flags.ts');
  const procedure = findProcedure(id);
  const parameters = parameterFlags(procedure);
  const { flags } = parseArguments(args, {
    command: `run ${id}`,
    flags: { ...flagSpec(parameters), ...ownFlags },
    required: ['PROCEDURE'],
  });
  if (!flags.plan && !flags.emergency) throw planFirst(id);
  const reason = readReason(flags.emergency, flags.reason);
  const place = await readPlace(flags, io);
  const [{ readIdentity }, { readSecret }, { makePlan }] = await Promise.all([
    import('../run/identity.ts'),
    import('../run/read-secret.ts'),
    import('../run/make-plan.ts'),
  ]);
  const params = await readParameters(parameters, flags, (path) => readSecret(io.cwd, path));
  const snapshotFile = flags.snapshot === undefined ? null : resolve(io.cwd, flags.snapshot);
  const order = {
    place,
    who: await readIdentity(place),
    servers: await readServerSettings(flags, io),
    snapshotFile,
    reason,
  };
  const planned = await makePlan(
    {
      ...order,
      procedure,
      params,
      targets: flags.targets ?? null,
      all: flags.all,
      ticket: flags.ticket ?? null,
      emergency: reason,
      folder: place.folder,
      environment: flags.environment ?? null,
      out: flags.out ?? null,
      format: flags.format ?? 'text',
    },
    io,
  );
  const isJson = flags.format === 'json';
  const dataFolder = dataFolderOf(flags.data, io);
  if (flags.plan || planned.plan.batches.length === 0) {
    const { afterPlan, unreadHosts } = await import('../run/next-steps.ts');
    if (!isJson) for (const line of afterPlan(planned, io.lang)) io.out(line);
    const { shipQuietly } = await import('../run/ship-quietly.ts');
    await shipQuietly(planned, dataFolder, AbortSignal.timeout(5000));
    return planned.plan.batches.length === 0 && unreadHosts(planned.plan) > 0 ? 1 : 0;
  }
  const { workOn } = await import('../run/work-on.ts');
  return workOn({ ...order, run: planned, secrets: params, dataFolder, isJson, decision: null }, io);
}

function readReason(isEmergency: boolean, reason: string | undefined): string | null {
  if (isEmergency === (reason !== undefined)) return reason ?? null;
  throw bilingualError(
    'usage/missing-flag',
    {
      sv: '`--emergency` och `--reason` hör ihop: en akut ändring har ett skäl.',
      en: '`--emergency` and `--reason` belong together: an emergency has a reason.',
    },
    {
      sv: 'Till exempel: --emergency --reason "inloggningen ligger nere"',
      en: 'For instance: --emergency --reason "nobody can log in"',
    },
  );
}

function firstWord() {
  return bilingualError(
    'usage/missing-argument',
    {
      sv: 'Procedurens namn står först: grundval run PROCEDUR …',
      en: 'The name of the procedure comes first: grundval run PROCEDURE …',
    },
    { sv: 'grundval procedures listar dem.', en: 'grundval procedures lists them.' },
  );
}

function planFirst(id: string) {
  return bilingualError(
    'usage/missing-flag',
    {
      sv: 'Inget körs utan plan: visa först vad som skulle ändras.',
      en: 'Nothing is run without a plan: show first what would change.',
    },
    {
      sv: `grundval run ${id} … --plan, sedan godkänn, sedan grundval runs start`,
      en: `grundval run ${id} … --plan, then have it approved, then grundval runs start`,
    },
  );
}
