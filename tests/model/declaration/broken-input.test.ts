import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import { changed, folderWith, mistakesIn, mistakesWith, smallDeclaration } from './small-declaration.ts';

const isRoot = process.getuid?.() === 0;

/** What is wrong with a text as YAML, and the one line it gives. */
const texts: readonly (readonly [string, string | Uint8Array, string])[] = [
  ['an empty file', '', 'goals.yaml:1:1: found an empty file, expected YAML with keys'],
  ['comments alone', '# inget än\n', 'goals.yaml:1:1: found an empty file, expected YAML with keys'],
  ['prose', 'Mål för året\n', 'goals.yaml:1:1: found "Mål för året", expected a map'],
  ['a list', '- a\n', 'goals.yaml:1:1: found a list, expected a map'],
  [
    'no YAML',
    'goals: [}\n',
    'goals.yaml:1:9: found text that does not hold together as YAML, expected valid YAML (flow sequence in block collection must be sufficiently indented and end with a ])',
  ],
  [
    'the first break alone, since the parser guesses from there on',
    'goals:\n  - a\n b: [\nc: }\n',
    'goals.yaml:3:1: found text that does not hold together as YAML, expected valid YAML (all mapping items must start at the same column)',
  ],
  ['a tab', 'goals:\n\t- a\n', 'goals.yaml:2:1: found a tab as indentation, expected spaces'],
  [
    'a second colon',
    'goals: []\nactions: a: b\n',
    'goals.yaml:2:10: found a second colon on the line, expected one key and one value (put quotes around text that holds ": ")',
  ],
  [
    'a value that begins with a sign of YAML',
    'goals: @x\n',
    'goals.yaml:1:8: found a value that begins with `@`, expected quotes around it',
  ],
  [
    'two documents',
    'goals: []\n---\nactions: []\n',
    'goals.yaml:2:1: found a second document after `---`, expected one document in a file',
  ],
  ['a tag', 'goals: !js []\n', 'goals.yaml:1:8: found the tag `!js`, expected a value without a tag'],
  [
    'a binary value',
    'goals: !!binary aGVq\n',
    'goals.yaml:1:8: found the tag `!!binary`, expected a value without a tag',
  ],
  [
    'a template left unfilled',
    'goals: {{ goals }}\n',
    'goals.yaml:1:9: found a list, map or alias as key, expected text as key (put quotes around text that begins with `{`, `[` or `*`)',
  ],
  [
    'an alias without an anchor',
    'goals: *mal\n',
    'goals.yaml:1:8: found the alias `*mal`, expected `&mal` earlier in the file',
  ],
  [
    'an alias within what it names',
    'goals: &mal [*mal]\n',
    'goals.yaml:1:14: found the alias `*mal` within what it names, expected no ring',
  ],
  [
    'an alias bomb',
    `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi']
      .map(
        (name, at) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefgh'.charAt(at)}`)
            .join(', ')}]\n`,
      )
      .join('')}`,
    'goals.yaml:1:1: found aliases that multiply without bound, expected at most 100 aliased values',
  ],
  [
    'nesting that nobody wrote by hand',
    `goals: ${'['.repeat(100)}${']'.repeat(100)}`,
    'goals.yaml:1:57: found values nested deeper than 50, expected a declaration',
  ],
  [
    'UTF-16',
    Buffer.from('\uFEFFgoals: []\n', 'utf16le'),
    'goals.yaml: found bytes that are not UTF-8, expected UTF-8 text (save the file as UTF-8)',
  ],
  [
    'Windows-1252',
    Buffer.from('goals: [] # mål\n', 'latin1'),
    'goals.yaml: found bytes that are not UTF-8, expected UTF-8 text (save the file as UTF-8)',
  ],
  [
    '10 MB',
    Buffer.alloc(10_000_000, 0x20),
    'goals.yaml: found a file of 9766 KiB, expected at most 1024 KiB',
  ],
];

describe('a file', () => {
  it.each(texts)('that holds %s gives one clear mistake', async (_, content, expected) => {
    expect(await mistakesWith({ 'goals.yaml': content })).toEqual([expected]);
  });

  it('tells every key given twice, each at its place', async () => {
    expect(
      await mistakesWith({
        'goals.yaml': 'goals: []\nactions: []\ngoals: []\nactions:\n  - { id: a, id: b }\n',
      }),
    ).toEqual([
      'goals.yaml:3:1: found the key `goals` a second time, expected each key once',
      'goals.yaml:4:1: found the key `actions` a second time, expected each key once',
      'goals.yaml:5:14: found the key `id` a second time, expected each key once',
    ]);
  });

  it('that nests deeper than the parser can follow gives one clear mistake', async () => {
    const deep = `goals: ${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(await mistakesWith({ 'goals.yaml': deep })).toEqual([
      expect.stringMatching(
        /^goals\.yaml:1:\d+: found values nested too deep to read, expected a declaration$/,
      ),
    ]);
  });

  it('that is a folder is told', async () => {
    const folder = await folderWith({ 'goals.yaml': null });
    await mkdir(join(folder, 'goals.yaml'));
    expect(await mistakesIn(folder)).toEqual(['goals.yaml: found a folder, expected a YAML file']);
  });

  it('that links to itself or to nothing is told', async () => {
    const folder = await folderWith({ 'goals.yaml': null, 'prices.yaml': null });
    await symlink('goals.yaml', join(folder, 'goals.yaml'));
    await symlink('nowhere', join(folder, 'prices.yaml'));
    expect(await mistakesIn(folder)).toEqual([
      'goals.yaml: found a symbolic link that leads back to itself, expected a readable YAML file',
      'prices.yaml: found a symbolic link to nothing, expected a readable YAML file',
    ]);
  });

  it.skipIf(isRoot)('that may not be read is told (root may read everything)', async () => {
    const folder = await folderWith();
    await chmod(join(folder, 'goals.yaml'), 0);
    expect(await mistakesIn(folder)).toEqual([
      'goals.yaml: found something that you may not read, expected a readable YAML file',
    ]);
  });

  it('that no part of a declaration is named after is told rather than passed over', async () => {
    const folder = await folderWith({
      'goal.yaml': 'goals: []',
      'Prices.yaml': 'x: 1',
      'devices.yml': 'devices: []',
    });
    expect(await mistakesIn(folder)).toEqual([
      'Prices.yaml: found another ending or other letters, expected the name `prices.yaml`',
      'devices.yml: found another ending or other letters, expected the name `devices.yaml`',
      'goal.yaml: found a file that no part of a declaration is named after, expected one of `grundval.yaml`, `network.yaml`, `service-levels.yaml`, `standards.yaml`, `suppliers.yaml`, `decisions.yaml`, `goals.yaml`, `prices.yaml`, `devices.yaml` (did you mean `goals.yaml`?)',
    ]);
  });
});

describe('the services', () => {
  const expected = 'expected a folder with one YAML file for each service';
  const without = { 'services/arkiv.yaml': null };

  it('that are missing, empty, a file or a loop are told once', async () => {
    expect(await mistakesWith(without)).toEqual([`services: found nothing, ${expected}`]);
    expect(await mistakesWith({ ...without, services: 'x' })).toEqual([
      `services: found a file, ${expected}`,
    ]);

    const empty = await folderWith({ ...without, 'services/LÄSMIG.txt': 'x' });
    expect(await mistakesIn(empty)).toEqual([`services: found a folder without a *.yaml file, ${expected}`]);

    const loop = await folderWith(without);
    await symlink('services', join(loop, 'services'));
    expect(await mistakesIn(loop)).toEqual([
      `services: found a symbolic link that leads back to itself, ${expected}`,
    ]);
  });

  it('in folders of their own or with another ending are told', async () => {
    const folder = await folderWith({
      'services/vard/treserva.yaml': 'id: treserva',
      'services/bok.yml': 'id: bok',
    });
    expect(await mistakesIn(folder)).toEqual([
      'services/bok.yml: found another ending or other letters, expected the name `services/bok.yaml`',
      'services/vard: found a folder, expected the files of all services side by side',
    ]);
  });
});

describe('a folder', () => {
  const refusal = async (folder: string): Promise<GrundvalError> => {
    const error: unknown = await loadDeclaration(folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof GrundvalError)) throw error;
    return error;
  };

  it('that is missing, empty, a file, a loop or named by no path is refused with a hint', async () => {
    const folder = await folderWith();
    const empty = join(folder, 'tom');
    await mkdir(empty);
    await symlink('loop', join(folder, 'loop'));
    const told = new Map([
      [join(folder, 'saknas'), `there is no folder ${join(folder, 'saknas')}`],
      [empty, `the folder ${empty} holds no declaration (no *.yaml file)`],
      [join(folder, 'goals.yaml'), `${join(folder, 'goals.yaml')} is a file; expected a folder`],
      [join(folder, 'loop'), `the folder ${join(folder, 'loop')} cannot be read (ELOOP)`],
      ['a\0b', 'the folder a\0b cannot be read (ERR_INVALID_ARG_VALUE)'],
    ]);
    for (const [path, message] of told) {
      const error = await refusal(path);
      expect([error.code, error.message]).toEqual(['declaration/no-folder', message]);
      expect(error.hint).toContain('examples/orkelljunga');
    }
  });

  it('with nothing but one of the files tells the others', async () => {
    const nothing = Object.fromEntries(Object.keys(smallDeclaration).map((file) => [file, null]));
    const told = await mistakesWith({ ...nothing, 'goals.yaml': 'goals: []\nactions: []\n' });
    expect(told).toHaveLength(8);
    expect(told.every((line) => line.includes(': found nothing, expected '))).toBe(true);
  });

  it('is read again as it is then', async () => {
    const folder = await folderWith({ 'goals.yaml': 'goals: {}' });
    expect(await mistakesIn(folder)).not.toEqual([]);
    await writeFile(join(folder, 'goals.yaml'), 'goals: []\nactions: []\n');
    expect(await mistakesIn(folder)).toEqual([]);
    await rm(join(folder, 'grundval.yaml'));
    expect(await mistakesIn(folder)).toHaveLength(1);
    await writeFile(join(folder, 'grundval.yaml'), changed('grundval.yaml', 'Liten', 'Stor'));
    expect((await loadDeclaration(folder)).organisation.organisation.name).toBe('Stor');
  });
});
