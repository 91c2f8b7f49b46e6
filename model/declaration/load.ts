import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GrundvalError } from '../error.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkCycles } from './check-cycles.ts';
import { checkNetworks } from './check-networks.ts';
import { checkReferences, collectIds, type NamedFile } from './check-references.ts';
import type { Declaration } from './declaration.ts';
import { type DeclarationKey, declarationFiles, serviceFile } from './files.ts';
import { declarationError, formatPath, type Mistake } from './mistake.ts';
import { checkSchema } from './schema-mistakes.ts';
import type { Service } from './service.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/**
 * Reads and checks the declaration in a folder.
 *
 * @throws {GrundvalError} `declaration/no-folder` where the folder is missing, empty or no folder;
 *   `declaration/invalid` with all mistakes of all files together in `details.mistakes`.
 */
export async function loadDeclaration(folder: string): Promise<Declaration> {
  const { files, mistakes } = await readFolder(folder);
  const parsed = files.map((file) => ({ ...file, result: checkSchema(file.yaml, file.schema) }));
  mistakes.push(...parsed.flatMap(({ result }) => ('mistakes' in result ? result.mistakes : [])));

  const { ids, mistakes: duplicates } = collectIds(files);
  mistakes.push(
    ...duplicates,
    ...checkReferences(files, ids),
    ...checkCycles(files),
    ...checkNetworks(files),
  );
  if (mistakes.length > 0) throw declarationError(folder, mistakes);

  const values = new Map(
    parsed.map(({ key, yaml, result }) => [key ?? yaml.file, 'value' in result ? result.value : undefined]),
  );
  const services = parsed
    .flatMap(({ key, result }) => (key === null && 'value' in result ? [result.value as Service] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const declaration = {
    schemaVersion: 1,
    ...Object.fromEntries(
      Object.entries(declarationFiles).map(([key, { schema }]) => [
        key,
        values.get(key) ?? schema.parse({ devices: [] }),
      ]),
    ),
    services,
    lines: Object.fromEntries(files.map(({ yaml }) => [yaml.file, yaml.lines])),
  } as unknown as Declaration;

  const inconsistencies = checkConsistency(declaration);
  if (inconsistencies.length > 0) {
    const yamls = new Map(files.map(({ yaml }) => [yaml.file, yaml]));
    throw declarationError(
      folder,
      inconsistencies.map(({ path, ...rest }) => ({
        ...rest,
        ...place(yamls, rest.file, path),
        path: formatPath(path),
      })),
    );
  }
  return declaration;
}

interface ReadFile extends NamedFile {
  /** Null for a service. */
  readonly key: DeclarationKey | null;
  readonly schema: (typeof declarationFiles)[DeclarationKey]['schema'] | typeof serviceFile.schema;
}

async function readFolder(folder: string): Promise<{ files: ReadFile[]; mistakes: Mistake[] }> {
  const names = await listFolder(folder);
  const mistakes: Mistake[] = [];
  const files: ReadFile[] = [];
  const take = (
    name: string,
    key: DeclarationKey | null,
    schema: ReadFile['schema'],
    read: YamlFile | readonly Mistake[],
  ) => {
    if ('value' in read) files.push({ name, key, schema, yaml: read });
    else mistakes.push(...read);
  };

  for (const [key, { name, schema, required }] of Object.entries(declarationFiles)) {
    const file = `${name}.yaml`;
    if (names.includes(file)) {
      take(name, key as DeclarationKey, schema, await readYamlFile(join(folder, file), file));
    } else if (required) {
      mistakes.push({ file, line: null, column: null, path: '', found: 'nothing', expected: 'a file' });
    }
  }
  for (const name of await listServices(folder, names)) {
    const file = `services/${name}`;
    const read = await readYamlFile(join(folder, file), file);
    take('service', null, serviceFile.schema, read);
    if ('value' in read) mistakes.push(...checkFileName(read, name));
  }
  return { files, mistakes };
}

async function listFolder(folder: string): Promise<readonly string[]> {
  const refuse = (message: string): GrundvalError =>
    new GrundvalError('declaration/no-folder', message, {
      hint: 'name a folder with a grundval.yaml, for instance examples/orkelljunga',
    });
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw refuse(`there is no folder ${folder}`);
    if (error.code === 'ENOTDIR') throw refuse(`${folder} is a file; expected a folder`);
    throw refuse(`the folder ${folder} cannot be read (${error.code ?? error.message})`);
  });
  if (!names.some((name) => name.endsWith('.yaml')))
    throw refuse(`the folder ${folder} holds no declaration (no *.yaml file)`);
  return names;
}

async function listServices(folder: string, names: readonly string[]): Promise<readonly string[]> {
  if (!names.includes('services') || !(await stat(join(folder, 'services'))).isDirectory()) return [];
  return (await readdir(join(folder, 'services'))).filter((name) => name.endsWith('.yaml')).sort();
}

function checkFileName(yaml: YamlFile, name: string): readonly Mistake[] {
  const id = (yaml.value as { id?: unknown } | null)?.id;
  return typeof id !== 'string' || `${id}.yaml` === name
    ? []
    : [
        {
          file: yaml.file,
          ...yaml.positionOf(['id']),
          path: 'id',
          found: JSON.stringify(id),
          expected: `"${name.replace(/\.yaml$/, '')}", as the file is named`,
        },
      ];
}

function place(
  yamls: ReadonlyMap<string, YamlFile>,
  file: string,
  path: readonly (string | number)[],
): { line: number | null; column: number | null } {
  return yamls.get(file)?.positionOf(path) ?? { line: null, column: null };
}
