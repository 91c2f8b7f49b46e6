/** Narrowest width worth wrapping for; below it every word would stand alone. */
const narrowest = 24;

/**
 * Breaks a line between words so that it fits; what follows hangs below its beginning. A word that is longer
 * than the line (a path) is left whole, so it can be clicked and copied.
 *
 * @param indent spaces before every line
 * @param columns width of the terminal; undefined leaves the text on one line
 */
export function wrap(text: string, indent: number, columns: number | undefined): readonly string[] {
  const margin = ' '.repeat(indent);
  if (columns === undefined) return [margin + text];
  const width = Math.max(columns - indent, narrowest);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((part) => margin + part);
}
