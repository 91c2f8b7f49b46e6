import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodePowerShell,
  quotePowerShell,
  quoteWindowsArgument,
  windowsLine,
} from '#runbooks/engine/transport/command/powershell.ts';

const decode = (line: string) => Buffer.from(line.split(' ').at(-1) ?? '', 'base64').toString('utf16le');

/** The rules of CommandLineToArgvW for the arguments after the program, as Microsoft documents them. */
function splitWindowsLine(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const backslashes = /^\\+/.exec(line.slice(at))?.[0].length ?? 0;
    if (backslashes > 0) {
      const beforeQuote = line[at + backslashes] === '"';
      word = (word ?? '') + '\\'.repeat(beforeQuote ? Math.floor(backslashes / 2) : backslashes);
      at += backslashes - 1;
      if (beforeQuote && backslashes % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (line[at] === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (/\s/.test(line[at] ?? '') && !isQuoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + line[at];
  }
  return word === null ? words : [...words, word];
}

describe('a command for Windows', () => {
  it('encodes a script as PowerShell reads it', () => {
    expect(encodePowerShell('dir')).toBe('ZABpAHIA');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (script) => {
        expect(Buffer.from(encodePowerShell(script), 'base64').toString('utf16le')).toBe(script);
      }),
    );
  });

  it('doubles each of the five quotes that end a string of PowerShell', () => {
    expect(quotePowerShell("it's ‘a’ ‚b‛")).toBe("'it''s ‘‘a’’ ‚‚b‛‛'");
  });

  it('gives each argument as it is to a program', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'å', ' ', '"', '\\', "'", '\t', '%') });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(splitWindowsLine(words.map(quoteWindowsArgument).join(' '))).toEqual(words);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a folder that is not there, and an account that is not an administrator, before it begins', () => {
    const script = decode(windowsLine({ argv: ['whoami.exe'], folder: "C:\\O'Hara", asRoot: true }, 'mark'));
    const lines = ['sudo-not-allowed', "C:\\O''Hara", 'no-folder', 'no-program', 'begun', 'Start($i)'];
    const places = lines.map((text) => script.indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('is not run by cmd.exe, and not cut where it is too long', () => {
    expect(() => windowsLine({ argv: ['setup.cmd'] }, 'mark')).toThrow(/cmd.exe/);
    expect(() => windowsLine({ argv: ['x.exe', 'a'.repeat(9000)] }, 'mark')).toThrow(/8191/);
  });
});
