import { describe, expect, it } from 'vitest';
import type { Command } from '#cli/command.ts';
import { findCommand } from '#cli/find-command.ts';

const named = (name: string): Command => ({
  name,
  summary: { sv: name, en: name },
  usage: { words: '', flags: [] },
  run: async () => 0,
});
const commands = [named('check'), named('import devices'), named('import servers')];

describe('a command', () => {
  it('is found by the longest name, and gets the words after it', () => {
    const { command, rest } = findCommand(commands, ['import', 'devices', '--from', 'csv']);
    expect([command.name, rest]).toEqual(['import devices', ['--from', 'csv']]);
  });

  it.each([
    [['chekc'], 'did you mean `check`?'],
    [['import'], 'grundval import devices | import servers'],
    [['zzzzzz'], 'grundval --help lists the commands.'],
  ])('that does not exist, %j, is answered with %s', (words, hint) => {
    expect(() => findCommand(commands, words)).toThrow(
      expect.objectContaining({ code: 'usage/unknown-command', hint }),
    );
  });
});
