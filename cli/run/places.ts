import { join } from 'node:path';

/** List of the keys that are believed, beside the declaration and reviewed with it. */
export function keysFile(folder: string): string {
  return join(folder, 'keys.json');
}

/** Where runs of a declaration's platform lie, each in a folder of its own; Git passes by. */
export function runsFolder(folder: string): string {
  return join(folder, '.grundval', 'runs');
}
