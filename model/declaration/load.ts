import { checkConsistency } from './check-consistency.ts';
import { checkCycles } from './check-cycles.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkNetworks } from './check-networks.ts';
import { checkReferences } from './check-references.ts';
import { checkSuppliers } from './check-suppliers.ts';
import { collectIds } from './collect-ids.ts';
import type { Declaration } from './declaration.ts';
import { declarationFiles, serviceFile } from './files.ts';
import { declarationError } from './mistake.ts';
import { type DeclarationFolder, type DeclaredFile, readFolder } from './read-folder.ts';
import { checkSchema } from './schema-mistakes.ts';
import type { Service } from './service.ts';

/**
 * Reads and checks the declaration in a folder.
 *
 * @throws {GrundvalError} `declaration/no-folder` where the folder is missing, empty or no folder;
 *   `declaration/invalid` with all mistakes of all files together in `details.mistakes`.
 */
export async function loadDeclaration(folder: string): Promise<Declaration> {
  return (await readDeclaration(folder)).declaration;
}

/** A declaration with the text it was read from. */
export interface ReadDeclaration {
  readonly declaration: Declaration;
  /** Text of each file by its path in the folder: what `file:line` points into. */
  readonly sources: Readonly<Record<string, string>>;
}

/** The same, with the text of its files. @throws {GrundvalError} as {@link loadDeclaration} */
export async function readDeclaration(folder: string): Promise<ReadDeclaration> {
  const read = await readFolder(folder);
  return {
    declaration: checkFolder(folder, read),
    sources: read.sources,
  };
}

/**
 * The declaration in files already read. Every check runs on every file that could be read, whatever the others
 * found.
 *
 * @throws {GrundvalError} `declaration/invalid`
 */
function checkFolder(folder: string, read: DeclarationFolder): Declaration {
  const { files } = read;
  const parsed = files.map((file) => ({ ...file, result: checkSchema(file.yaml, file.kind.schema) }));
  const { ids, mistakes: duplicates } = collectIds(read);
  const mistakes = [
    read.mistakes,
    ...parsed.map(({ result }) => ('mistakes' in result ? result.mistakes : [])),
    duplicates,
    checkReferences(files, ids),
    checkDecisions(files),
    checkSuppliers(files),
    checkCycles(files),
    checkNetworks(files),
    checkConsistency(files),
  ].flat();
  if (mistakes.length > 0) throw declarationError(folder, mistakes);
  return assemble(parsed);
}

function assemble(
  parsed: readonly (DeclaredFile & { readonly result: ReturnType<typeof checkSchema> })[],
): Declaration {
  const values = parsed.map(({ kind, result }) => ({
    kind,
    value: 'value' in result ? result.value : undefined,
  }));
  const services = values
    .filter(({ kind }) => kind === serviceFile)
    .map(({ value }) => value as Service)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  // Every schema has been met and every required file is there: only devices.yaml may be missing.
  return {
    schemaVersion: 1,
    devices: { devices: [] },
    ...Object.fromEntries(
      Object.entries(declarationFiles).flatMap(([key, kind]) =>
        values.filter((read) => read.kind === kind).map(({ value }) => [key, value]),
      ),
    ),
    services,
    lines: Object.fromEntries(parsed.map(({ yaml }) => [yaml.file, yaml.lines])),
  } as unknown as Declaration;
}
