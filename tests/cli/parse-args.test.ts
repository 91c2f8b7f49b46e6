import { describe, expect, it } from 'vitest';
import { parseArguments } from '#cli/parse-args.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';

const spec = {
  command: 'check',
  flags: {
    format: { type: 'string', oneOf: ['text', 'json'] },
    out: { type: 'string', short: 'o' },
    only: { type: 'string', multiple: true },
    strict: { type: 'boolean' },
  },
  required: ['DIR'],
} as const;

function refusal(...args: string[]): { code: string; message: string; hint: string | undefined } {
  try {
    parseArguments(args, spec);
  } catch (error) {
    if (error instanceof GrundvalError) return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('nothing was refused');
}

function swedish(...args: string[]): { message: string; hint: string | undefined } {
  try {
    parseArguments(args, spec);
  } catch (error) {
    if (!(error instanceof GrundvalError)) throw error;
    const { message, hint } = inLanguage(error, 'sv');
    return { message, hint };
  }
  throw new Error('nothing was refused');
}

describe('parseArguments', () => {
  it('reads flags and words in any order, with the value after the flag or joined to it', () => {
    const { flags, words } = parseArguments(['--format=json', 'folder', '-o', 'file', '--strict'], spec);
    expect(flags).toEqual({ format: 'json', out: 'file', only: [], strict: true });
    expect(words).toEqual(['folder']);
  });

  it('gives false, undefined and an empty list for what is not said', () => {
    expect(parseArguments(['folder'], spec).flags).toEqual({
      format: undefined,
      out: undefined,
      only: [],
      strict: false,
    });
  });

  it('collects a flag that may be repeated', () => {
    expect(parseArguments(['d', '--only', 'GV-01', '--only', 'GV-02'], spec).flags.only).toEqual([
      'GV-01',
      'GV-02',
    ]);
  });

  it('takes what follows a double hyphen as words', () => {
    expect(parseArguments(['--', '--odd-name'], spec).words).toEqual(['--odd-name']);
  });

  it('takes a joined value that begins with a hyphen', () => {
    expect(parseArguments(['d', '--out=-'], spec).flags.out).toBe('-');
  });

  it.each([
    [['d', '--fromat', 'json'], 'usage/unknown-flag', 'did you mean `--format`?'],
    [['d', '--colourful'], 'usage/unknown-flag', 'grundval check --help'],
    [['d', '--constructor'], 'usage/unknown-flag', 'grundval check --help'],
    [['d', '--format', 'jsno'], 'usage/flag-value', 'did you mean `json`?'],
    [['d', '--format'], 'usage/flag-value', 'grundval check --help'],
    [['d', '--format='], 'usage/flag-value', 'grundval check --help'],
    [['d', '--format', '--strict'], 'usage/flag-value', 'grundval check --help'],
    [['d', '--strict=yes'], 'usage/flag-value', 'grundval check --help'],
    [['d', '--out', 'a', '--out', 'b'], 'usage/flag-twice', 'grundval check --help'],
    [[], 'usage/missing-argument', 'grundval check --help'],
    [['a', 'b'], 'usage/surplus-argument', 'grundval check --help'],
  ])('refuses %j', (args, code, hint) => {
    expect(refusal(...args)).toMatchObject({ code, hint });
  });

  it('says what was found and what was expected', () => {
    expect(refusal('d', '--format', 'xml').message).toBe(
      '`--format` has the value "xml"; expected text or json.',
    );
    expect(refusal().message).toBe('`grundval check` needs DIR.');
    expect(refusal('a', 'b').message).toBe('`grundval check` takes only DIR; found "b" as well.');
  });

  it('says it in Swedish, too, with the suggestion and the name of the value', () => {
    expect(swedish('d', '--format', 'jsno')).toEqual({
      message: '`--format` har värdet "jsno"; text eller json behövs.',
      hint: 'menade du `json`?',
    });
    expect(swedish()).toEqual({ message: '`grundval check` behöver MAPP.', hint: 'grundval check --help' });
  });
});
