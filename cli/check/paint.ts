/** Escape codes for what is said twice anyway: in words and shape. */
const codes = {
  finding: '31',
  exempt: '35',
  'not-measured': '90',
  met: '32',
  strong: '1',
  faint: '2',
} as const;
type Style = keyof typeof codes;

/** Colours a text, or gives it as it is where the output is no terminal. */
export type Paint = (text: string, style: Style) => string;

export function createPaint(colour: boolean): Paint {
  return (text, style) => (colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}

/** A text of the declaration without control characters, which could otherwise steer the terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
