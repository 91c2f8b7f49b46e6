import { readFile } from 'node:fs/promises';

/**
 * The text of `inventory.ps1`. Run from the project it is read from beside this file; the bundle, which has
 * nothing beside it, gets a module of the same name with the text inside (`bundle.ts`).
 */
export function readInventoryScript(): Promise<string> {
  return readFile(new URL('./inventory.ps1', import.meta.url), 'utf8');
}
