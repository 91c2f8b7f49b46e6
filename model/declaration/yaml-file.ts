import { readFile, stat } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { type Mistake, wholeFile } from './mistake.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Position } from './yaml-nodes.ts';

/** Largest file of a declaration, in bytes; the largest real ones are below 20 KiB. */
const maximumBytes = 1024 * 1024;

/** A YAML file read into plain values, which still knows where each of them stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Position of the key or list item at a path; of the nearest parent where the path is not in the file. */
  positionOf(path: readonly PropertyKey[]): Position;
  /** Line of every key and list item by JSON pointer. */
  readonly lines: Readonly<Record<string, number>>;
}

/** A YAML file with the text it was read from, without a byte-order mark. */
export interface SourceFile extends YamlFile {
  readonly text: string;
}

/** Reads one YAML file. Everything that is wrong with it as a file is a list of mistakes, never an exception. */
export async function readYamlFile(
  absolutePath: string,
  file: string,
): Promise<SourceFile | readonly Mistake[]> {
  const refused = (found: string, expected: string, hint?: string): readonly Mistake[] => [
    wholeFile(file, found, expected, hint),
  ];
  let bytes: Buffer;
  try {
    const status = await stat(absolutePath);
    if (!status.isFile())
      return refused(status.isDirectory() ? 'a folder' : 'no regular file', 'a YAML file');
    if (status.size > maximumBytes) {
      return refused(`a file of ${Math.ceil(status.size / 1024)} KiB`, `at most ${maximumBytes / 1024} KiB`);
    }
    bytes = await readFile(absolutePath);
  } catch (cause) {
    return refused(describeReadError(cause), 'a readable YAML file');
  }
  const text = decodeUtf8(bytes);
  if (text === null) return refused('bytes that are not UTF-8', 'UTF-8 text', 'save the file as UTF-8');
  const yaml = parseYaml(text, file);
  return 'value' in yaml ? { ...yaml, text } : yaml;
}

const readErrors: Readonly<Record<string, string>> = {
  EACCES: 'something that you may not read',
  ELOOP: 'a symbolic link that leads back to itself',
  ENOENT: 'a symbolic link to nothing',
};

/** Why something in the folder cannot be read, in words. */
export function describeReadError(cause: unknown): string {
  const code = errorCode(cause) ?? 'unknown error';
  return readErrors[code] ?? `what cannot be read (${code})`;
}

/** The text without its byte-order mark; null where the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
