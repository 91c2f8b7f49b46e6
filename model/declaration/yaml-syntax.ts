import type { Document, ErrorCode } from 'yaml';

/** Something wrong at a place of a text. */
export interface Problem {
  /** Characters from the beginning of the text. */
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

type Words = Pick<Problem, 'found' | 'expected' | 'hint'>;

/** The parser's commonest errors in words of ours. */
const known: Partial<Record<ErrorCode, (text: string) => Words>> = {
  BAD_SCALAR_START: (text) => ({
    found: `a value that begins with \`${text.charAt(0)}\``,
    expected: 'quotes around it',
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    found: 'a second colon on the line',
    expected: 'one key and one value',
    hint: 'put quotes around text that holds ": "',
  }),
  DUPLICATE_KEY: (text) => ({
    found: `the key \`${/^[\p{L}\p{N}_-]+/u.exec(text)?.[0] ?? text.charAt(0)}\` a second time`,
    expected: 'each key once',
  }),
  MULTIPLE_DOCS: () => ({ found: 'a second document after `---`', expected: 'one document in a file' }),
  TAB_AS_INDENT: () => ({ found: 'a tab as indentation', expected: 'spaces' }),
  TAG_RESOLVE_FAILED: (text) => ({
    found: `the tag \`${/^\S+/.exec(text)?.[0] ?? ''}\``,
    expected: 'a value without a tag',
  }),
};

/**
 * What the parser found wrong. Keys given twice are all told; of what does not hold together as YAML only the
 * first place, since the parser guesses from there on.
 */
export function describeSyntax(
  { errors, warnings }: Pick<Document.Parsed, 'errors' | 'warnings'>,
  text: string,
): readonly Problem[] {
  const firstBreak = errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY');
  const told = firstBreak === -1 ? [...errors, ...warnings] : errors.slice(0, firstBreak + 1);
  return told.map(({ code, pos: [offset], message }) => ({
    offset,
    ...(known[code]?.(text.slice(offset, offset + 100)) ?? otherWords(message)),
  }));
}

/** What a text is refused with that exhausts the parser. */
export const tooDeep: Words = { found: 'values nested too deep to read', expected: 'a declaration' };

function otherWords(message: string): Words {
  return /call stack/i.test(message)
    ? tooDeep
    : {
        found: 'text that does not hold together as YAML',
        expected: 'valid YAML',
        hint: lowerFirst(message),
      };
}

function lowerFirst(message: string): string {
  const sentence = message.replace(/\s+/g, ' ').trim();
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
