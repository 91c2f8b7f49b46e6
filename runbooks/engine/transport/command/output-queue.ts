import type { OutputBytes } from './session.ts';

/**
 * Output between a connection and its reader, in the order it came. It holds as much as the sender has been given room
 * for, and asks for more only for what has been dealt with.
 */
export class OutputQueue {
  readonly #dealtWith: (byteCount: number) => void;
  readonly #pieces: OutputBytes[] = [];
  #waiting: ((piece: OutputBytes | null) => void) | null = null;
  #isOver = false;
  #inHand = 0;

  /** `dealtWith` hears how many bytes the reader is done with. */
  constructor(dealtWith: (byteCount: number) => void) {
    this.#dealtWith = dealtWith;
  }

  push(piece: OutputBytes): void {
    if (this.#isOver) return;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#pieces.push(piece);
    else this.#hand(piece, waiting);
  }

  /** No more comes; what is here can still be read. */
  finish(): void {
    this.#isOver = true;
    this.#waiting?.(null);
    this.#waiting = null;
  }

  read(): Promise<OutputBytes | null> {
    const done = this.#inHand;
    this.#inHand = 0;
    if (done > 0) this.#dealtWith(done);
    return new Promise((resolve) => {
      const next = this.#pieces.shift();
      if (next !== undefined) this.#hand(next, resolve);
      else if (this.#isOver) resolve(null);
      else this.#waiting = resolve;
    });
  }

  #hand(piece: OutputBytes, give: (piece: OutputBytes) => void): void {
    this.#inHand = piece.bytes.length;
    give(piece);
  }
}
