import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Mistake } from './mistake.ts';
import type { YamlFile } from './yaml-file.ts';
import { type Position, pointerOf, walkNodes } from './yaml-nodes.ts';
import { describeSyntax, type Problem, tooDeep } from './yaml-syntax.ts';

/** How often aliases may repeat what they name, all in all; more is an attack or a mistake. */
const maximumAliases = 100;

/** Reads a YAML text. Everything that is wrong with it as YAML is a list of mistakes, never an exception. */
export function parseYaml(text: string, file: string): YamlFile | readonly Mistake[] {
  const lineCounter = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (problems: readonly Problem[]): readonly Mistake[] =>
    problems.map(({ offset, ...rest }) => ({ file, ...positionAt(offset), path: '', ...rest }));

  const document = readDocument(text, lineCounter);
  if (document === null) return refuse([{ offset: 0, ...tooDeep }]);
  const syntax = describeSyntax(document, text);
  if (syntax.length > 0) return refuse(syntax);

  const { positions, problems } = walkNodes(document, positionAt);
  if (problems.length > 0) return refuse(problems);

  const value = toPlainValue(document);
  if (value === tooManyAliases) {
    const expected = `at most ${maximumAliases} aliased values`;
    return refuse([{ offset: 0, found: 'aliases that multiply without bound', expected }]);
  }
  if (value === null || value === undefined)
    return refuse([{ offset: 0, found: 'an empty file', expected: 'YAML with keys' }]);
  return {
    file,
    value,
    positionOf: (path) => nearestPosition(positions, path),
    lines: Object.fromEntries(Array.from(positions, ([pointer, { line }]) => [pointer, line])),
  };
}

/** The parsed document; null where the text nests deeper than the parser's own stack. */
function readDocument(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    // The core schema without further tags: `yes`, `2026-11-02` and `!!binary` never become anything but text.
    return parseDocument(text, { lineCounter, prettyErrors: false, resolveKnownTags: false, schema: 'core' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const tooManyAliases = Symbol('too many aliases');

function toPlainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: maximumAliases });
  } catch (error) {
    // Aliases without an anchor have been refused before: what is left of this class is the count.
    if (error instanceof ReferenceError) return tooManyAliases;
    throw error;
  }
}

function nearestPosition(positions: ReadonlyMap<string, Position>, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length > 0; length--) {
    const position = positions.get(pointerOf(path.slice(0, length)));
    if (position !== undefined) return position;
  }
  return { line: 1, column: 1 };
}
