import type { OutputStore } from '../engine/output/output-store.ts';
import { sha256 } from '../engine/plan/command-hash.ts';

/** Outputs in memory, by host and step. */
export interface MemoryOutputs extends OutputStore {
  readonly texts: ReadonlyMap<string, string>;
}

/** A store with nothing in it. */
export function createMemoryOutputs(): MemoryOutputs {
  const texts = new Map<string, string>();
  return {
    texts,
    async open(host, step) {
      const key = `${host} ${step}`;
      let text = '';
      return {
        write(chunk) {
          text += chunk.text;
        },
        async close() {
          if (text === '') return { sha256: null, last: '' };
          texts.set(key, text);
          return { sha256: sha256(text), last: text.trimEnd().split('\n').at(-1) ?? '' };
        },
      };
    },
  };
}
