/** Takes secrets out of a text that comes in pieces. */
export interface Redactor {
  /** What may be shown so far; the end of it is held back while it may be the beginning of a secret. */
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

const blot = '•••';

/** A redactor of one stream. Longer secrets go first, so that one within another leaves nothing behind. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const sorted = secrets.filter((secret) => secret !== '').toSorted((a, b) => b.length - a.length);
  if (sorted.length === 0) return { push: (text) => text, end: () => '' };
  let held = '';

  function take(text: string, isLast: boolean): string {
    let shown = '';
    let at = 0;
    while (at < text.length) {
      const secret = sorted.find((candidate) => text.startsWith(candidate, at));
      const mayGrow = !isLast && sorted.some((candidate) => isCutShort(text, at, candidate));
      if (mayGrow) break;
      shown += secret === undefined ? text[at] : blot;
      at += secret?.length ?? 1;
    }
    held = text.slice(at);
    return shown;
  }

  return {
    push: (text) => take(held + text, false),
    end: () => take(held, true),
  };
}

/** Is what is left of a text the beginning of a longer secret? */
function isCutShort(text: string, at: number, secret: string): boolean {
  const left = text.length - at;
  return left < secret.length && secret.startsWith(text.slice(at));
}
