import { readFileSync } from 'node:fs';

/**
 * Loaded before a program, shows it another time: `--import shifted-clock.ts?by=FILE`, where the file has the
 * milliseconds that are added, read anew each time.
 */
const file = new URL(import.meta.url).searchParams.get('by') ?? '';
const RealDate = Date;

function now(): number {
  return RealDate.now() + Number(readFileSync(file, 'utf8'));
}

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [now()] : given) as [number]));
  }

  static override now = now;
}
globalThis.Date = ShiftedDate as DateConstructor;
