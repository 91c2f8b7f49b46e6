/** What the wrapper around a command has said on its error stream. */
export type Beginning =
  | { readonly kind: 'begun'; readonly group: number }
  | { readonly kind: 'refused'; readonly reason: 'no-folder' | 'no-program' | 'sudo-not-allowed' };

/** Kept of what comes before the mark: enough for every message of sudo, whatever the login shell prints. */
const keptCharacters = 16_384;

/**
 * Splits a stream into what comes before the line with the mark, which belongs to the login shell and sudo, and what the
 * command itself prints after it.
 */
export class BeginReader {
  readonly #mark: Buffer;
  #held = Buffer.alloc(0);
  #isPast = false;
  #prompts = 0;

  constructor(mark: string) {
    this.#mark = Buffer.from(mark, 'latin1');
  }

  /** What was read before the mark, as text; its end where it is long. */
  get before(): string {
    return this.#held.toString('utf8');
  }

  /** Bytes of the command itself, and once what the marked line says. */
  take(bytes: Buffer): { readonly own: Buffer; readonly said: string | null } {
    if (this.#isPast) return { own: bytes, said: null };
    this.#held = Buffer.concat([this.#held, bytes]);
    const at = this.#held.indexOf(this.#mark);
    const end = at < 0 ? -1 : this.#held.indexOf(10, at);
    if (end < 0) {
      if (at < 0 && this.#held.length > keptCharacters) this.#held = this.#held.subarray(-keptCharacters);
      return { own: Buffer.alloc(0), said: null };
    }
    this.#isPast = true;
    const said = this.#held.subarray(at + this.#mark.length, end).toString('latin1');
    const own = Buffer.from(this.#held.subarray(end + 1));
    this.#held = this.#held.subarray(0, at);
    return { own, said: said.trim() };
  }

  /** How many times more than at the last call the text before the mark asks by this prompt. */
  newPrompts(prompt: string): number {
    const count = this.#held.toString('latin1').split(prompt).length - 1;
    const more = count - this.#prompts;
    this.#prompts = count;
    return more;
  }
}

/** Reads what the marked line of the error stream says; null where it is none of ours. */
export function parseBeginning(said: string): Beginning | null {
  const [word, group] = said.split(/\s+/);
  if (word === 'begun' && group !== undefined && /^[0-9]+$/.test(group)) {
    return { kind: 'begun', group: Number(group) };
  }
  return word === 'no-folder' || word === 'no-program' || word === 'sudo-not-allowed'
    ? { kind: 'refused', reason: word }
    : null;
}
