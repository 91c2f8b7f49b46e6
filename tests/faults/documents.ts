import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A parsed YAML value that a fault changes in place. */
export type Node = string | number | boolean | null | Node[] | { [key: string]: Node };
export type Doc = { [key: string]: Node };

/** The files of a declaration, by path in its folder. */
export type Documents = Record<string, Doc>;

export async function readDocuments(folder: string): Promise<Documents> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  const entries = await Promise.all(
    names.map(async (name) => [name, parse(await readFile(join(folder, name), 'utf8')) as Doc] as const),
  );
  return Object.fromEntries(entries);
}

export async function writeDocuments(folder: string, documents: Documents): Promise<void> {
  for (const [name, document] of Object.entries(documents)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, stringify(document));
  }
}

/** The document of a file. */
export function fileOf(documents: Documents, name: string): Doc {
  return documents[`${name}.yaml`] ?? {};
}

/** The document of a service. */
export function serviceOf(documents: Documents, id: string): Doc {
  return fileOf(documents, `services/${id}`);
}

/** A list within a document; empty where there is none. */
export function listOf(doc: Node | undefined, key: string): Doc[] {
  const value = isDoc(doc) ? doc[key] : undefined;
  return Array.isArray(value) ? (value as Doc[]) : [];
}

/** A map within a document; null where there is none. */
export function mapOf(doc: Node | undefined, key: string): Doc | null {
  const value = isDoc(doc) ? doc[key] : undefined;
  return isDoc(value) ? value : null;
}

/** An entry of a list by its id. */
export function entryOf(doc: Node | undefined, key: string, id: string): Doc | null {
  return listOf(doc, key).find((entry) => entry['id'] === id) ?? null;
}

/** Takes a key away; false where it is not there. */
export function drop(doc: Doc | null, key: string): boolean {
  if (doc === null || !(key in doc)) return false;
  delete doc[key];
  return true;
}

/** Sets a key to another value; false where it has that already. */
export function put(doc: Doc | null, key: string, value: Node): boolean {
  if (doc === null || JSON.stringify(doc[key]) === JSON.stringify(value)) return false;
  doc[key] = value;
  return true;
}

function isDoc(value: Node | undefined): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
