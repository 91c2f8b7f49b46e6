import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { OperationsSettings } from '#model/declaration/operations.ts';
import { mistakesWith, smallDeclaration } from './small-declaration.ts';

const anchorsOf = (...anchors: readonly string[]) => ({
  'grundval.yaml': `${smallDeclaration['grundval.yaml']}operations:
  anchors:
${anchors.map((anchor) => `    - ${anchor}`).join('\n')}
`,
});
const registrar = 'kind: registrar, to: registrator@liten.example, from: grundval@liten.example';

it.each([
  '{ kind: timestamp, url: "https://tsa.example/tsr" }',
  '{ kind: timestamp, url: "http://tsa.example/", policy: 1.2.752.134.1 }',
  `{ ${registrar}, relay: { host: smtp.liten.example } }`,
  `{ ${registrar}, relay: { host: smtp.liten.example, port: 2525, tls: offered, certificate: pki/smtp.pem } }`,
  `{ ${registrar}, folder: /srv/diariet }`,
])('takes %s', async (anchor) => {
  expect(await mistakesWith(anchorsOf(anchor))).toEqual([]);
});

it.each([
  [`{ ${registrar} }`, 'either a relay or a folder'],
  [`{ ${registrar}, relay: { host: a }, folder: /srv }`, 'either a relay or a folder'],
  [`{ ${registrar}, folder: diariet }`, 'an absolute path'],
  [
    `{ ${registrar}, relay: { host: a, certificate: ../smtp.pem } }`,
    'a file in the folder of the declaration',
  ],
  [
    `{ ${registrar}, relay: { host: a, certificate: /etc/smtp.pem } }`,
    'a file in the folder of the declaration',
  ],
  ['{ kind: registrar, to: Registrator, from: a@b, folder: /srv }', 'a mail address'],
  ['{ kind: timestamp, url: "ftp://tsa.example" }', 'https://tsa.example.se/tsr'],
  ['{ kind: timestamp, url: "https://tsa.example", policy: 1.02 }', 'object identifier'],
  ['{ kind: blockchain, url: "https://tsa.example" }', 'timestamp'],
])('refuses %s', async (anchor, expected) => {
  const mistakes = await mistakesWith(anchorsOf(anchor));
  expect(mistakes).toEqual([expect.stringContaining(expected)]);
  expect(mistakes[0]).toMatch(/^grundval\.yaml:\d+:\d+ operations\.anchors\[0\]/);
});

it('takes what docs/journals.md tells', async () => {
  const text = await readFile('docs/journals.md', 'utf8');
  const { operations } = parse(/```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '');
  expect(OperationsSettings.parse(operations).anchors).toHaveLength(3);
});
