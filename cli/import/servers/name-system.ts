import { findPossibleSupport } from '#model/lifecycle/find-support.ts';
import { importedSystem } from '#model/lifecycle/imported-system.ts';

/** Product and cycle of an operating system, as endoflife.date names them. */
export interface NamedSystem {
  readonly product: string;
  readonly cycle: string;
  /** Name for people: `Windows Server 2022`. */
  readonly name: string;
}

/** The one release that the words of a list fit; null where they fit none or several: it is not guessed. */
export function nameSystem(words: string | null): NamedSystem | null {
  const named = importedSystem(words?.replace(/\s*\((?:32|64)-bit\)\s*/gi, ' ').trim() ?? null, null);
  const [only, ...others] = named === null ? [] : findPossibleSupport(named);
  if (only === undefined || others.length > 0) return null;
  return { product: only.product, cycle: only.cycle, name: only.name };
}
