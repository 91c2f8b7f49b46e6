import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { type DeclarationFile, declarationFiles, serviceFile } from '#model/declaration/files.ts';
import { type JsonSchema, jsonSchemaFileName, jsonSchemaOf } from '#model/declaration/json-schema.ts';
import { errorCode } from '#model/error-code.ts';
import type { Command } from '../command.ts';
import { parseArguments } from '../parse-args.ts';

const kinds: readonly DeclarationFile[] = [...Object.values(declarationFiles), serviceFile];

const words = {
  sv: (count: number, folder: string) => `${count} scheman skrivna i ${folder}`,
  en: (count: number, folder: string) => `${count} schemas written to ${folder}`,
} as const;

/**
 * `grundval schema --out DIR`: writes the JSON Schema of every kind of file, which editors read through the
 * `yaml-language-server` line of the files, and that of each procedure's parameters.
 */
export const schema: Command = {
  name: 'schema',
  summary: {
    sv: 'Skriver scheman för filer och procedurer, så att redigeraren kan rätta',
    en: 'Writes schemas of files and procedures, so that your editor can complete them',
  },
  usage: {
    words: '',
    flags: [
      {
        flag: '--out DIR',
        isRequired: true,
        says: { sv: 'mappen som schemana skrivs i', en: 'the folder the schemas are written to' },
      },
    ],
  },
  async run(args, io) {
    const { flags } = parseArguments(args, { command: 'schema', flags: { out: { type: 'string' } } });
    if (flags.out === undefined) {
      throw bilingualError(
        'usage/missing-flag',
        { sv: '`grundval schema` behöver `--out MAPP`.', en: '`grundval schema` needs `--out DIR`.' },
        { sv: 'grundval schema --out docs/schema', en: 'grundval schema --out docs/schema' },
      );
    }
    const schemas = await schemasByFile();
    await writeSchemas(resolve(io.cwd, flags.out), flags.out, schemas);
    io.out(words[io.lang](schemas.size, flags.out));
    return 0;
  },
};

/** Procedures are loaded only here, since most commands do without them. */
async function schemasByFile(): Promise<ReadonlyMap<string, JsonSchema>> {
  const { procedures } = await import('#runbooks/procedures/index.ts');
  const { procedureSchema, procedureSchemaFile } = await import('../run/procedure-schema.ts');
  return new Map<string, JsonSchema>([
    ...kinds.map((kind) => [jsonSchemaFileName(kind), jsonSchemaOf(kind)] as const),
    ...procedures.map((one) => [procedureSchemaFile(one), procedureSchema(one)] as const),
  ]);
}

async function writeSchemas(
  folder: string,
  given: string,
  schemas: ReadonlyMap<string, JsonSchema>,
): Promise<void> {
  try {
    for (const [name, schema] of schemas) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
    }
  } catch (cause) {
    const code = errorCode(cause);
    throw bilingualError(
      'schema/cannot-write',
      {
        sv: `Schemana kan inte skrivas i ${given} (${code ?? 'okänt fel'}).`,
        en: `The schemas cannot be written to ${given} (${code ?? 'unknown error'}).`,
      },
      { sv: 'Ange en mapp som du får skriva i.', en: 'Name a folder that you may write to.' },
      { cause },
    );
  }
}
