import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Problem } from './yaml-syntax.ts';

/** A position in a file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Deepest nesting of lists and maps; a declaration needs seven. */
const maximumDepth = 50;

/** Finds where every key and list item stands, by JSON pointer, and what YAML allows but a declaration does not. */
export function walkNodes(
  document: Document.Parsed,
  positionAt: (offset: number) => Position,
): { readonly positions: ReadonlyMap<string, Position>; readonly problems: readonly Problem[] } {
  const positions = new Map<string, Position>();
  const problems: Problem[] = [];
  const record = (pointer: string, node: unknown): void => {
    positions.set(pointer, positionAt(offsetOf(node)));
  };

  const visit = (node: unknown, pointer: string, parents: readonly unknown[]): void => {
    if (isAlias(node)) {
      const { source } = node;
      const named = node.resolve(document);
      if (named === undefined)
        problems.push(problem(node, `the alias \`*${source}\``, `\`&${source}\` earlier in the file`));
      else if (parents.includes(named))
        problems.push(problem(node, `the alias \`*${source}\` within what it names`, 'no ring'));
    } else if (isCollection(node)) {
      if (parents.length >= maximumDepth) {
        problems.push(problem(node, `values nested deeper than ${maximumDepth}`, 'a declaration'));
      } else {
        visitItems(node, pointer, [...parents, node]);
      }
    }
  };
  const visitItems = (node: Node, pointer: string, parents: readonly unknown[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) {
          problems.push({ ...problem(key, 'a list, map or alias as key', 'text as key'), hint: quotes });
          continue;
        }
        const at = `${pointer}${pointerOf([String(key.value ?? '')])}`;
        record(at, key);
        visit(value, at, parents);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        record(`${pointer}/${index}`, item);
        visit(item, `${pointer}/${index}`, parents);
      }
    }
  };

  visit(document.contents, '', []);
  return { positions, problems };
}

const quotes = 'put quotes around text that begins with `{`, `[` or `*`';

/** JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function problem(node: unknown, found: string, expected: string): Problem {
  return { offset: offsetOf(node), found, expected };
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
