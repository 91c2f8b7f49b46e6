import { isIP } from 'node:net';

/** Addresses in cells, each once, in their order; without link-local, loopback and masks. */
export function usableAddresses(cells: readonly string[]): readonly string[] {
  const all = cells
    .flatMap((cell) => cell.split(/[\s,;|]+/))
    .map((part) => part.replace(/[/%].*$/, '').toLowerCase())
    .filter((part) => isIP(part) !== 0 && !/^(fe[89ab]|169\.254\.|127\.|0\.0\.0\.0$|::1?$)/.test(part));
  return [...new Set(all)];
}
