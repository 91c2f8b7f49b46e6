import { expect, it } from 'vitest';
import { changed, mistakesWith } from './small-declaration.ts';

const accessWith = (fields: string) => ({
  'network.yaml': changed('network.yaml', 'authentication: mac }', `${fields} }`),
});

it.each([
  ['mac', 'macGroup: kontor'],
  ['802.1x-certificate', 'certificateOu: Kontor 1'],
  ['802.1x-user', 'group: "CN=Örnar,OU=Skolan,DC=exempel,DC=se"'],
  ['open', 'unknown: true'],
])('takes a role that comes in by %s and is known by %s', async (authentication, match) => {
  expect(await mistakesWith(accessWith(`authentication: ${authentication}, match: { ${match} }`))).toEqual(
    [],
  );
});

it('tells a role known by what its authentication does not show', async () => {
  expect(
    await mistakesWith(accessWith('authentication: mac, match: { macGroup: kontor, group: Kontoret }')),
  ).toEqual([
    'network.yaml:12:98 access[0].match.group: found `group` of a role that comes in by `mac`, expected `macGroup`',
  ]);
});

it.each([
  ['an organisational unit that could pass for a whole name', 'certificateOu: "a/OU=drift"'],
  ['a group that would end its quotes', `group: "a' || 'b"`],
  ['a group that would be expanded', 'group: "%{User-Name}"'],
])('refuses %s', async (_, match) => {
  const authentication = match.startsWith('group') ? '802.1x-user' : '802.1x-certificate';
  const mistakes = await mistakesWith(accessWith(`authentication: ${authentication}, match: { ${match} }`));
  expect(mistakes).toHaveLength(1);
});
