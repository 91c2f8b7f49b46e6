import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFlags } from '#agents/client/flags.ts';
import { commands } from '#cli/commands/index.ts';
import { findCommand } from '#cli/find-command.ts';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = [
  'README.md',
  'README.sv.md',
  'CONTRIBUTING.md',
  'docs/journals.md',
  'docs/platform.md',
  'docs/writing-procedures.md',
  'examples/orkelljunga/README.md',
];

/** npm's own words, which are no scripts of ours. */
const npmWords = new Set(['install']);

describe.each(documents)('%s', async (name) => {
  const text = await readFile(`${root}${name}`, 'utf8');
  const quoted = [...text.matchAll(/`([^`\n]+)`|^((?:npm|npx) .+)$/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  const calls = quoted.flatMap((line) => line.split('&&')).map((call) => call.trim().split(/\s+/));

  it('names commands', () => {
    expect(calls.filter(([first = '']) => /^(npm|npx|grundval)$/.test(first)).length).toBeGreaterThan(0);
  });

  it('names commands of grundval that exist, with their flags', async () => {
    for (const words of calls.map((call) => (call[0] === 'npx' ? call.slice(1) : call))) {
      if (words[0] !== 'grundval' || words.length === 1 || words[1]?.startsWith('-')) continue;
      const { command, rest } = findCommand(commands, words.slice(1));
      const usage = (await command.usageFor?.(rest)) ?? command.usage;
      for (const flag of words.filter(
        (word) => word.startsWith('--') && word !== '--lang' && word !== '--help',
      )) {
        expect(`${JSON.stringify(usage)}`, words.join(' ')).toContain(flag);
      }
    }
  });

  it('names commands of the agent that exist', () => {
    for (const words of calls.map((call) => (call[0] === 'npx' ? call.slice(1) : call))) {
      if (words[0] === 'grundval-agent' && words.length > 1) {
        expect(() => parseFlags(words.slice(1)), words.join(' ')).not.toThrow();
      }
    }
  });

  it('names scripts of npm that exist', () => {
    for (const [npm, first = '', second = ''] of calls) {
      if (npm !== 'npm' || npmWords.has(first)) continue;
      expect(Object.keys(manifest.scripts)).toContain(first === 'run' ? second : first);
    }
  });

  it('links to files that exist', () => {
    const folder = name.replace(/[^/]*$/, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect(existsSync(`${root}${folder}${target}`), target).toBe(true);
    }
  });
});
