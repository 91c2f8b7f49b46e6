import { GrundvalError } from '#model/error.ts';
import type { RemoteCommand } from '../transport.ts';

/**
 * Refuses what no host could be told as it stands.
 * @throws transport/bad-command
 */
export function checkCommand({ argv, folder, environment = {} }: RemoteCommand): void {
  const [program] = argv;
  if (program === '' || program.startsWith('-')) throw bad(`no name of a program: '${program}'`);
  if (folder === '') throw bad('a folder without a name');
  for (const name of Object.keys(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw bad(`no name of a variable: '${name}'`);
  }
  if ([...argv, folder ?? '', ...Object.values(environment)].some((text) => text.includes('\0'))) {
    throw bad('a word with a NUL in it');
  }
}

const bad = (what: string) =>
  new GrundvalError('transport/bad-command', `the command cannot be run on any host: ${what}`, {
    hint: 'correct the procedure that asks for it',
  });
