import { join } from 'node:path';
import {
  type DeclarationFile,
  declarationFiles,
  serviceFile,
  serviceFilePath,
  serviceIdOf,
} from './files.ts';
import { listFolder, listServices } from './list-folder.ts';
import { type Mistake, mistakeAt, wholeFile } from './mistake.ts';
import { readYamlFile, type SourceFile, type YamlFile } from './yaml-file.ts';

/** A file of the declaration that could be read, with its kind. */
export interface DeclaredFile {
  readonly kind: DeclarationFile;
  readonly yaml: YamlFile;
}

/** What a folder holds. */
export interface DeclarationFolder {
  readonly files: readonly DeclaredFile[];
  /** Text of each of them by its path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Kinds of which something could not be read, so that nobody knows which ids it defines. */
  readonly unread: ReadonlySet<DeclarationFile>;
  /** Services whose file could not be read, by the id that the file's name promises. */
  readonly unreadServices: readonly string[];
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads every file of a declaration.
 *
 * @throws {GrundvalError} `declaration/no-folder` where the folder is missing, empty or no folder
 */
export async function readFolder(folder: string): Promise<DeclarationFolder> {
  const kinds: readonly DeclarationFile[] = Object.values(declarationFiles);
  const { names, mistakes } = await listFolder(
    folder,
    kinds.map(({ name }) => `${name}.yaml`),
  );
  const services = await listServices(folder);
  const wanted = [
    ...kinds
      .filter(({ name, required }) => required || names.includes(`${name}.yaml`))
      .map((kind) => ({ kind, file: `${kind.name}.yaml` })),
    ...services.names.map((name) => ({ kind: serviceFile, file: `services/${name}` })),
  ];
  const reads = await Promise.all(
    wanted.map(
      async ({ kind, file }): Promise<ReadFile> => ({
        kind,
        file,
        result:
          kind === serviceFile || names.includes(file)
            ? await readYamlFile(join(folder, file), file)
            : [wholeFile(file, 'nothing', 'a file of this name')],
      }),
    ),
  );

  const files = reads.flatMap(({ kind, result }) => ('value' in result ? [{ kind, yaml: result }] : []));
  const failed = reads.filter(({ result }) => !('value' in result));
  return {
    files,
    sources: Object.fromEntries(
      reads.flatMap(({ file, result }) => ('value' in result ? [[file, result.text]] : [])),
    ),
    unread: new Set([
      ...failed.map(({ kind }) => kind).filter((kind) => kind !== serviceFile),
      ...(services.mistakes.length > 0 ? [serviceFile] : []),
    ]),
    unreadServices: failed.filter(({ kind }) => kind === serviceFile).map(({ file }) => serviceIdOf(file)),
    mistakes: [
      ...mistakes,
      ...services.mistakes,
      ...reads.flatMap(({ result }) => ('value' in result ? [] : result)),
      ...files.flatMap(({ kind, yaml }) => (kind === serviceFile ? checkServiceId(yaml) : [])),
    ],
  };
}

interface ReadFile {
  readonly kind: DeclarationFile;
  readonly file: string;
  readonly result: SourceFile | readonly Mistake[];
}

function checkServiceId(yaml: YamlFile): readonly Mistake[] {
  const { id } = yaml.value as { readonly id?: unknown };
  if (typeof id !== 'string' || serviceFilePath(id) === yaml.file) return [];
  return [
    mistakeAt(yaml, ['id'], {
      found: JSON.stringify(id),
      expected: `"${serviceIdOf(yaml.file)}", as the file is named`,
    }),
  ];
}
