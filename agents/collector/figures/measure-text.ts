/** Letters that are clearly narrower or wider than half an em in the pages' typeface. */
const narrow = /[ijlIrtf.,:;'|!()[\]/\-·\u00a0 ]/;
const broad = /[mwMWÅÄÖQOGD@%&–]/;

/** About how wide a text is drawn, in pixels: a server has no typeface to ask. */
export function textWidth(text: string, size: number): number {
  const ems = [...text].reduce((sum, letter) => {
    if (narrow.test(letter)) return sum + 0.3;
    if (broad.test(letter)) return sum + 0.74;
    return sum + (letter === letter.toUpperCase() && letter !== letter.toLowerCase() ? 0.6 : 0.51);
  }, 0);
  return ems * size;
}

/** The text, or as much of it as fits with an ellipsis. */
export function fitText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** The text on as many lines as it takes, broken between words, but on no more than `most`. */
export function wrapText(text: string, width: number, size: number, most: number): readonly string[] {
  const words = text.split(' ');
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else if (last === undefined || lines.length < most) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = `${last} ${words.slice(index).join(' ')}`;
      break;
    }
  }
  return lines.map((line) => fitText(line, width, size));
}
