import type { Scope, Store } from '../store/store.ts';

const batch = 2000;

/** The journal of a run byte by byte as it was written, some thousand lines at a time. */
export async function* journalLines(
  store: Pick<Store, 'readRunEntries'>,
  scope: Scope,
  run: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += batch) {
    const entries = await store.readRunEntries(scope, run, { from, limit: batch });
    if (entries.length > 0) yield encoder.encode(entries.map(({ line }) => `${line}\n`).join(''));
    if (entries.length < batch) return;
  }
}
