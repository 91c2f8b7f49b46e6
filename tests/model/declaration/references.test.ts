import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declarationFiles, serviceFile } from '#model/declaration/files.ts';
import { definitions, references } from '#model/declaration/references.ts';
import { change, changed, mistakesWith, serviceWith, smallDeclaration } from './small-declaration.ts';

const service = 'services/arkiv.yaml';
type Files = Readonly<Record<string, string>>;
const decisions = (extra: string) => ({ 'decisions.yaml': `${smallDeclaration['decisions.yaml']}${extra}` });

const cases: readonly (readonly [string, Files, string])[] = [
  [
    'a role that is not declared',
    change(service, 'owner: role:chef', 'owner: role:chefen'),
    `${service}:7:1 owner: found "role:chefen", expected the id of a declared role (did you mean \`chef\`?)`,
  ],
  [
    'an administrator that is not declared',
    serviceWith('administrators: [role:chef, role:forvaltare]'),
    `${service}:10:29 administrators[1]: found "role:forvaltare", expected the id of a declared role`,
  ],
  [
    'a unit that is not declared',
    change(service, 'responsibleUnit: it', 'responsibleUnit: ti'),
    `${service}:8:1 responsibleUnit: found "ti", expected the id of a declared unit (did you mean \`it\`?)`,
  ],
  [
    'a classification decision that is missing',
    serviceWith('classification: { k: 1, r: 1, t: 1, decision: KS-2026-3 }'),
    `${service}:10:37 classification.decision: found "KS-2026-3", expected the id of a declared decision (did you mean \`KS-2026-1\`?)`,
  ],
  [
    'a decision about something else',
    serviceWith('classification: { k: 1, r: 1, t: 1, decision: KS-2026-2 }'),
    `${service}:10:37 classification.decision: found "KS-2026-2", a decision of kind retention, expected a decision of kind classification (what was decided together is declared as two decisions with one \`reference\`)`,
  ],
  [
    'a retention decision that is about a class',
    serviceWith('information: [{ type: arenden, personalData: none, retention: KS-2026-1 }]'),
    `${service}:10:52 information[0].retention: found "KS-2026-1", a decision of kind classification, expected a decision of kind retention (what was decided together is declared as two decisions with one \`reference\`)`,
  ],
  [
    'a service level class that is not declared',
    serviceWith('serviceLevel: { class: silver }'),
    `${service}:10:17 serviceLevel.class: found "silver", expected the id of a declared service-level class`,
  ],
  [
    'a platform site that is not declared',
    serviceWith('runsOn: hal'),
    `${service}:10:1 runsOn: found "hal", expected the id of a declared platform site (did you mean \`hall\`?)`,
  ],
  [
    'a dependency that is not declared',
    serviceWith('dependsOn: [katalog]'),
    `${service}:10:13 dependsOn[0]: found "katalog", expected the id of a declared service`,
  ],
  [
    'a flow from a role that no device has',
    serviceWith('flows: [{ from: role:personl, to: service:arkiv, port: 443, authenticated: true }]'),
    `${service}:10:11 flows[0].from: found "role:personl", expected the id of a declared network role (did you mean \`personal\`?)`,
  ],
  [
    'a flow from a zone that is not declared',
    serviceWith('flows: [{ from: zone:amd, to: service:arkiv, port: 443, authenticated: true }]'),
    `${service}:10:11 flows[0].from: found "zone:amd", expected the id of a declared zone (did you mean \`adm\`?)`,
  ],
  [
    'a flow to a server role that the service lacks',
    serviceWith('flows: [{ from: internet, to: app, port: 443, authenticated: true }]'),
    `${service}:10:27 flows[0].to: found "app", expected the id of a declared server role of this service`,
  ],
  [
    'a flow to a service that is not declared',
    serviceWith('flows: [{ from: internet, to: service:x, port: 443, authenticated: true }]'),
    `${service}:10:27 flows[0].to: found "service:x", expected the id of a declared service`,
  ],
  [
    'a flow to a server role of a service that is not declared',
    serviceWith('flows: [{ from: internet, to: service:x/app, port: 443, authenticated: true }]'),
    `${service}:10:27 flows[0].to: found "service:x/app", expected the id of a declared service`,
  ],
  [
    'a flow to a server role that the other service lacks',
    serviceWith('flows: [{ from: internet, to: service:arkiv/app, port: 443, authenticated: true }]'),
    `${service}:10:27 flows[0].to: found "service:arkiv/app", expected the id of a declared server role of \`arkiv\``,
  ],
  [
    'a hosting form that rests on a decision on something else',
    serviceWith('hostingDecision: KS-2026-2'),
    `${service}:10:1 hostingDecision: found "KS-2026-2", a decision of kind retention, expected a decision of kind hosting (what was decided together is declared as two decisions with one \`reference\`)`,
  ],
  [
    'a payer that is neither unit nor municipality',
    serviceWith('costs: [{ kind: licence, sekPerYear: 1, payer: staten }]'),
    `${service}:10:41 costs[0].payer: found "staten", expected the id of a declared unit or municipality`,
  ],
  [
    'a consumer that is no municipality',
    serviceWith('consumers: [stor]'),
    `${service}:10:13 consumers[0]: found "stor", expected the id of a declared municipality`,
  ],
  [
    'a contract with somebody else',
    {
      ...serviceWith('supplier: annan', 'contract: avtal'),
      'suppliers.yaml': `${smallDeclaration['suppliers.yaml']}  - { id: annan, name: Annan }\n`,
    },
    `${service}:11:1 contract: found "avtal", a contract with leverantor, expected \`supplier: leverantor\` beside it, or another contract`,
  ],
  [
    'a contract without a supplier beside it',
    serviceWith('contract: avtal'),
    `${service}:10:1 contract: found "avtal", a contract with leverantor, expected \`supplier: leverantor\` beside it, or another contract`,
  ],
  [
    'an exemption for a service that does not exist',
    {
      ...decisions(`  - { id: KS-2026-9, kind: exemption, title: U, decidedBy: role:chef, on: 2026-01-02, reference: KS 9 }
exemptions:
  - { control: GV-04, subject: service:arkivv, owner: role:chef, reason: x, from: 2026-01-02, until: 2026-06-01, decision: KS-2026-9 }
`),
    },
    'decisions.yaml:16:23 exemptions[0].subject: found "service:arkivv", expected the id of a declared service (did you mean `arkiv`?)',
  ],
  [
    'a zone that a role lands in but nobody declared',
    change('network.yaml', 'zone: adm', 'zone: ad'),
    'network.yaml:12:39 access[0].zone: found "ad", expected the id of a declared zone (did you mean `adm`?)',
  ],
  [
    'a log store that is not declared',
    change(
      'grundval.yaml',
      'environments:',
      'logging: { service: arkivet, retention: KS-2026-2, tamperProtected: true }\nenvironments:',
    ),
    'grundval.yaml:8:12 logging.service: found "arkivet", expected the id of a declared service (did you mean `arkiv`?)',
  ],
];

describe('references', () => {
  it.each(cases)('tell %s', async (_, files, expected) => {
    expect(await mistakesWith(files)).toEqual([expected]);
  });

  it('may name people of the directory, devices and the internet without declaring them', async () => {
    expect(
      await mistakesWith({
        ...serviceWith(
          'administrators: ["directory:a-1"]',
          'flows: [{ from: internet, to: internet, port: 1, authenticated: true }]',
        ),
        ...decisions(`  - { id: KS-2026-9, kind: exemption, title: U, decidedBy: role:chef, on: 2026-01-02, reference: KS 9 }
exemptions:
  - { control: GV-11, subject: "device:PC-0042.example", owner: role:chef, reason: x, from: 2026-01-02, until: 2026-06-01, decision: KS-2026-9 }
`),
      }),
    ).toEqual([]);
  });
});

describe('ids', () => {
  it('are told where they stand twice, with the first place', async () => {
    expect(
      await mistakesWith(change('grundval.yaml', 'roles:', '  - { id: kansli, name: Igen }\nroles:')),
    ).toEqual([
      'grundval.yaml:6:7 units[2].id: found "kansli" a second time, expected an id that no other unit has (first at grundval.yaml:4)',
    ]);
  });

  it('are told where two contracts of different suppliers share one', async () => {
    const again = `${smallDeclaration['suppliers.yaml']}${changed('suppliers.yaml', 'id: leverantor', 'id: annan').replace('suppliers:\n', '')}`;
    expect(await mistakesWith({ 'suppliers.yaml': again })).toEqual([
      'suppliers.yaml:9:11 suppliers[1].contracts[0].id: found "avtal" a second time, expected an id that no other contract has (first at suppliers.yaml:5)',
    ]);
  });

  it('are told where the role of two servers or the name of two disks is the same', async () => {
    expect(
      await mistakesWith(
        serviceWith(
          'runsOn: hall',
          'servers:',
          '  - { role: app, size: liten, image: debian-13 }',
          '  - { role: app, size: liten, image: debian-13, disks: [{ name: a, sizeGib: 1 }, { name: a, sizeGib: 2 }] }',
        ),
      ),
    ).toEqual([
      `${service}:13:7 servers[1].role: found "app" a second time, expected each server role of a service once`,
      `${service}:13:84 servers[1].disks[1].name: found "a" a second time, expected each disk of a server once`,
    ]);
  });
});

describe('rings', () => {
  const other = changed(service, 'id: arkiv', 'id: bok');

  it('of services are told at the edge that closes them', async () => {
    expect(
      await mistakesWith({
        ...serviceWith('dependsOn: [bok]'),
        'services/bok.yaml': `${other}dependsOn: [cirkel]\n`,
        'services/cirkel.yaml': `${other.replace('id: bok', 'id: cirkel')}dependsOn:\n  - arkiv\n`,
      }),
    ).toEqual([
      'services/cirkel.yaml:11:5 dependsOn[0]: found the ring arkiv → bok → cirkel → arkiv, expected no ring',
    ]);
  });

  it('of a service with itself are told', async () => {
    expect(await mistakesWith(serviceWith('dependsOn: [arkiv]'))).toEqual([
      `${service}:10:13 dependsOn[0]: found the ring arkiv → arkiv, expected no ring`,
    ]);
  });

  it('are not seen where two ways lead to the same service', async () => {
    expect(
      await mistakesWith({
        ...serviceWith('dependsOn: [bok, cirkel]'),
        'services/bok.yaml': `${other}dependsOn: [cirkel]\n`,
        'services/cirkel.yaml': other.replace('id: bok', 'id: cirkel'),
      }),
    ).toEqual([]);
  });

  it('of units are told, however long the chain before them', async () => {
    const chain = Array.from({ length: 8000 }, (_, at) => `  - { id: u${at}, name: U, parent: u${at + 1} }`);
    const closed = [...chain, '  - { id: u8000, name: U, parent: u7999 }'].join('\n');
    expect(await mistakesWith(change('grundval.yaml', 'roles:', `${closed}\nroles:`))).toEqual([
      'grundval.yaml:8006:27 units[8002].parent: found the ring u7999 → u8000 → u7999, expected no ring',
    ]);
  });
});

describe('the tables of ids and references', () => {
  const kinds = [...Object.values(declarationFiles), serviceFile];
  const pathsOf = (schema: unknown, path: readonly string[] = []): readonly string[] => {
    const node = schema as { properties?: Record<string, unknown>; items?: unknown };
    if (node.properties !== undefined)
      return Object.entries(node.properties).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
    return node.items === undefined ? [path.join('.')] : pathsOf(node.items, [...path, '*']);
  };
  const known = new Set(
    kinds.flatMap(({ name, schema }) =>
      pathsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).map(
        (path) => `${name}: ${path}`,
      ),
    ),
  );
  const spell = ({ file, path }: { file: string; path: readonly string[] }) => `${file}: ${path.join('.')}`;

  it('name only places that the schemas have', () => {
    for (const entry of [...definitions, ...references]) expect(known).toContain(spell(entry));
  });

  it('name every decision, so that none is left unchecked', () => {
    const decisions = [...known].filter((path) => /\.(decision|rolloutDecision)$/.test(path));
    expect(decisions.length).toBeGreaterThan(8);
    const checked = references.filter(({ about }) => about !== undefined).map(spell);
    expect(checked).toEqual(expect.arrayContaining(decisions));
  });

  it("name every id that is a map's own", () => {
    const ids = [...known].filter((path) => /\*\.id$/.test(path));
    expect(definitions.map(spell)).toEqual(expect.arrayContaining(ids));
  });
});
