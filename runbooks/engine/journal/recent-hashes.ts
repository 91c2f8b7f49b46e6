/** So far back an anchor may reach: answers come in seconds, and so much is written in that time at the most. */
const recentEntries = 65_536;

/** Hashes of the latest entries, in 2.5 MB whatever the length of the journal. */
export interface RecentHashes {
  add(seq: number, hash: string): void;
  /** Null where it is too far back, or has not been. */
  get(seq: number): string | null;
}

/** Nothing remembered yet. */
export function rememberHashes(): RecentHashes {
  let size = 256;
  let bytes = Buffer.alloc(size * 32);
  let numbers = new Float64Array(size).fill(-1);
  /** Most journals are short. All numbers so far are below the old size, so each keeps its place. */
  const grow = (): void => {
    size *= 2;
    bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
    numbers = Float64Array.from({ length: size }, (_, at) => numbers[at] ?? -1);
  };
  return {
    add(seq, hash) {
      while (seq >= size && size < recentEntries) grow();
      const place = seq % size;
      numbers[place] = seq;
      bytes.write(hash, place * 32, 'hex');
    },
    get(seq) {
      const place = seq % size;
      return numbers[place] === seq ? bytes.toString('hex', place * 32, place * 32 + 32) : null;
    },
  };
}
