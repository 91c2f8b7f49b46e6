/** A name of a list: lower-case letters, digits and hyphens. */
export const sourceNamePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * What a list is called in the register, so that a newer one takes its place: `intune`, `intune:skolan`,
 * `csv:skrivare`. A CSV without a name of its own goes by its file's, without dates and numbers.
 */
export function sourceOf(importer: string, said: string | undefined, fileName: string): string {
  if (said !== undefined) return `${importer}:${said}`;
  return importer === 'csv' ? `csv:${nameOfFile(fileName)}` : importer;
}

/** `Skrivare i skolan 2026-11-20 (1).csv` → `skrivare-i-skolan`. */
function nameOfFile(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '');
  const plain = base
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\d+/g, ' ')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? 'lista' : plain;
}
