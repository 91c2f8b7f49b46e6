import { describe, expect, it } from 'vitest';
import { commands } from '#cli/commands/index.ts';
import { help, helpFor } from '#cli/help.ts';

const langs = ['sv', 'en'] as const;

/** A flag as the help writes it, with a value where it takes one: `--port`, `N` or `--format`, `text`. */
const written = (flag: string): readonly string[] => {
  const [name = '', value] = flag.split(' ', 2);
  return value === undefined ? [name] : [name, value.split('|')[0] ?? value];
};

describe('the help', () => {
  it.each(langs)('fits 80 columns in %s, however wide the terminal is', (lang) => {
    for (const columns of [undefined, 80, 300]) {
      const page = columns === undefined ? { lang } : { lang, columns };
      const texts = [help(commands, page), ...commands.map((command) => helpFor(command, page))];
      for (const line of texts.join('\n').split('\n'))
        expect([line, line.length <= 80]).toEqual([line, true]);
    }
  });

  it('explains flags and names values in the language asked for', () => {
    const [start] = commands.filter(({ name }) => name === 'start');
    if (start === undefined) throw new Error('there is no start');
    expect(helpFor(start, { lang: 'sv' })).toMatch(/start MAPP .*\[--data MAPP\]/);
    expect(helpFor(start, { lang: 'sv' })).toContain('den här datorn rapporterar inte');
    expect(helpFor(start, { lang: 'en' })).toMatch(/start DIR .*\[--data DIR\]/);
    expect(helpFor(start, { lang: 'en' })).toContain('this machine does not report');
  });

  it('shows a required flag without brackets', () => {
    const [schema] = commands.filter(({ name }) => name === 'schema');
    expect(schema && helpFor(schema, { lang: 'en' })).toContain('Usage: grundval schema --out DIR');
  });
});

describe.each(commands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  it('takes every flag that its help explains', async () => {
    const words = command.usage.flags.flatMap(({ flag }) => written(flag));
    const io = {
      out: () => undefined,
      err: () => undefined,
      lang: 'en',
      colour: false,
      now: () => new Date(),
      cwd: '/nowhere',
      signal: AbortSignal.abort(),
    } as const;
    // The flags are read in order: the one that does not exist is refused after the others were taken.
    await expect(command.run([...words, '--no-such-flag'], io)).rejects.toMatchObject({
      code: 'usage/unknown-flag',
      message: expect.stringContaining('--no-such-flag'),
    });
  });
});
