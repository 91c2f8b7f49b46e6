import { type Content, type Html, html } from '../html.ts';

export interface Column {
  readonly head: Content;
  /** Figures: aligned right, with their unit in the head. */
  readonly numeric?: boolean;
  /** Where a click on the head sorts by the column, and how it is sorted now. */
  readonly sort?: { readonly href: string; readonly now: 'ascending' | 'descending' | null };
  /** Kept together on one line. */
  readonly tight?: boolean;
  /** The share of the width that long text may take. */
  readonly wide?: boolean;
}

export interface TableOptions {
  /** Says what the table holds; also the name of its scroll region. */
  readonly caption: Content;
  /** The caption is for those who hear the page, since a heading above says the same. */
  readonly captionHeard?: boolean;
  /** Unique on the page. */
  readonly id: string;
  readonly columns: readonly Column[];
  /** The first cell of each row is its head. */
  readonly rows: readonly (readonly Content[])[];
  /** What stands here when there are no rows: why, and what to do. */
  readonly empty?: Content;
}

/** A table in a scroll region of its own, so that only the table moves sideways on a narrow screen. */
export function table({ caption, captionHeard, id, columns, rows, empty }: TableOptions): Html {
  if (rows.length === 0 && empty !== undefined) return html`<p class="empty">${empty}</p>`;
  return html`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}"${captionHeard === true && html` class="heard"`}>${caption}</caption>
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => bodyCell(cell, columns[index], index))}</tr>\n`)}</tbody>
</table>
</div>`;
}

/** A table whose rows stand in named groups, each with a head row of its own. */
export function groupedTable({
  caption,
  id,
  columns,
  groups,
}: Omit<TableOptions, 'rows' | 'empty'> & {
  readonly groups: readonly { readonly head: Content; readonly rows: readonly (readonly Content[])[] }[];
}): Html {
  return html`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table class="grouped">
<caption id="${id}" class="heard">${caption}</caption>
<thead><tr>${columns.map(headCell)}</tr></thead>
${groups.map(
  ({
    head,
    rows,
  }) => html`<tbody><tr class="group"><th scope="rowgroup" colspan="${columns.length}">${head}</th></tr>
${rows.map((row) => html`<tr>${row.map((cell, index) => bodyCell(cell, columns[index], index))}</tr>\n`)}</tbody>`,
)}
</table>
</div>`;
}

function headCell({ head, numeric, sort, tight, wide }: Column): Html {
  const className = classes(numeric === true && 'num', tight === true && 'tight', wide === true && 'wide');
  if (sort === undefined) return html`<th scope="col"${className}>${head}</th>`;
  const arrow = sort.now === null ? '' : sort.now === 'ascending' ? '↑' : '↓';
  return html`<th scope="col"${className}${sort.now !== null && html` aria-sort="${sort.now}"`}><a href="${sort.href}">${head}${arrow !== '' && html`<span class="arrow" aria-hidden="true">${arrow}</span>`}</a></th>`;
}

function bodyCell(cell: Content, column: Column | undefined, index: number): Html {
  const className = classes(
    column?.numeric === true && 'num',
    column?.tight === true && 'tight',
    column?.wide === true && 'wide',
  );
  return index === 0 ? html`<th scope="row"${className}>${cell}</th>` : html`<td${className}>${cell}</td>`;
}

function classes(...names: readonly (string | false)[]): Content {
  const given = names.filter((name) => name !== false);
  return given.length > 0 && html` class="${given.join(' ')}"`;
}
