import { createHash } from 'node:crypto';

/**
 * A number that depends on a key and nothing else: the first 128 bits of SHA-256 over its parts. The parts are
 * written as JSON, so that `['a', 'bc']` and `['ab', 'c']` differ.
 */
export function stableHash(...parts: readonly string[]): bigint {
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`);
}

/** A whole number from 0 up to, not including, `limit`, that depends on a key and nothing else. */
export function stableBelow(limit: number, ...parts: readonly string[]): number {
  return Number(stableHash(...parts) % BigInt(limit));
}
