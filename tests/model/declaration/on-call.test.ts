import { expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { folderWith, mistakesWith, smallDeclaration } from './small-declaration.ts';

const onCall = (...contacts: readonly string[]) => ({
  'grundval.yaml': `${smallDeclaration['grundval.yaml']}operations:
  onCall:
${contacts.map((contact) => `    - ${contact}`).join('\n')}
`,
});
const contact = (phone: string, more = '') =>
  `{ name: Driftjour, phone: "${phone}", hours: dygnet runt${more} }`;

it('may be left out: then nobody is said to be on call', async () => {
  const { organisation } = await loadDeclaration(await folderWith());
  expect(organisation.operations.onCall).toEqual([]);
});

it('is kept in the order it is written, for all services where none is named', async () => {
  const folder = await folderWith(onCall(contact('070-174 06 10', ', services: [arkiv]'), contact('112')));
  const { organisation } = await loadDeclaration(folder);
  expect(organisation.operations.onCall.map(({ phone, services }) => [phone, services])).toEqual([
    ['070-174 06 10', ['arkiv']],
    ['112', []],
  ]);
});

it.each(['08-465 004 10', '+46 70 174 06 10', '0701740610'])('takes the number %s', async (phone) => {
  expect(await mistakesWith(onCall(contact(phone)))).toEqual([]);
});

it.each(['jouren', '070-174 06 10 (Kim)', '12', '070-174 06 10;ext=1', '+', '0701740610070174'])(
  'refuses the number %s',
  async (phone) => {
    expect(await mistakesWith(onCall(contact(phone)))).toEqual([
      expect.stringMatching(
        /^grundval\.yaml:13:26 operations\.onCall\[0\]\.phone: .*a telephone number such as/,
      ),
    ]);
  },
);

it('tells a service that is not declared', async () => {
  expect(await mistakesWith(onCall(contact('112', ', services: [arkivet]')))).toEqual([
    expect.stringContaining(
      'operations.onCall[0].services[0]: found "arkivet", expected the id of a declared service (did you mean `arkiv`?)',
    ),
  ]);
});
