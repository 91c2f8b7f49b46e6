import { compareText } from '#model/compare-text.ts';

/** Hosts that said the same. */
export interface FoldedOutput {
  /** Sorted. */
  readonly hosts: readonly string[];
  readonly text: string;
}

/** Folds outputs that are equal but for white space at the ends of lines; those of most hosts first. */
export function foldOutputs(
  outputs: Iterable<readonly [host: string, text: string]>,
): readonly FoldedOutput[] {
  const groups = Map.groupBy(outputs, ([, text]) => text.replace(/[^\S\n]+$/gm, '').trimEnd());
  return [...groups]
    .map(([text, entries]) => ({ text, hosts: entries.map(([host]) => host).toSorted(compareText) }))
    .sort((a, b) => b.hosts.length - a.hosts.length || compareText(a.hosts[0] ?? '', b.hosts[0] ?? ''));
}

/**
 * Hosts in few words: those that differ in their last number alone together.
 *
 * @example `gis-app-[1-3,7],katalog-1`
 */
export function hostRange(hosts: readonly string[]): string {
  const parts = hosts.map((host) => {
    const [, name = host, digits = ''] = /^(.*?)(\d*)$/.exec(host) ?? [];
    // 007 is another name than 7.
    return digits.length > 1 && digits.startsWith('0') ? { name: host, digits: '' } : { name, digits };
  });
  return [...Map.groupBy(parts, ({ name }) => name)]
    .map(([name, members]) => {
      const numbers = members.filter(({ digits }) => digits !== '').map(({ digits }) => Number(digits));
      const bare = numbers.length < members.length ? [name] : [];
      const spans = spansOf(numbers.toSorted((a, b) => a - b));
      if (spans === '') return bare.join();
      const isOne = numbers.length === 1;
      return [...bare, isOne ? `${name}${spans}` : `${name}[${spans}]`].join();
    })
    .join(',');
}

function spansOf(numbers: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join();
}
