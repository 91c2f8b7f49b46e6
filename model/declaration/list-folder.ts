import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bilingualError } from '../bilingual-error.ts';
import type { GrundvalError } from '../error.ts';
import { errorCode } from '../error-code.ts';
import { type Mistake, wholeFile } from './mistake.ts';
import { suggest } from './suggest.ts';
import { describeReadError } from './yaml-file.ts';

/** Names in a folder, and those that should not be there or are not what they should be. */
export interface Listing {
  readonly names: readonly string[];
  readonly mistakes: readonly Mistake[];
}

/**
 * Lists a declaration's folder.
 *
 * @param known names of the files it may hold
 * @throws {GrundvalError} `declaration/no-folder` where the folder is missing, empty or no folder
 */
export async function listFolder(folder: string, known: readonly string[]): Promise<Listing> {
  const refuse = (sv: string, en: string): GrundvalError =>
    bilingualError(
      'declaration/no-folder',
      { sv, en },
      {
        sv: 'ange en mapp med en grundval.yaml, till exempel examples/orkelljunga',
        en: 'name a folder with a grundval.yaml, for instance examples/orkelljunga',
      },
    );
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw refuse(`mappen ${folder} finns inte`, `there is no folder ${folder}`);
    if (error.code === 'ENOTDIR')
      throw refuse(`${folder} är en fil; en mapp behövs`, `${folder} is a file; expected a folder`);
    throw refuse(
      `mappen ${folder} går inte att läsa (${error.code ?? error.message})`,
      `the folder ${folder} cannot be read (${error.code ?? error.message})`,
    );
  });
  const files = names.filter((name) => isVisible(name) && /\.ya?ml$/i.test(name));
  if (files.length === 0) {
    throw refuse(
      `mappen ${folder} innehåller ingen deklaration (ingen fil *.yaml)`,
      `the folder ${folder} holds no declaration (no *.yaml file)`,
    );
  }
  return {
    names,
    mistakes: files.filter((name) => !known.includes(name)).map((name) => unread(name, known)),
  };
}

/** Lists `services/`: the names of its YAML files, sorted. */
export async function listServices(folder: string): Promise<Listing> {
  const refuse = (found: string): Listing => ({
    names: [],
    mistakes: [wholeFile('services', found, 'a folder with one YAML file for each service')],
  });
  try {
    const entries = await readdir(join(folder, 'services'), { withFileTypes: true });
    const visible = entries.filter(({ name }) => isVisible(name));
    const names = visible.map(({ name }) => name).filter((name) => name.endsWith('.yaml'));
    const others = visible.filter(({ name }) => !name.endsWith('.yaml'));
    const mistakes = others.flatMap((entry) => {
      if (entry.isDirectory())
        return [wholeFile(`services/${entry.name}`, 'a folder', 'the files of all services side by side')];
      return /\.ya?ml$/i.test(entry.name) ? [misnamed(`services/${entry.name}`)] : [];
    });
    return names.length + mistakes.length === 0
      ? refuse('a folder without a *.yaml file')
      : { names: names.sort(), mistakes };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return refuse('nothing');
    return refuse(code === 'ENOTDIR' ? 'a file' : describeReadError(error));
  }
}

/** A file that looks like a part of the declaration but would not be read. */
function unread(file: string, known: readonly string[]): Mistake {
  if (known.includes(properName(file))) return misnamed(file);
  const expected = `one of ${known.map((name) => `\`${name}\``).join(', ')}`;
  return wholeFile(
    file,
    'a file that no part of a declaration is named after',
    expected,
    suggest(file, known),
  );
}

function misnamed(file: string): Mistake {
  return wholeFile(file, 'another ending or other letters', `the name \`${properName(file)}\``);
}

function properName(file: string): string {
  return file.replace(/\.ya?ml$/i, '.yaml').toLowerCase();
}

function isVisible(name: string): boolean {
  return !name.startsWith('.');
}
