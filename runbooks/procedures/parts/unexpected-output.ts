import { GrundvalError } from '#model/error.ts';

/** A command said something that its reader does not know: better no answer than a wrong one. */
export function unexpectedOutput(command: string, found: string, expected: string): GrundvalError {
  const shown = found.trim() === '' ? 'nothing' : JSON.stringify(found.trim().slice(0, 200));
  return new GrundvalError(
    'procedures/unexpected-output',
    `\`${command}\` said ${shown}; expected ${expected}.`,
  );
}
