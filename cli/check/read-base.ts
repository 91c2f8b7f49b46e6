import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { bilingualError } from '#model/bilingual-error.ts';
import { type ReadDeclaration, readDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { Text } from '#model/format/text.ts';

const execute = promisify(execFile);

/** An earlier revision of a declaration. */
export interface BaseRevision {
  /** As the caller wrote it. */
  readonly revision: string;
  /** Full id of the commit. */
  readonly commit: string;
  /** The declaration as it stood there, or why there is none to compare with. */
  readonly read: ReadDeclaration | { readonly missing: Text };
}

/**
 * Reads the declaration in a folder as it stood at a revision of its Git repository. Nothing of the repository
 * is touched: the files are taken out through an index of their own, to a folder that is removed again.
 *
 * @throws {GrundvalError} `check/no-git`, `check/no-repository` or `check/unknown-revision`
 */
export async function readBase(folder: string, revision: string): Promise<BaseRevision> {
  const top = await git(folder, ['rev-parse', '--show-toplevel'], () =>
    bilingualError(
      'check/no-repository',
      {
        sv: `Mappen ${folder} ligger inte i ett Git-förråd, så det finns ingen tidigare version att jämföra med.`,
        en: `The folder ${folder} is in no Git repository, so there is no earlier revision to compare with.`,
      },
      { sv: 'utelämna --base', en: 'leave out --base' },
    ),
  );
  // `--end-of-options`: a revision that begins with a hyphen is a revision all the same.
  const commit = await git(
    folder,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    () =>
      bilingualError(
        'check/unknown-revision',
        {
          sv: `Git känner ingen version som heter "${revision}".`,
          en: `Git knows no revision called "${revision}".`,
        },
        {
          sv: 'ange en gren, en tagg eller ett commit-id, till exempel --base origin/main; en grund kloning saknar historik',
          en: 'name a branch, a tag or a commit id, for instance --base origin/main; a shallow clone has no history',
        },
      ),
  );
  const path = relative(top, folder).split('\\').join('/');
  return { revision, commit, read: await readAt(top, commit, path) };
}

async function readAt(top: string, commit: string, path: string): Promise<BaseRevision['read']> {
  const temporary = await mkdtemp(join(tmpdir(), 'grundval-base-'));
  try {
    const environment = { GIT_INDEX_FILE: join(temporary, 'index') };
    const tree = path === '' ? commit : `${commit}:${path}`;
    const isThere = await git(top, ['cat-file', '-t', tree], () => null, environment);
    if (isThere === null) {
      return { missing: { sv: 'Deklarationen fanns inte då.', en: 'The declaration was not there then.' } };
    }
    const fail = (error: unknown) => error;
    await git(top, ['read-tree', tree], fail, environment);
    const files = join(temporary, 'files');
    await git(top, ['checkout-index', '--all', `--prefix=${files}/`], fail, environment);
    return await readDeclaration(files);
  } catch (error) {
    if (!(error instanceof GrundvalError)) throw error;
    return {
      missing: {
        sv: 'Deklarationen hade fel då, eller är skriven för en annan version av Grundval.',
        en: 'The declaration had mistakes then, or is written for another version of Grundval.',
      },
    };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * What git prints, without the last line break. What `failed` gives is thrown, null is given back.
 *
 * @throws {GrundvalError} `check/no-git`
 */
async function git<Failure extends null | unknown>(
  folder: string,
  args: readonly string[],
  failed: (error: unknown) => Failure,
  environment: Readonly<Record<string, string>> = {},
): Promise<Failure extends null ? string | null : string> {
  try {
    const { stdout } = await execute('git', ['-C', folder, ...args], {
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 2 ** 20,
    });
    return stdout.trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw bilingualError(
        'check/no-git',
        { sv: 'Programmet git finns inte här.', en: 'The program git is not here.' },
        { sv: 'installera git, eller utelämna --base', en: 'install git, or leave out --base' },
      );
    }
    const failure = failed(error);
    if (failure !== null) throw failure;
    return null as Failure extends null ? string | null : string;
  }
}
