import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { bilingualError } from '#model/bilingual-error.ts';
import type { GrundvalError } from '#model/error.ts';
import { exitStatus } from '#model/error-code.ts';
import type { Text } from '#model/format/text.ts';

const execute = promisify(execFile);

/** A user of the operating system that PostgreSQL runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  /** Its only group: a server gets none of the supplementary ones. */
  readonly gid: number;
}

/** Accounts that a Grundval of root gives PostgreSQL, which refuses root; the first that exists is taken. */
const serviceAccountNames = ['postgres', 'nobody'] as const;

/** Null where the machine has no such user. */
export type LookUpAccount = (name: string) => Promise<Account | null>;

/**
 * The account to change to: null for a normal user, whose server runs as that user.
 *
 * A cluster that a service account owns stays with it, so that a `postgres` user that arrives later does
 * not take over the files of `nobody`.
 *
 * @param clusterOwner user id that owns the existing cluster; null = there is none yet
 * @throws {GrundvalError} `collector/postgres-account` where root has no service account to use,
 *   `collector/data-folder-foreign` where the cluster belongs to somebody else
 */
export async function chooseAccount(
  userId: number,
  clusterOwner: number | null,
  lookUp: LookUpAccount = lookUpAccount,
): Promise<Account | null> {
  if (userId !== 0) {
    if (clusterOwner !== null && clusterOwner !== userId)
      throw foreignCluster(clusterOwner, { sv: `användare ${userId}`, en: `user ${userId}` });
    return null;
  }
  const found = await Promise.all(serviceAccountNames.map((name) => lookUp(name)));
  const accounts = found.filter((account) => account !== null);
  const [preferred] = accounts;
  if (preferred === undefined) {
    throw bilingualError(
      'collector/postgres-account',
      {
        sv: `PostgreSQL körs inte som root, och ingen användare ${serviceAccountNames.join(' eller ')} finns att köra den som.`,
        en: `PostgreSQL does not run as root, and there is no user ${serviceAccountNames.join(' or ')} to run it as.`,
      },
      {
        sv: 'Starta Grundval som vanlig användare eller skapa användaren: useradd --system postgres',
        en: 'Start Grundval as a normal user, or make the user: useradd --system postgres',
      },
    );
  }
  if (clusterOwner === null || clusterOwner === 0) return preferred;
  const owner = accounts.find(({ uid }) => uid === clusterOwner);
  if (owner !== undefined) return owner;
  throw foreignCluster(clusterOwner, {
    sv: `${preferred.name} (användare ${preferred.uid})`,
    en: `${preferred.name} (user ${preferred.uid})`,
  });
}

const foreignCluster = (owner: number, runner: Text): GrundvalError =>
  bilingualError(
    'collector/data-folder-foreign',
    {
      sv: `Databasen tillhör användare ${owner}, och Grundval skulle köra den som ${runner.sv}.`,
      en: `The database belongs to user ${owner}, and Grundval would run it as ${runner.en}.`,
    },
    {
      sv: 'Starta Grundval som den användare som startade den först eller välj en annan mapp: --data MAPP',
      en: 'Start Grundval as the user that started it first, or choose another folder: --data DIR',
    },
  );

/** Asks `id`, which knows the users of directory services too, where `/etc/passwd` does not. */
async function lookUpAccount(name: string): Promise<Account | null> {
  const ask = async (option: '-u' | '-g'): Promise<number> =>
    Number((await execute('id', [option, name], { env: { PATH: '/usr/bin:/bin' } })).stdout);
  try {
    return { name, uid: await ask('-u'), gid: await ask('-g') };
  } catch (error) {
    if (exitStatus(error) === 1) return null;
    throw error;
  }
}

/**
 * `initdb` refuses to run as a user without a name.
 *
 * @throws {GrundvalError} `collector/postgres-account` for a user id without a name, as containers may give
 */
export function requireUserName(): void {
  try {
    userInfo();
  } catch (cause) {
    throw bilingualError(
      'collector/postgres-account',
      {
        sv: `Användarnumret ${process.geteuid?.()} har inget namn på den här datorn, och PostgreSQL behöver ett.`,
        en: `The user id ${process.geteuid?.()} has no name on this machine, and PostgreSQL needs one.`,
      },
      {
        sv: 'Kör behållaren som en användare som /etc/passwd nämner eller använd en egen server: --database postgres://…',
        en: 'Run the container as a user that /etc/passwd names, or use a server of your own: --database postgres://…',
      },
      { cause },
    );
  }
}
