/** Files of a `.ttar` archive (text, `Path:` and `Lines:` before each) by path. */
export function parseTtar(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const lines = text.split('\n');
  let path = '';
  for (let at = 0; at < lines.length; at += 1) {
    const [, key, value = ''] = /^(Path|Lines): (.*)$/.exec(lines[at] ?? '') ?? [];
    if (key === 'Path') path = value;
    if (key !== 'Lines') continue;
    const count = Number(value);
    files.set(
      path,
      lines
        .slice(at + 1, at + 1 + count)
        .join('\n')
        .replace(/EOF$/, ''),
    );
    at += count;
  }
  return files;
}
