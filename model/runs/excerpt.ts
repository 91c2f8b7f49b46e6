/** The beginning and the end of a text that comes in pieces, in bounded memory. */
export interface Excerpt {
  push(text: string): void;
  readonly head: string;
  /** Empty while all is in the head. */
  readonly tail: string;
  /** What stands between them and is not kept here. */
  readonly left: { readonly lines: number; readonly bytes: number };
}

/** How much is kept at either end: whole lines, as many as both limits allow. */
export interface ExcerptLimits {
  readonly lines: number;
  readonly bytes: number;
}

/** An excerpt of nothing so far. A line longer than the limit is cut, at the end that is farther from the other part. */
export function createExcerpt(limits: ExcerptLimits): Excerpt {
  const head = { text: '', lines: 0, bytes: 0, isFull: false };
  /** Whole lines, oldest first; the last may be unfinished. */
  let tail: string[] = [];
  let tailBytes = 0;
  const left = { lines: 0, bytes: 0 };

  function push(text: string): void {
    for (const line of text.split(/(?<=\n)/)) if (line !== '') add(line);
  }

  function add(piece: string): void {
    if (!head.isFull) {
      const bytes = Buffer.byteLength(piece);
      if (head.lines < limits.lines && head.bytes + bytes <= limits.bytes) {
        head.text += piece;
        head.bytes += bytes;
        if (piece.endsWith('\n')) head.lines += 1;
        return;
      }
      head.isFull = true;
    }
    addToTail(piece);
  }

  function addToTail(piece: string): void {
    const last = tail.at(-1);
    if (last !== undefined && !last.endsWith('\n')) tail[tail.length - 1] = last + piece;
    else tail.push(piece);
    tailBytes += Buffer.byteLength(piece);
    while (tail.length > 1 && (tail.length > limits.lines || tailBytes > limits.bytes)) {
      const gone = tail.shift() ?? '';
      forget(gone);
      left.lines += 1;
    }
    const only = tail[0];
    if (tail.length === 1 && only !== undefined && tailBytes > limits.bytes) {
      const kept = lastBytes(only, limits.bytes);
      forget(only.slice(0, only.length - kept.length));
      tail = [kept];
    }
  }

  function forget(text: string): void {
    const bytes = Buffer.byteLength(text);
    tailBytes -= bytes;
    left.bytes += bytes;
  }

  return {
    push,
    left,
    get head() {
      return head.text;
    },
    get tail() {
      return tail.join('');
    },
  };
}

/** The end of a text within so many bytes, never half a character. */
function lastBytes(text: string, bytes: number): string {
  let from = Math.max(0, text.length - bytes);
  while (Buffer.byteLength(text.slice(from)) > bytes) from += 1;
  const isLowHalf = /^[\uDC00-\uDFFF]/.test(text.slice(from));
  return text.slice(isLowHalf ? from + 1 : from);
}
