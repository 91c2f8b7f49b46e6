import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { createSudoGate, type SudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';
import type { CommandIo, FlagHelp } from '../command.ts';
import { defaultDataFolder } from '../start/settings.ts';
import { askSecret } from './ask-secret.ts';

/** Flags of every command about runs: where the declaration is, and who somebody is. */
export const placeFlags = {
  dir: { type: 'string' },
  key: { type: 'string' },
} as const;

/** Flags of commands that speak to servers. */
export const serverFlags = {
  transport: { type: 'string', oneOf: ['ssh2', 'openssh'] },
  identity: { type: 'string', multiple: true },
  'known-hosts': { type: 'string', multiple: true },
  'ssh-config': { type: 'string' },
  parallel: { type: 'string' },
} as const;

/** How {@link placeFlags} are explained. */
export const dirHelp: FlagHelp = {
  flag: '--dir DIR',
  says: {
    sv: 'deklarationens mapp (förval: den du står i)',
    en: 'folder of the declaration (default: where you are)',
  },
};
export const keyHelp: FlagHelp = {
  flag: '--key FILE',
  says: {
    sv: 'din nyckel (grundval keys new); eller GRUNDVAL_KEY',
    en: 'your key (grundval keys new); or GRUNDVAL_KEY',
  },
};

/** How the choice of a snapshot is explained. */
export const snapshotHelp: readonly FlagHelp[] = [
  {
    flag: '--environment NAME',
    says: { sv: 'miljö, där det finns flera', en: 'environment, where there are several' },
  },
  {
    flag: '--snapshot FILE',
    says: {
      sv: 'ögonblicksbilden (förval: den som grundval check lämnade)',
      en: 'the snapshot (default: the one grundval check left)',
    },
  },
];

/** How {@link serverFlags} are explained. */
export const serverHelp: readonly FlagHelp[] = [
  {
    flag: '--transport ssh2|openssh',
    says: {
      sv: 'ssh2 (förval) eller datorns ssh, för certifikat, FIDO-nycklar och GSSAPI',
      en: "ssh2 (default) or the computer's ssh, for certificates, FIDO keys and GSSAPI",
    },
  },
  {
    flag: '--identity FILE',
    says: {
      sv: 'SSH-nyckel, får upprepas (förval: agenten, annars ~/.ssh)',
      en: 'SSH key, may be repeated (default: the agent, else ~/.ssh)',
    },
  },
  {
    flag: '--known-hosts FILE',
    says: {
      sv: 'servrarnas nycklar utöver deklarationens, får upprepas (förval: ~/.ssh/known_hosts)',
      en: 'keys of servers besides those declared, may be repeated (default: ~/.ssh/known_hosts)',
    },
  },
  {
    flag: '--ssh-config FILE',
    says: { sv: 'inställningar för --transport openssh', en: 'settings for --transport openssh' },
  },
  {
    flag: '--parallel N',
    says: { sv: 'servrar på en gång (50)', en: 'servers at a time (50)' },
  },
];

/** Where a command about runs works, and with whose key. */
export interface RunPlace {
  /** Folder of the declaration, absolute. */
  readonly folder: string;
  /** Key of the person at the keyboard; null where none was named. */
  readonly key: string | null;
}

/**
 * Finds the declaration: the folder that was named, or where one stands.
 *
 * @throws {GrundvalError} `usage/no-declaration`
 */
export async function readPlace(
  flags: { readonly dir: string | undefined; readonly key: string | undefined },
  { cwd }: Pick<CommandIo, 'cwd'>,
): Promise<RunPlace> {
  const folder = resolve(cwd, flags.dir ?? '.');
  const key = flags.key ?? (process.env['GRUNDVAL_KEY'] || undefined);
  await access(join(folder, 'grundval.yaml')).catch((cause: unknown) => {
    throw bilingualError(
      'usage/no-declaration',
      { sv: `Det finns ingen grundval.yaml i ${folder}.`, en: `There is no grundval.yaml in ${folder}.` },
      {
        sv: 'Stå i deklarationens mapp, eller ange den: --dir MAPP',
        en: 'Stand in the folder of the declaration, or name it: --dir DIR',
      },
      { cause },
    );
  });
  return { folder, key: key === undefined ? null : resolve(cwd, key) };
}

/** How servers are reached. */
export interface ServerSettings {
  readonly transport: 'ssh2' | 'openssh';
  /** Files that were named; empty where the agent and the usual ones are tried. */
  readonly identities: readonly string[];
  readonly agentSocket: string | null;
  /** Files that must be there. */
  readonly knownHosts: readonly string[];
  /** Where keys go that a person chooses to trust; usual where none was named. */
  readonly newKeysFile: { readonly path: string; readonly isUsual: boolean };
  readonly sshConfig: string | null;
  readonly parallel: number;
  /** Of the whole command: the password is asked for once, and tried by nobody any more where it was wrong. */
  readonly sudo: SudoGate;
}

interface GivenServerFlags {
  readonly transport: 'ssh2' | 'openssh' | undefined;
  readonly identity: readonly string[];
  readonly 'known-hosts': readonly string[];
  readonly 'ssh-config': string | undefined;
  readonly parallel: string | undefined;
}

/**
 * Reads the flags about servers; defaults, then the environment, then what was said.
 *
 * @throws {GrundvalError} `usage/flag-value`
 */
export async function readServerSettings(
  flags: GivenServerFlags,
  { cwd, lang }: Pick<CommandIo, 'cwd' | 'lang'>,
): Promise<ServerSettings> {
  const home = homedir();
  const inHome = (name: string) => join(home, '.ssh', name);
  const agentSocket = process.env['SSH_AUTH_SOCK'] || null;
  const named = flags.identity.map((file) => resolve(cwd, file));
  const usual = agentSocket === null && named.length === 0;
  const [firstNamed] = flags['known-hosts'];
  const parallel = Number(flags.parallel ?? '50');
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 1000) {
    throw bilingualError(
      'usage/flag-value',
      {
        sv: `\`--parallel\` har värdet "${flags.parallel}"; ett tal från 1 till 1000 behövs.`,
        en: `\`--parallel\` has the value "${flags.parallel}"; expected a number from 1 to 1000.`,
      },
      { sv: 'Till exempel: --parallel 20', en: 'For instance: --parallel 20' },
    );
  }
  return {
    transport: flags.transport ?? 'ssh2',
    identities: usual ? await present(['id_ed25519', 'id_ecdsa', 'id_rsa'].map(inHome)) : named,
    agentSocket,
    knownHosts:
      flags['known-hosts'].length > 0
        ? flags['known-hosts'].map((file) => resolve(cwd, file))
        : await present([inHome('known_hosts'), '/etc/ssh/ssh_known_hosts']),
    newKeysFile: {
      path: firstNamed === undefined ? inHome('known_hosts') : resolve(cwd, firstNamed),
      isUsual: firstNamed === undefined,
    },
    sshConfig: flags['ssh-config'] === undefined ? null : resolve(cwd, flags['ssh-config']),
    parallel,
    sudo: createSudoGate(() =>
      askSecret(lang === 'sv' ? 'Lösenord för sudo på servrarna' : 'Password for sudo on the servers'),
    ),
  };
}

async function present(files: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/** Data folder of the collector that runs are shipped to. */
export function dataFolderOf(data: string | undefined, { cwd }: Pick<CommandIo, 'cwd'>): string {
  return resolve(cwd, data ?? defaultDataFolder(process.getuid?.() ?? null));
}
