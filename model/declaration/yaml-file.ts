import { readFile, stat } from 'node:fs/promises';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Mistake } from './mistake.ts';

/** Largest file of a declaration, in bytes; the largest real ones are below 20 KiB. */
const maximumBytes = 1024 * 1024;

/** A position in a file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML file read into plain values, which still knows where each of them stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Position of the key or list item at a path; of the nearest parent where the path is not in the file. */
  positionOf(path: readonly PropertyKey[]): Position;
  /** Line of every key and list item by JSON pointer. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Reads one YAML file. Everything that is wrong with it as a file is a list of mistakes, never an exception. */
export async function readYamlFile(
  absolutePath: string,
  file: string,
): Promise<YamlFile | readonly Mistake[]> {
  const refused = (found: string, expected: string, hint?: string): readonly Mistake[] => [
    { file, line: null, column: null, path: '', found, expected, hint },
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
    return refused(
      `a file that cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      'a readable YAML file',
    );
  }
  const text = decodeUtf8(bytes);
  if (text === null) return refused('bytes that are not UTF-8', 'UTF-8 text', 'save the file as UTF-8');
  return parseYaml(text, file);
}

/** The same for a text already read. */
export function parseYaml(text: string, file: string): YamlFile | readonly Mistake[] {
  const lineCounter = new LineCounter();
  const mistakeAt = (offset: number, found: string, expected: string): Mistake => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: '', found, expected };
  };
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    if (document.errors.length > 0) {
      return document.errors.map((error) => mistakeAt(error.pos[0], lowerFirst(error.message), 'valid YAML'));
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) return [mistakeAt(0, 'an empty file', 'YAML with keys')];
    const root = document.contents as Node | null;
    const positions = new Map<string, Position>();
    if (root !== null) recordPositions(root, '', positions, lineCounter);
    return {
      file,
      value,
      positionOf: (path) => nearestPosition(positions, path),
      lines: Object.fromEntries([...positions].map(([pointer, { line }]) => [pointer, line])),
    };
  } catch (error) {
    if (error instanceof RangeError) return [mistakeAt(0, 'values nested too deep to read', 'a declaration')];
    if (error instanceof ReferenceError)
      return [mistakeAt(0, 'aliases that multiply without bound', 'at most 100 aliased values')];
    throw error;
  }
}

/** JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function recordPositions(
  node: unknown,
  pointer: string,
  positions: Map<string, Position>,
  lineCounter: LineCounter,
): void {
  const record = (at: string, offset: number | undefined): void => {
    if (offset === undefined) return;
    const { line, col } = lineCounter.linePos(offset);
    positions.set(at, { line, column: col });
  };
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const at = `${pointer}${pointerOf([String(pair.key.value)])}`;
      record(at, pair.key.range?.[0]);
      recordPositions(pair.value, at, positions, lineCounter);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const at = `${pointer}/${index}`;
      record(at, (item as Node | null)?.range?.[0]);
      recordPositions(item, at, positions, lineCounter);
    }
  }
}

function nearestPosition(positions: ReadonlyMap<string, Position>, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length > 0; length--) {
    const position = positions.get(pointerOf(path.slice(0, length)));
    if (position !== undefined) return position;
  }
  return { line: 1, column: 1 };
}

function lowerFirst(text: string): string {
  const sentence = text.replace(/\s+/g, ' ').trim();
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
