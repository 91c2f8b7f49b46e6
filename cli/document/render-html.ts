import type { Lang } from '#model/format/lang.ts';
import type { Block, Table } from './block.ts';

/** The look of the pages, small enough to stand in the file: it is read offline, mailed and printed. */
const style = `
:root { color-scheme: light dark; --paper: #fff; --surface: #f4f7f6; --ink: #14201f; --muted: #4c5a58; --line: #d3dbd9; }
@media (prefers-color-scheme: dark) { :root { --paper: #0f1615; --surface: #17201e; --ink: #e9f0ee; --muted: #a9b6b3; --line: #32403d; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 16px; } h2 { font-size: 20px; margin: 40px 0 8px; } h3 { font-size: 16px; margin: 24px 0 4px; }
p { max-width: 70ch; margin: 8px 0; } ul { padding-left: 20px; margin: 8px 0; } li { max-width: 70ch; }
.table { overflow-x: auto; margin: 12px 0; } table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 600; } .figure { text-align: right; white-space: nowrap; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`.trim();

/** One HTML file that needs nothing else: no script, no address outside itself. */
export function renderHtml(title: string, blocks: readonly Block[], lang: Lang): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${blocks.map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return renderTable(block);
  }
}

function renderTable({ head, rows }: Table): string {
  const classOf = (column: number) => (head[column]?.isFigure === true ? ' class="figure"' : '');
  const titles = head.map(({ text }, at) => `<th scope="col"${classOf(at)}>${escapeHtml(text)}</th>`);
  const lines = rows.map(
    (row) => `<tr>${row.map((cell, at) => `<td${classOf(at)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="table" tabindex="0"><table>
<thead><tr>${titles.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
