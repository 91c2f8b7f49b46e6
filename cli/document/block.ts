/** One part of a document for people, in one language already. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | Table;

/** A table; figures stand to the right. */
export interface Table {
  readonly kind: 'table';
  readonly head: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

interface Column {
  readonly text: string;
  readonly isFigure?: boolean;
}

export function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: 'heading', level, text };
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** A table; a column whose title begins with `#` holds figures. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): Table {
  const head = titles.map((title) =>
    title.startsWith('#') ? { text: title.slice(1), isFigure: true } : { text: title },
  );
  return { kind: 'table', head, rows };
}
