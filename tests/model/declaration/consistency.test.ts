import { expect, it } from 'vitest';
import { change, changed, mistakesWith, serviceWith, smallDeclaration } from './small-declaration.ts';

const service = 'services/arkiv.yaml';
type Files = Readonly<Record<string, string>>;

const twoMunicipalities = (kind: string, ...shares: readonly string[]): Files => ({
  'grundval.yaml': changed('grundval.yaml', 'kind: municipality', `kind: ${kind}`).replace(
    'municipalities: [{ id: liten, name: Liten }]',
    `municipalities:\n${shares.map((share, at) => `  - { id: k${at}, name: K${share} }`).join('\n')}`,
  ),
});
const exemptions = (...entries: readonly string[]): Files => ({
  'decisions.yaml': `${smallDeclaration['decisions.yaml']}  - { id: KS-2026-9, kind: exemption, title: U, decidedBy: role:chef, on: 2026-01-02, reference: KS 9 }
exemptions:
${entries.map((entry) => `  - { control: GV-04, subject: service:arkiv, owner: role:chef, reason: x, ${entry}, decision: KS-2026-9 }`).join('\n')}
`,
});
const devices = (...demo: readonly boolean[]): Files => ({
  'devices.yaml': `devices:\n${demo.map((is, at) => `  - { id: d${at}, name: D, kind: server, profile: server, unit: it, demo: ${is} }`).join('\n')}\n`,
});

const cases: readonly (readonly [string, Files, readonly string[]])[] = [
  [
    'several municipalities of one',
    twoMunicipalities('municipality', '', ''),
    ['grundval.yaml:2:1 municipalities: found 2 municipalities, expected one, or `kind: joint-body`'],
  ],
  [
    'a joint body of one',
    twoMunicipalities('joint-body', ', sharePercent: 100'),
    ['grundval.yaml:2:1 municipalities: found 1 municipality, expected several, or `kind: municipality`'],
  ],
  [
    'shares that do not add up',
    twoMunicipalities('joint-body', ', sharePercent: 60.5', ', sharePercent: 29'),
    [
      'grundval.yaml:2:1 municipalities: found shares that add up to 89.5 per cent, expected 100 per cent over the municipalities of a joint body',
    ],
  ],
  [
    'a share that is missing',
    twoMunicipalities('joint-body', ', sharePercent: 100', ''),
    [
      'grundval.yaml:4:5 municipalities[1]: found no `sharePercent`, expected the share of joint costs in per cent',
    ],
  ],
  [
    'shares in thirds that add up',
    twoMunicipalities(
      'joint-body',
      ', sharePercent: 33.333',
      ', sharePercent: 33.333',
      ', sharePercent: 33.334',
    ),
    [],
  ],
  [
    'a joint body and a member with one id',
    {
      'grundval.yaml': changed('grundval.yaml', 'kind: municipality', 'kind: joint-body').replace(
        '[{ id: liten, name: Liten }]',
        '[{ id: liten, name: L, sharePercent: 50 }, { id: stor, name: S, sharePercent: 50 }]',
      ),
    },
    [
      'grundval.yaml:2:20 municipalities[0].id: found "liten", the id of the joint body, expected an id of its own',
    ],
  ],
  [
    'a freeze that ends before it begins',
    change(
      'grundval.yaml',
      'environments:',
      'operations: { freezes: [{ from: 2026-12-18, until: 2026-12-01, reason: Jul }] }\nenvironments:',
    ),
    ['grundval.yaml:8:45 operations.freezes[0].until: found 2026-12-01, expected 2026-12-18 or a later day'],
  ],
  [
    'a bastion declared before the one that it is reached through',
    change(
      'grundval.yaml',
      'environments:',
      `operations:
  bastions:
    - { id: inre, address: 192.0.2.2, through: yttre, platformSites: [hall] }
    - { id: yttre, address: 192.0.2.1, platformSites: [hall] }
environments:`,
    ),
    [
      'grundval.yaml:10:39 operations.bastions[0].through: found "yttre", which is not declared above, expected bastions from the outside in',
      'grundval.yaml:11:56 operations.bastions[1].platformSites[0]: found "hall" a second time, expected each site behind one bastion once',
    ],
  ],
  [
    'no environment of production',
    change('grundval.yaml', 'production: true', 'production: false'),
    ['grundval.yaml:8:1 environments: found no environment with `production: true`, expected one at least'],
  ],
  [
    'a failure domain given twice',
    change('grundval.yaml', 'kind: adopted', 'kind: adopted, failureDomains: [a, b, a]'),
    [
      'grundval.yaml:10:67 platformSites[0].failureDomains[2]: found "a" a second time, expected each failure domain of a site once',
    ],
  ],
  [
    'an energy target before its baseline',
    change(
      'grundval.yaml',
      'roles:',
      'energyTarget: { baselineYear: 2026, targetYear: 2026, changePercent: -2 }\nroles:',
    ),
    ['grundval.yaml:6:37 energyTarget.targetYear: found 2026, expected a year after 2026'],
  ],
  [
    'a link from a site to itself',
    {
      'network.yaml': `${smallDeclaration['network.yaml']}links: [{ id: l, from: skolan, to: skolan, mbps: 1, redundant: false }]\n`,
    },
    ['network.yaml:13:32 links[0].to: found "skolan", where the link begins, expected another site'],
  ],
  [
    'a contract that ends before it begins',
    change('suppliers.yaml', 'to: 2027-12-31', 'to: 2025-12-31'),
    ['suppliers.yaml:5:70 suppliers[0].contracts[0].to: found 2025-12-31, expected a day from 2026-01-01 on'],
  ],
  [
    'an option after the contract',
    change('suppliers.yaml', 'to: 2027-12-31', 'to: 2027-12-31, options: [2027-06-30, 2028-01-01]'),
    [
      'suppliers.yaml:5:108 suppliers[0].contracts[0].options[1]: found 2028-01-01, expected a day within the contract, 2026-01-01 to 2027-12-31',
    ],
  ],
  [
    'a decision that was over before it was made',
    change('decisions.yaml', 'reference: KS 1', 'reference: KS 1\n    validUntil: 2025-12-31'),
    ['decisions.yaml:8:5 decisions[0].validUntil: found 2025-12-31, expected a day from 2026-01-02 on'],
  ],
  [
    'an exemption for longer than a year',
    exemptions('from: 2026-01-02, until: 2027-01-04'),
    [
      'decisions.yaml:16:94 exemptions[0].until: found 2027-01-04, 367 days after 2026-01-02, expected a day after `from`, at most 366 days later',
    ],
  ],
  ['an exemption of a leap year', exemptions('from: 2027-12-31, until: 2028-12-31'), []],
  [
    'an exemption that ends before it begins',
    exemptions('from: 2026-01-02, until: 2026-01-01'),
    [
      'decisions.yaml:16:94 exemptions[0].until: found 2026-01-01, -1 days after 2026-01-02, expected a day after `from`, at most 366 days later',
    ],
  ],
  [
    'two exemptions from the same',
    exemptions('from: 2026-01-02, until: 2026-02-01', 'from: 2026-02-02, until: 2026-03-01'),
    [
      'decisions.yaml:17:5 exemptions[1]: found a second exemption from GV-04 for service:arkiv, expected one',
    ],
  ],
  [
    'an action both done and cancelled',
    {
      'goals.yaml': `goals: []
actions:
  - id: a
    title: A
    owner: role:chef
    due: 2026-12-01
    doneOn: 2026-11-01
    cancelled: { on: 2026-11-02, reason: Nej }
    expectedEffect: E
`,
    },
    ['goals.yaml:8:5 actions[0].cancelled: found an action both done and cancelled, expected one of them'],
  ],
  [
    'a second demo device',
    devices(true, false, true),
    ['devices.yaml:4:65 devices[2].demo: found a second demo device, expected at most one'],
  ],
  ['one demo device', devices(false, true), []],
  [
    'servers that stand nowhere',
    serviceWith('servers: [{ role: app, size: liten, image: debian-13 }]'),
    [`${service}:10:1 servers: found servers without a place, expected \`runsOn\` with a platform site`],
  ],
  [
    'fewer servers at most than there are, and addresses of servers that are not there',
    serviceWith(
      'runsOn: hall',
      'servers:',
      '  - role: app',
      '    count: 2',
      '    maxCount: 1',
      '    size: liten',
      '    image: debian-13',
      '    addresses: [{ number: 2, ipv4: 10.0.0.9 }, { number: 2 }, { number: 3 }]',
    ),
    [
      `${service}:14:5 servers[0].maxCount: found 1, expected at least \`count\`, 2`,
      `${service}:17:50 servers[0].addresses[1].number: found 2 a second time, expected one of the servers 1 to 2, each once`,
      `${service}:17:65 servers[0].addresses[2].number: found 3, expected one of the servers 1 to 2, each once`,
    ],
  ],
  [
    'two networks of a zone on one platform site',
    change(
      'network.yaml',
      'ipv4: 10.0.0.0/24',
      'ipv4: 10.0.0.0/24\n    networks: [{ platformSite: hall, ipv4: 10.1.0.0/24 }, { platformSite: hall, ipv4: 10.2.0.0/24 }]',
    ),
    [
      'network.yaml:11:61 zones[0].networks[1].platformSite: found "hall" a second time, expected each platform site of a zone once',
    ],
  ],
  [
    'a network on a platform site that overlaps its zone',
    change(
      'network.yaml',
      'ipv4: 10.0.0.0/24',
      'ipv4: 10.0.0.0/24\n    networks: [{ platformSite: hall, ipv4: 10.0.0.0/25 }]',
    ),
    [
      'network.yaml:11:38 zones[0].networks[0].ipv4: found "10.0.0.0/25", expected a network that no other zone uses (overlaps 10.0.0.0/24 at network.yaml:10)',
    ],
  ],
  [
    'energy outside its own band',
    change(
      'prices.yaml',
      'memoryGib: 4',
      'memoryGib: 4, energy: { kwhPerYear: 90, lowKwhPerYear: 100, highKwhPerYear: 200, source: K, year: 2026 }',
    ),
    [
      'prices.yaml:4:52 sizes[0].energy.kwhPerYear: found 90, outside 100 to 200, expected a value within its band',
    ],
  ],
  [
    'a basis for what the file does not say',
    serviceWith('basis:', '  cited: { ORK-5: [name, costs] }', '  illustrative: [stages]'),
    [
      `${service}:11:26 basis.cited.ORK-5[1]: found "costs", expected a field of this service`,
      `${service}:12:18 basis.illustrative[0]: found "stages", expected a field of this service (did you mean \`stage\`?)`,
    ],
  ],
  [
    'a zone that overlaps another, and a VLAN given twice',
    {
      'network.yaml': changed(
        'network.yaml',
        'ipv4: 10.0.0.0/24',
        'ipv4: 10.0.0.0/24\n    ipv6: 2001:db8::/64\n    vlan: 7',
      ).replace(
        'access:',
        `  - id: ped
    name: Skola
    platform: pedagogical
    purpose: Servrar.
    kind: server
    vlan: 7
    ipv4: 10.0.0.128/25
    ipv6: 2001:db8::/48
access:`,
      ),
    },
    [
      'network.yaml:18:5 zones[1].vlan: found 7, expected a VLAN that no other zone uses (first at network.yaml:12)',
      'network.yaml:19:5 zones[1].ipv4: found "10.0.0.128/25", expected a network that no other zone uses (overlaps 10.0.0.0/24 at network.yaml:10)',
      'network.yaml:20:5 zones[1].ipv6: found "2001:db8::/48", expected a network that no other zone uses (overlaps 2001:db8::/64 at network.yaml:11)',
    ],
  ],
];

it.each(cases)('finds %s', async (_, files, expected) => {
  expect(await mistakesWith(files)).toEqual(expected);
});

it('finds contradictions beside mistakes of the schema in the same file', async () => {
  expect(
    await mistakesWith({
      ...change('suppliers.yaml', 'to: 2027-12-31', 'to: 2025-12-31, sum: 3'),
      ...serviceWith('stages: x', 'servers: [{ role: app, size: liten, image: debian-13 }]'),
    }),
  ).toEqual([
    expect.stringContaining(`${service}:10:1 stages: found the unknown key`),
    expect.stringContaining(`${service}:11:1 servers: found servers without a place`),
    expect.stringContaining('suppliers.yaml:5:70 suppliers[0].contracts[0].to: found 2025-12-31'),
    expect.stringContaining('suppliers.yaml:5:86 suppliers[0].contracts[0].sum: found the unknown key'),
  ]);
});
