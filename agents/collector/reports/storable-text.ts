/** True where PostgreSQL can keep every text in a JSON value: no NUL, no half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
  }
  return true;
}

/** The text with what cannot be kept replaced by U+FFFD. */
export function makeStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
