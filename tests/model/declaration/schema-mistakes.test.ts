import { expect, it } from 'vitest';
import { change, mistakesWith, serviceWith } from './small-declaration.ts';

const service = 'services/arkiv.yaml';
type Files = Readonly<Record<string, string>>;

/** What is wrong, the files, and the one line it gives. */
const cases: readonly (readonly [string, Files, string])[] = [
  [
    'an unknown key with a near one',
    serviceWith('depends: []'),
    `${service}:10:1 depends: found the unknown key \`depends\`, expected one of \`id\`, \`name\`, \`purpose\`, \`stage\`, \`platform\`, \`capability\`, \`publicName\`, \`owner\`, \`administrators\`, \`responsibleUnit\`, \`supplier\`, \`contract\`, \`classification\`, \`serviceLevel\`, \`essential\`, \`information\`, \`hosting\`, \`hostingDecision\`, \`environments\`, \`runsOn\`, \`servers\`, \`dependsOn\`, \`flows\`, \`checks\`, \`users\`, \`consumers\`, \`order\`, \`systemPlan\`, \`continuityPlan\`, \`procedures\`, \`documents\`, \`costs\`, \`basis\` (did you mean \`dependsOn\`?)`,
  ],
  [
    'an unknown key deep inside, with the keys of that place',
    serviceWith('systemPlan: { revised: 2026-01-01, document: KS 1, sida: 3 }'),
    `${service}:10:52 systemPlan.sida: found the unknown key \`sida\`, expected one of \`revised\`, \`document\``,
  ],
  [
    'a key that is missing, at its parent',
    serviceWith('systemPlan:', '  document: KS 1'),
    `${service}:10:1 systemPlan.revised: found nothing, expected a day written YYYY-MM-DD`,
  ],
  [
    'a key without a value',
    change(service, 'owner: role:chef', 'owner:'),
    `${service}:7:1 owner: found an empty value, expected \`role:<id>\` or \`directory:<id>\`, never a name or a personal number`,
  ],
  [
    'a word that is none of the allowed ones, with the nearest',
    change(service, 'hosting: own', 'hosting: clod'),
    `${service}:9:1 hosting: found "clod", expected one of \`own\`, \`shared\`, \`external\`, \`cloud\` (did you mean \`cloud\`?)`,
  ],
  [
    'a list where a text is wanted',
    change(service, 'name: Arkiv', 'name: [Arkiv]'),
    `${service}:2:1 name: found a list, expected text`,
  ],
  [
    'a text where a list is wanted',
    serviceWith('administrators: role:chef'),
    `${service}:10:1 administrators: found "role:chef", expected a list`,
  ],
  [
    'a text where a map is wanted',
    serviceWith('serviceLevel: brons'),
    `${service}:10:1 serviceLevel: found "brons", expected a map`,
  ],
  [
    'a number where a text of one form is wanted',
    change('grundval.yaml', 'name: Liten }', 'name: Liten, code: 1257 }'),
    'grundval.yaml:2:44 municipalities[0].code: found 1257, expected four digits in quotes',
  ],
  [
    'a number where any text would do, with the remedy',
    change(service, 'name: Arkiv', 'name: 360'),
    `${service}:2:1 name: found 360, expected text (put it in quotes)`,
  ],
  [
    'a text where a number is wanted',
    change('prices.yaml', 'year: 2026', 'year: "2026"'),
    'prices.yaml:1:1 year: found "2026", expected a number',
  ],
  [
    'a fraction where a whole number is wanted',
    change('prices.yaml', 'year: 2026', 'year: 2026.5'),
    'prices.yaml:1:1 year: found 2026.5, expected a whole number',
  ],
  [
    'infinity',
    change('prices.yaml', 'storageSekPerGibYear: 1', 'storageSekPerGibYear: .inf'),
    'prices.yaml:5:1 storageSekPerGibYear: found Infinity, expected a number',
  ],
  [
    'yes where true is wanted',
    serviceWith('essential: yes'),
    `${service}:10:1 essential: found "yes", expected true or false`,
  ],
  [
    'a class level beyond KLASSA',
    serviceWith('classification: { k: 5, r: 1, t: 1 }'),
    `${service}:10:19 classification.k: found 5, expected at most 4`,
  ],
  [
    'a level below zero',
    serviceWith('classification: { k: -1, r: 1, t: 1 }'),
    `${service}:10:19 classification.k: found -1, expected at least 0`,
  ],
  [
    'an emission factor of a price that must be above zero',
    change(
      'grundval.yaml',
      'environments',
      'electricity: { sekPerKwh: 0, source: Avtal, year: 2026 }\nenvironments',
    ),
    'grundval.yaml:8:16 electricity.sekPerKwh: found 0, expected more than 0',
  ],
  [
    'a list that must hold something',
    { 'service-levels.yaml': 'classes: []\n' },
    'service-levels.yaml:1:1 classes: found an empty list, expected at least 1 entry',
  ],
  [
    'a text that is too long, shortened',
    change(service, 'name: Arkiv', `name: ${'a'.repeat(201)}`),
    `${service}:2:1 name: found "${'a'.repeat(57)}…", expected at most 200 characters`,
  ],
  [
    'an id with capitals',
    change(service, 'capability: archive', 'capability: Archive'),
    `${service}:6:1 capability: found "Archive", expected lower-case letters, digits and hyphens, starting with a letter`,
  ],
  [
    'a day of another form',
    serviceWith('systemPlan: { revised: 1/2 2026, document: KS 1 }'),
    `${service}:10:15 systemPlan.revised: found "1/2 2026", expected a day written YYYY-MM-DD`,
  ],
  [
    'a day that does not exist',
    serviceWith('systemPlan: { revised: 2026-02-30, document: KS 1 }'),
    `${service}:10:15 systemPlan.revised: found "2026-02-30", expected a day written YYYY-MM-DD`,
  ],
  [
    'a span without its unit',
    change('service-levels.yaml', 'rto: 4h', 'rto: 4'),
    'service-levels.yaml:7:5 classes[0].rto: found 4, expected a span such as `15m`, `4h` or `30d`',
  ],
  [
    'service hours that do not end',
    change('service-levels.yaml', 'hours: 24/7', 'hours: 07-18'),
    'service-levels.yaml:5:5 classes[0].hours: found "07-18", expected `24/7` or hours such as `mon-fri 07:00-18:00`',
  ],
  [
    'service hours past midnight',
    change('service-levels.yaml', 'hours: 24/7', 'hours: mon-fri 18:00-07:00'),
    'service-levels.yaml:5:5 classes[0].hours: found "mon-fri 18:00-07:00", expected hours that end later the same day than they begin',
  ],
  [
    'a person by name',
    change(service, 'owner: role:chef', 'owner: Anna Andersson'),
    `${service}:7:1 owner: found "Anna Andersson", expected \`role:<id>\` or \`directory:<id>\`, never a name or a personal number`,
  ],
  [
    'a personal number as directory id',
    change('grundval.yaml', 'unit: kansli }', 'unit: kansli, holder: "directory:19811218-9876" }'),
    'grundval.yaml:7:43 roles[0].holder: found "directory:19811218-9876", expected `directory:<id>`, never a name or a personal number',
  ],
  [
    'an address without a scheme',
    serviceWith('checks: [{ url: arkiv.example, every: 5m }]'),
    `${service}:10:12 checks[0].url: found "arkiv.example", expected an address such as \`https://example.se/\``,
  ],
  [
    'an e-mail address that is none',
    change(
      'suppliers.yaml',
      'contracts:',
      'incidentContact: { email: jouren, hours: alltid }\n    contracts:',
    ),
    'suppliers.yaml:4:24 suppliers[0].incidentContact.email: found "jouren", expected an e-mail address',
  ],
  [
    'a port out of range',
    serviceWith('flows: [{ from: internet, to: internet, port: 70000, authenticated: true }]'),
    `${service}:10:41 flows[0].port: found 70000, expected at most 65535`,
  ],
  [
    'an end of a flow that is nothing known',
    serviceWith('flows: [{ from: "host:x", to: internet, port: 1, authenticated: true }]'),
    `${service}:10:11 flows[0].from: found "host:x", expected \`internet\`, \`role:<id>\`, \`zone:<id>\`, \`service:<id>\`, \`service:<id>/<server role>\` or a server role`,
  ],
  [
    'a network with host bits',
    change('network.yaml', '10.0.0.0/24', '10.0.0.1/24'),
    'network.yaml:10:5 zones[0].ipv4: found "10.0.0.1/24", expected an IPv4 network such as `10.20.0.0/22`',
  ],
  [
    'an IPv4 network given as IPv6',
    change('network.yaml', 'ipv4: 10.0.0.0/24', 'ipv4: 10.0.0.0/24\n    ipv6: 10.0.1.0/24'),
    'network.yaml:11:5 zones[0].ipv6: found "10.0.1.0/24", expected an IPv6 network such as `2001:db8:20::/56`',
  ],
  [
    'a control that is no control id',
    change('grundval.yaml', 'environments', 'controls: { GV11: {} }\nenvironments'),
    'grundval.yaml:8:13 controls.GV11: found the key `GV11`, expected a control id such as `GV-11`',
  ],
  [
    'a requirement id that no strategy has',
    serviceWith('basis: { cited: { XYZ-1: [name] } }'),
    `${service}:10:19 basis.cited.XYZ-1: found the key \`XYZ-1\`, expected a requirement id such as \`ORK-17\``,
  ],
  [
    'a key of signs that would spoil the line',
    serviceWith('"a\\nb\\e[31m": 1'),
    expect.stringMatching(
      /^services\/arkiv\.yaml:10:1 "a\\nb\\u001b\[31m": found the unknown key `"a\\nb\\u001b\[31m"`, expected one of /,
    ) as unknown as string,
  ],
  [
    'the key that JavaScript objects inherit from',
    serviceWith('__proto__: { owner: role:chef }'),
    expect.stringMatching(/:10:1 __proto__: found the unknown key `__proto__`, /) as unknown as string,
  ],
];

it.each(cases)('tells %s', async (_, files, expected) => {
  expect(await mistakesWith(files)).toEqual([expected]);
});

it('tells every unknown key of every item, in reasonable time', async () => {
  const items = Array.from({ length: 500 }, (_, at) => `  - { id: z${at}, namn: x }`).join('\n');
  const told = await mistakesWith(change('grundval.yaml', 'units:', `units:\n${items}`));
  expect(
    told.filter((line) => line.includes('found the unknown key `namn`, expected one of `id`, `name`')).length,
  ).toBe(500);
  expect(told.filter((line) => line.includes('.name: found nothing, expected text')).length).toBe(500);
});
