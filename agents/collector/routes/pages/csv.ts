/** A value of a table that leaves the product: locale-free, times in UTC. */
export type Cell = string | number | Date | null | readonly string[];

/** Columns by name, in order. */
export type Row = Readonly<Record<string, Cell>>;

/**
 * Comma-separated values as a Swedish spreadsheet opens them: byte-order mark, semicolons, CRLF. A cell that
 * a spreadsheet would take for a formula gets an apostrophe before it, since names come from devices.
 */
export function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column] ?? null)))];
  return `\ufeff${lines.map((line) => line.map(quote).join(';')).join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.join(', ');
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a browser is told about a file it is to save. */
export function fileHeaders(name: string, type: 'csv' | 'json'): Record<string, string> {
  return {
    'content-type': type === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.${type}"`,
    'cache-control': 'private, no-store',
  };
}
