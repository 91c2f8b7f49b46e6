import { describe, expect, it } from 'vitest';
import { readSurroundings } from '#cli/config.ts';

const facts = (words: readonly string[], env: Readonly<Record<string, string>> = {}, isTTY = false) =>
  readSurroundings({ argv: ['node', 'grundval', ...words], env, stdout: { isTTY } });

describe('the language', () => {
  it('follows the flag before the locale, wherever the flag stands', () => {
    expect(facts(['--lang', 'sv', 'check', 'x'], { LANG: 'en_GB.UTF-8' })).toMatchObject({
      lang: 'sv',
      argv: ['check', 'x'],
    });
    expect(facts(['check', 'x', '--lang=en'], { LANG: 'sv_SE.UTF-8' })).toMatchObject({
      lang: 'en',
      argv: ['check', 'x'],
    });
  });

  it.each([
    [{ LANG: 'sv_SE.UTF-8' }, 'sv'],
    [{ LANG: 'sv_SE.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'C', GRUNDVAL_LANG: 'sv' }, 'sv'],
    [{}, 'en'],
  ])('of %j is %s', (env, lang) => {
    expect(facts([], env as Record<string, string>).lang).toBe(lang);
  });

  it('leaves a value it does not know for the command to refuse', () => {
    expect(facts(['check', '--lang', 'fi']).argv).toEqual(['check', '--lang', 'fi']);
  });
});

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('with %j and a terminal %s is %s', (env, isTTY, colour) => {
    expect(facts([], env as Record<string, string>, isTTY).colour).toBe(colour);
  });
});
