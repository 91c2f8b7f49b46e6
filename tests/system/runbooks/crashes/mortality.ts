import { writeSync } from 'node:fs';

/**
 * Places where a controller can die. `write`, `torn`, `written`, `power` and `synced` are those of one write to its
 * journal: nothing of it there, half of it, all of it, none of what was not yet on the disk, and all of it on the disk.
 */
export const places = [
  'write',
  'torn',
  'written',
  'power',
  'synced',
  'start',
  'started',
  'ended',
  'attach',
  'kept',
] as const;
export type Place = (typeof places)[number];

/** Which death: the so-many-th time, from 1, that it comes by a place, and so long after it. */
export interface Death {
  readonly place: Place;
  readonly nth: number;
  readonly afterMs: number;
}

/** What a controller that lives passed by, and where one dies that does not. */
export interface Mortality {
  readonly passed: Readonly<Partial<Record<Place, number>>>;
  /** Dies here if it is to. @param leave what the death leaves behind, done first */
  pass(place: Place, leave?: () => Promise<void>): Promise<void>;
}

/** A controller that dies once, or lives where there is no death. */
export function createMortality(death: Death | null): Mortality {
  const passed: Partial<Record<Place, number>> = {};
  return {
    passed,
    async pass(place, leave) {
      const nth = (passed[place] ?? 0) + 1;
      passed[place] = nth;
      if (death === null || death.place !== place || death.nth !== nth) return;
      if (death.afterMs > 0) {
        setTimeout(die, death.afterMs);
        return;
      }
      await leave?.();
      die();
    },
  };
}

function die(): void {
  writeSync(2, 'dies');
  process.kill(process.pid, 'SIGKILL');
}
