import { bilingualError } from '#model/bilingual-error.ts';
import { findNearest } from '#model/declaration/suggest.ts';
import type { Text } from '#model/format/text.ts';
import type { Command } from './command.ts';
import { didYouMean } from './did-you-mean.ts';

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
  const nearest = findNearest(given, names) ?? findNearest(words[0] ?? '', names);
  throw bilingualError(
    'usage/unknown-command',
    { sv: `Kommandot \`${given}\` finns inte.`, en: `There is no command \`${given}\`.` },
    below.length > 0 ? sameText(`grundval ${below.join(' | ')}`) : nearest ? didYouMean(nearest) : listing,
  );
}

const listing: Text = {
  sv: 'grundval --help listar kommandona.',
  en: 'grundval --help lists the commands.',
};

const sameText = (text: string): Text => ({ sv: text, en: text });
