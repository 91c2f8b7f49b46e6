import { suggest } from '#model/declaration/suggest.ts';
import { GrundvalError } from '#model/error.ts';
import type { Command } from './command.ts';

/**
 * The command the words begin with, the longest name first, and the words after it.
 *
 * @throws {GrundvalError} `usage/unknown-command`, with the nearest name as hint
 */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  for (let length = Math.min(words.length, 3); length > 0; length--) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  const given = words.slice(0, 2).join(' ');
  const names = commands.map(({ name }) => name);
  const below = names.filter((name) => name.startsWith(`${words[0]} `));
  throw new GrundvalError('usage/unknown-command', `There is no command \`${given}\`.`, {
    hint:
      below.length > 0
        ? `grundval ${below.join(' | ')}`
        : (suggest(given, names) ?? suggest(words[0] ?? '', names) ?? 'grundval --help lists the commands.'),
  });
}
