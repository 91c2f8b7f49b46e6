import { importError } from './import-error.ts';

/** A record and the line of the text where it begins, from 1. */
export type VisitRecord = (cells: readonly string[], line: number) => void;

/**
 * Gives each record of a text to `visit`, by RFC 4180 (2005) with what real files ask
 * for: line endings with and without `\r`, any one-character separator, records of any width, blank lines
 * skipped, and quotes inside a bare cell standing for themselves. Nothing is kept, so a large file costs only what the visitor keeps.
 *
 * @throws {GrundvalError} `import/open-quote` where a quote is never closed.
 */
export function visitRecords(text: string, separator: string, visit: VisitRecord, limit = Infinity): void {
  let at = 0;
  let line = 1;

  /** Up to the separator or line break that comes next. */
  const readBare = (): string => {
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at++;
    const isLast = at === text.length || text[at] === '\n';
    return text.slice(from, isLast && at > from && text[at - 1] === '\r' ? at - 1 : at);
  };

  /** Two quotes are one; what stands between the closing quote and the separator belongs to the cell. */
  const readQuoted = (): string => {
    let close = text.indexOf('"', at + 1);
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close === -1) throw openQuote(line);
    const inner = text.slice(at + 1, close);
    at = close + 1;
    line += countLineBreaks(inner);
    return (inner.includes('""') ? inner.replaceAll('""', '"') : inner) + readBare();
  };

  for (let count = 0; at < text.length && count < limit; at++, line++) {
    const cells: string[] = [];
    const firstLine = line;
    for (;;) {
      cells.push(text[at] === '"' ? readQuoted() : readBare());
      if (text[at] !== separator) break;
      at++;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    visit(cells, firstLine);
    count++;
  }
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function openQuote(line: number): Error {
  return importError(
    'import/open-quote',
    {
      sv: `Ett citattecken (") öppnas på rad ${line} och stängs aldrig.`,
      en: `A quotation mark (") is opened on line ${line} and never closed.`,
    },
    { sv: 'Rätta cellen, eller exportera igen.', en: 'Mend the cell, or export again.' },
    { details: { line } },
  );
}
