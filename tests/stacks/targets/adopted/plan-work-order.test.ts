import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import { componentKinds } from '#model/platform/rendering.ts';
import { verifyWorkOrder } from '#model/platform/verify-work-order.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { workKinds } from '#stacks/targets/adopted/index.ts';
import { planWorkOrder } from '#stacks/targets/adopted/plan-work-order.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';
import { buildDevice, buildFleet, buildSections, okSection } from '../../../builders/fleet.ts';
import { declarationOf, someServices } from '../../plan/arbitrary-declaration.ts';

const folder = fileURLToPath(new URL('../../../../stacks/targets/adopted/', import.meta.url));
const helpers = [
  'describe-end',
  'exact-span',
  'hypervisor-words',
  'index',
  'plan-work-order',
  'reason',
  'responsible',
  'site-work',
  'work-kind',
];

function orderOf(declaration: Declaration, site = 'hall'): WorkOrder {
  return planWorkOrder(declaration, planPlatform(declaration, { environment: 'produktion' }), site);
}

function itemOf(order: WorkOrder, key: string) {
  const item = order.items.find((one) => one.key === key);
  if (item === undefined) throw new Error(`no ${key} among ${order.items.map((one) => one.key).join(' ')}`);
  return item;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reversed(inner)]));
}

/** Without the places in files, which do move when lines change places. */
function meaning(order: unknown): unknown {
  return JSON.parse(JSON.stringify(order, (key, value) => (key === 'at' ? undefined : value)));
}

describe('the kinds of work', () => {
  it('are one file each, and one for every kind of component', async () => {
    const files = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''));
    const names = workKinds.map(({ kind }) =>
      kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=^E)(?=S)/g, '-').toLowerCase(),
    );
    expect([...names, ...helpers].sort()).toEqual(files.sort());
    expect(workKinds.map(({ kind }) => kind).sort()).toEqual([...componentKinds].sort());
  });

  it('say what they ask for in sentences of both languages', () => {
    for (const { description } of workKinds) {
      expect(description.sv).toMatch(/^\p{Lu}.+\.$/u);
      expect(description.en).toMatch(/^\p{Lu}.+\.$/u);
    }
  });
});

describe('a work order', () => {
  it('is the same whatever order things are declared in, with unique keys and whole sentences', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const declaration = declarationOf(services);
        const order = orderOf(declaration);
        expect(meaning(orderOf(reversed(declaration) as Declaration))).toEqual(meaning(order));
        expect(new Set(order.items.map(({ key }) => key)).size).toBe(order.items.length);
        for (const { what, where } of order.items) {
          for (const text of [what.sv, what.en]) {
            expect(text).toMatch(/^\p{Lu}.*\.$/u);
            expect(text).not.toMatch(/undefined|null|NaN| {2}/);
          }
          expect(where.sv).not.toBe('');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has work for every server and disk that is built on the site, and for no other', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const declaration = declarationOf(services);
        const plan = planPlatform(declaration, { environment: 'produktion' });
        const keys = new Set(planWorkOrder(declaration, plan, 'hall').items.map(({ key }) => key));
        for (const { build, zone, platformSite, servers, disks, key } of plan.groups) {
          const isHere = build && platformSite === 'hall';
          expect(keys.has(`zone-of:${key}`)).toBe(isHere && zone === null);
          for (const server of servers) {
            expect(keys.has(`server:${server.key}`)).toBe(isHere && zone !== null);
            for (const { name } of disks) {
              expect(keys.has(`disk:${server.key}/${name}`)).toBe(isHere && zone !== null);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is refused for a site that is not there or that an engine runs', () => {
    const declaration = buildDeclaration({
      organisation: {
        platformSites: [
          { id: 'hall', name: 'Hallen', kind: 'adopted' },
          { id: 'moln', name: 'Molnet', kind: 'azure' },
        ],
      },
    });
    for (const site of ['moln', 'annan']) {
      expect(() => orderOf(declaration, site)).toThrow(
        expect.objectContaining({ code: 'work-order/unknown-site', hint: 'The sites are hall.' }),
      );
      expect(() => orderOf(declaration, site)).toThrow(GrundvalError);
    }
  });

  it('is written in the words of the hypervisor', () => {
    const words = (hypervisor: 'vmware' | 'hyper-v' | 'proxmox' | 'operator' | undefined) => {
      const declaration = builtOn(hypervisor);
      return itemOf(orderOf(declaration), 'zone:adm').what.sv;
    };
    expect(words('vmware')).toContain('portgruppen VLAN 121');
    expect(words('hyper-v')).toContain('VLAN-id 121');
    expect(words('proxmox')).toContain('VLAN-tagg 121');
    expect(words(undefined)).toContain('nätet VLAN 121');
  });

  it('gives work to the supplier who answers for the layer, and to both where they share it', () => {
    const order = orderOf(builtOn('operator'));
    expect(itemOf(order, 'server:verk/db/1').who).toEqual([
      { kind: 'supplier', id: 'drift', name: 'Driftbolaget' },
    ]);
    expect(itemOf(order, 'system:verk/db/1').who).toEqual([
      { kind: 'unit', id: 'it', name: 'IT-enheten' },
      { kind: 'supplier', id: 'drift', name: 'Driftbolaget' },
    ]);
    expect(itemOf(order, 'backup:verk/db').who).toEqual([{ kind: 'unit', id: 'it', name: 'IT-enheten' }]);
  });

  it('names nobody for the network where several units run what stands there and no contact is declared', () => {
    const base = builtOn('vmware');
    const [verk] = base.services;
    if (verk === undefined) throw new Error('no service');
    const units = [...base.organisation.units, { id: 'skola', name: 'Skolan' }];
    const two = {
      ...base,
      organisation: { ...base.organisation, units },
      services: [{ ...verk, id: 'elev', responsibleUnit: 'skola' }, verk],
    };
    expect(itemOf(orderOf(two), 'zone:adm').who).toEqual([]);
    expect(itemOf(orderOf(base), 'zone:adm').who).toEqual([{ kind: 'unit', id: 'it', name: 'IT-enheten' }]);
  });

  it('opens within a zone on the server, and between zones in the network', () => {
    const order = orderOf(builtOn('vmware'));
    expect(itemOf(order, 'flow:group:verk/app>group:verk/db:tcp/1433').where.sv).toBe(
      'brandväggen på verk-db-1 (samma zon)',
    );
    expect(itemOf(order, 'flow:zone:klient>group:verk/app:tcp/443').where.sv).toBe(
      'brandväggen mellan zonerna',
    );
    expect(itemOf(order, 'flow:internet>group:verk/app:tcp/443').where.sv).toBe('brandväggen mot internet');
  });

  it('says why: requirement, control, decision and the declared line', () => {
    const { why } = itemOf(orderOf(builtOn('vmware')), 'backup:verk/db');
    expect(why).toMatchObject({ requirements: ['ORK-17'], controls: ['GV-27', 'GV-28'] });
    expect(why.at[0]).toMatchObject({ file: 'services/verk.yaml', pointer: '/servers/1' });
  });

  it('gives exact times, since they are typed into a system', () => {
    const { what } = itemOf(orderOf(builtOn('vmware')), 'backup:verk/db');
    const text = what.sv.replace(/\s/g, ' ');
    expect(text).toContain('spara i 90 dygn');
    expect(text).toContain('systemdisk, data och logg');
    expect(text).toContain('kan radera');
  });

  it('orders a decision and nothing else for servers whose zone cannot be chosen', () => {
    const declaration = buildDeclaration({
      services: [
        buildService({
          id: 'verk',
          runsOn: 'hall',
          servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
        }),
      ],
    });
    const order = orderOf(declaration);
    expect(itemOf(order, 'zone-of:verk/app').what.sv).toContain('Bestäm vilken zon verk-app-1 ska stå i');
    expect(order.items.filter(({ kind }) => kind !== 'Guardrail')).toHaveLength(1);
  });

  it('is verified by the report of a server that stands as planned', () => {
    const order = orderOf(builtOn('vmware'));
    const server = itemOf(order, 'system:verk/db/1');
    if (server.verification.method !== 'agent') throw new Error('no agent');
    const addresses = server.verification.facts.flatMap((fact) =>
      fact.fact === 'addresses' ? fact.addresses : [],
    );
    const device = buildDevice({
      declaredAs: 'verk-db-1',
      sections: buildSections({
        network: okSection({
          hostname: null,
          interfaces: [
            {
              name: 'eth0',
              mac: null,
              kind: null,
              up: true,
              speedMbps: null,
              addresses: addresses.map((address) => `${address}/24`),
            },
          ],
        }),
        'listening-ports': okSection({
          ports: [{ protocol: 'tcp', address: '0.0.0.0', port: 1433, program: null }],
        }),
      }),
    });
    const verified = verifyWorkOrder(order, buildFleet(device));
    expect(itemOf(verified, 'system:verk/db/1').last.status).toBe('verified');
    expect(itemOf(verified, 'ports:verk/db/1').last.status).toBe('verified');
    expect(itemOf(verified, 'server:verk/db/1').last.status).toBe('not-verified');
    expect(itemOf(verified, 'system:verk/app/1').last.status).toBe('not-verified');
    expect(itemOf(verified, 'backup:verk/db').last.status).toBe('not-verified');
  });
});

describe('the work order of Örkelljunga', async () => {
  const declaration = await loadDeclaration(
    fileURLToPath(new URL('../../../../examples/orkelljunga', import.meta.url)),
  );
  const order = orderOf(declaration, 'hall-1');

  it('has work of every kind that the hall needs, and none of it is verified', () => {
    const kinds = new Set(order.items.map(({ kind }) => kind));
    // The public web stands in the cloud, so the hall publishes nothing.
    expect(componentKinds.filter((kind) => !kinds.has(kind))).toEqual(['EService']);
    expect(order.items.every(({ last }) => last.status === 'not-verified')).toBe(true);
  });

  it('keeps the two Treserva servers in different racks', () => {
    expect(itemOf(order, 'apart:treserva/app').what.sv).toMatch(
      /^Lägg treserva-app-1 \(rack-[ab]\) och treserva-app-2 \(rack-[ab]\) på olika värdar med en DRS-regel/,
    );
  });

  it('asks nothing of the network on what an engine runs', () => {
    expect(order.items.some(({ subject }) => subject.id.startsWith('webbplats'))).toBe(false);
  });
});

/** A service of two servers in a zone of an adopted hall, and a client zone. */
function builtOn(hypervisor: 'vmware' | 'hyper-v' | 'proxmox' | 'operator' | undefined): Declaration {
  return buildDeclaration({
    organisation: {
      platformSites: [
        { id: 'hall', name: 'Hallen', kind: 'adopted', ...(hypervisor === undefined ? {} : { hypervisor }) },
      ],
    },
    network: {
      zones: [
        {
          id: 'adm',
          name: 'Verksamhet',
          platform: 'administrative',
          purpose: 'Prov.',
          kind: 'server',
          vlan: 121,
          ipv4: '10.1.0.0/24',
          maximumClass: 3,
        },
        {
          id: 'klient',
          name: 'Klienter',
          platform: 'administrative',
          purpose: 'Prov.',
          kind: 'client',
          vlan: 210,
          ipv4: '10.2.0.0/24',
        },
      ],
      access: [{ role: 'personal', name: 'Personal', zone: 'klient', authentication: '802.1x-certificate' }],
    },
    serviceLevels: {
      classes: [
        {
          id: 'silver',
          name: 'Silver',
          description: 'Kontorstid.',
          hours: 'mon-fri 07:00-18:00',
          availabilityPercent: 99,
          rto: '8h',
          rpo: '24h',
          backup: { every: '24h', keep: '90d', isolatedCopy: true, restoreTestEvery: '365d' },
          redundant: false,
          sekPerYear: 0,
        },
      ],
    },
    suppliers: {
      suppliers: [
        {
          id: 'drift',
          name: 'Driftbolaget',
          responsibility: {
            virtualisation: 'supplier',
            'operating-system': 'shared',
            backup: 'municipality',
          },
        },
      ],
    },
    services: [
      buildService({
        id: 'verk',
        name: 'Verket',
        supplier: 'drift',
        runsOn: 'hall',
        servers: [
          { role: 'app', size: 'small', image: 'debian-13' },
          {
            role: 'db',
            size: 'small',
            image: 'debian-13',
            engine: 'postgresql-13',
            disks: [
              { name: 'data', sizeGib: 200 },
              { name: 'logg', sizeGib: 50 },
            ],
          },
        ],
        flows: [
          { from: 'role:personal', to: 'app', port: 443, authenticated: true },
          { from: 'internet', to: 'app', port: 443, authenticated: false },
          { from: 'app', to: 'db', port: 1433, authenticated: true },
        ],
        basis: { cited: { 'ORK-17': ['serviceLevel'] }, illustrative: [] },
      }),
    ],
  });
}
