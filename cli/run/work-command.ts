import { resolve } from 'node:path';
import type { CommandIo, FlagHelp, Usage } from '../command.ts';
import { dataFlag } from '../common-flags.ts';
import { type Flags, parseArguments } from '../parse-args.ts';
import { endNote } from './end-note.ts';
import { runsFolder } from './places.ts';
import {
  dataFolderOf,
  dirHelp,
  keyHelp,
  placeFlags,
  readPlace,
  readServerSettings,
  serverFlags,
  serverHelp,
} from './run-flags.ts';
import type { WorkOrder } from './work-on.ts';

const workFlags = {
  ...placeFlags,
  ...serverFlags,
  data: { type: 'string' },
  json: { type: 'boolean' },
  secret: { type: 'string', multiple: true },
} as const;

const workHelp: readonly FlagHelp[] = [
  keyHelp,
  dirHelp,
  {
    flag: '--secret NAME=FILE',
    says: {
      sv: 'värdet på en parameter som planen bara nämner; filen får bara du läsa',
      en: 'value of a parameter that the plan only names; a file that only you may read',
    },
  },
  { flag: '--json', says: { sv: 'händelserna som JSON, en på varje rad', en: 'events as JSON, one a line' } },
  ...serverHelp,
  dataFlag,
];

/** What follows a command that works on a run. */
export const workUsage = (more: readonly FlagHelp[] = []): Usage => ({
  words: 'RUN',
  flags: [...more, ...workHelp],
  note: endNote,
});

type Decide<Given extends Flags> = (
  flags: ReturnType<typeof parseArguments<Given & typeof workFlags>>['flags'],
) => WorkOrder['decision'];

/** Reads the words of a command that works on a run, and does the work. */
export async function workCommand<const Given extends Flags>(
  args: readonly string[],
  io: CommandIo,
  command: { readonly name: string; readonly flags: Given; readonly decide: Decide<Given> },
): Promise<number> {
  const { flags: all, words } = parseArguments(args, {
    command: command.name,
    flags: { ...workFlags, ...command.flags },
    required: ['RUN'],
  });
  const flags = all as ReturnType<typeof parseArguments<typeof workFlags>>['flags'] & {
    readonly snapshot?: string;
  };
  const place = await readPlace(flags, io);
  const [{ findRun }, { readIdentity }, { workOn }, { readSecrets }] = await Promise.all([
    import('#runbooks/store/find-run.ts'),
    import('./identity.ts'),
    import('./work-on.ts'),
    import('./read-secret.ts'),
  ]);
  return workOn(
    {
      run: await findRun(runsFolder(place.folder), words[0] ?? ''),
      place,
      who: await readIdentity(place),
      servers: await readServerSettings(flags, io),
      secrets: await readSecrets(io.cwd, flags.secret),
      snapshotFile: flags.snapshot === undefined ? null : resolve(io.cwd, flags.snapshot),
      dataFolder: dataFolderOf(flags.data, io),
      isJson: flags.json,
      reason: null,
      decision: command.decide(all as never),
    },
    io,
  );
}
