import { z } from 'zod';
import type { DeclarationFile } from './files.ts';

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** File name of the JSON Schema of a kind of file: `grundval.schema.json`. */
export function jsonSchemaFileName({ name }: DeclarationFile): string {
  return `${name}.schema.json`;
}

/**
 * The JSON Schema of a kind of file, for completion and hints in editors. It describes what is written, before
 * defaults are filled in; networks, references and rules between fields are checked by `grundval check` alone.
 */
export function jsonSchemaOf(kind: DeclarationFile): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(kind.schema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: kind.title, description: kind.description, ...rest };
}
