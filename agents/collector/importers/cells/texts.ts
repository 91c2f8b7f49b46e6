import { type Cell, cleanCell, nothing } from './cell.ts';
import { personalValue } from './personal-value.ts';

/** Longest text that is kept, in characters; what is longer is no name, model or place. */
const longest = 300;

/** Reads a name, a model, a place; what gives away a person is not taken. */
export function parseText(raw: string): Cell<string> {
  const text = cleanCell(raw);
  if (text === '' || /^#{3,}$/.test(text)) return nothing;
  const personal = personalValue(text);
  if (personal !== null)
    return { found: personal, expected: { sv: 'en uppgift om enheten', en: 'a fact about the device' } };
  if (text.length > longest) {
    return { expected: { sv: `högst ${longest} tecken`, en: `at most ${longest} characters` } };
  }
  return { value: text };
}
