import type { Declaration } from '../declaration/declaration.ts';

/** Where in the declaration something is said: what a plan gives as its reason. */
export interface DeclaredPlace {
  /** Path in the declaration folder: `services/gis.yaml`. */
  readonly file: string;
  /** JSON pointer within the file: `/flows/2`. */
  readonly pointer: string;
  /** Line of the file, from 1; null where the key is not written out. */
  readonly line: number | null;
}

/** The place of a key of a declared file. */
export function placeOf({ lines }: Declaration, file: string, pointer: string): DeclaredPlace {
  return { file, pointer, line: lines[file]?.[pointer] ?? null };
}
