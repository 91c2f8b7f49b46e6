import { printable } from '../check/paint.ts';
import { wrap } from '../check/wrap.ts';
import type { Block, Table } from './block.ts';

interface Page {
  /** Width of the terminal; undefined leaves every line whole. */
  readonly columns: number | undefined;
  readonly strong: (text: string) => string;
}

/** The blocks as lines for a terminal, an empty one after each. */
export function renderLines(blocks: readonly Block[], page: Page): readonly string[] {
  return blocks.flatMap((block, at) => {
    const isTight = block.kind === 'heading' && blocks[at + 1]?.kind !== 'heading';
    return [...renderBlock(block, page), ...(isTight ? [] : [''])];
  });
}

function renderBlock(block: Block, { columns, strong }: Page): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return wrap(printable(block.text), 0, columns).map(strong);
    case 'paragraph':
      return wrap(printable(block.text), 2, columns);
    case 'list':
      return block.items.flatMap((item) =>
        wrap(printable(item), 4, columns).map((line, at) => (at === 0 ? `  - ${line.trimStart()}` : line)),
      );
    case 'table':
      return renderTable(block, columns);
  }
}

/** Columns side by side where they fit; else each row as lines of its own, title before cell. */
function renderTable({ head, rows }: Table, columns: number | undefined): readonly string[] {
  const cells = [head.map(({ text }) => text), ...rows.map((row) => row.map(printable))];
  const widths = head.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  if (columns !== undefined && total > columns) {
    return rows.flatMap((row) =>
      row.flatMap((cell, at) =>
        cell === ''
          ? []
          : wrap(
              at === 0 ? printable(cell) : `${head[at]?.text}: ${printable(cell)}`,
              at === 0 ? 2 : 4,
              columns,
            ),
      ),
    );
  }
  return cells.map((row) =>
    row
      .map((cell, at) =>
        head[at]?.isFigure === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .reduce((line, cell) => `${line}  ${cell}`, '')
      .trimEnd(),
  );
}
