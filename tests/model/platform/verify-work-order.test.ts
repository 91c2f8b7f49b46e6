import { describe, expect, it } from 'vitest';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { ExpectedFact } from '#model/platform/expected-fact.ts';
import { verifyWorkOrder } from '#model/platform/verify-work-order.ts';
import type {
  LastVerification,
  PlannedVerification,
  WorkItem,
  WorkOrder,
} from '#model/platform/work-order.ts';
import type { Section } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';
import {
  buildDevice,
  buildFleet,
  buildImportedDevice,
  buildSections,
  daysAgo,
  emptySection,
  okSection,
} from '../../builders/fleet.ts';

const gib = 1024 ** 3;

function item(verification: PlannedVerification): WorkItem {
  return {
    key: 'server:treserva/db/1',
    kind: 'ServerGroup',
    subject: { kind: 'server', id: 'treserva/db/1', name: 'treserva-db-1' },
    what: { sv: 'Gör.', en: 'Do.' },
    where: { sv: 'här', en: 'here' },
    why: { requirements: [], controls: [], decisions: [], at: [] },
    who: [],
    verification,
    last: { status: 'not-verified', reason: { sv: '', en: '' } },
  };
}

function orderOf(verification: PlannedVerification): WorkOrder {
  return {
    schemaVersion: 1,
    organisation: 'exempel',
    environment: 'produktion',
    site: { id: 'hall', name: 'Hallen', hypervisor: 'vmware' },
    items: [item(verification)],
  };
}

const how = { sv: 'Den som sköter nätet läser av.', en: 'Whoever runs the network reads it.' };

function judge(facts: readonly ExpectedFact[], ...devices: readonly FleetDevice[]): LastVerification {
  const order = orderOf({ method: 'agent', device: 'treserva-db-1', facts, how });
  const [only] = verifyWorkOrder(order, buildFleet(...devices)).items;
  if (only === undefined) throw new Error('the item is gone');
  return only.last;
}

function server(sections: Partial<Sections> = {}, parts: Partial<FleetDevice> = {}): FleetDevice {
  return buildDevice({
    name: 'treserva-db-1',
    declaredAs: 'treserva-db-1',
    sections: buildSections(sections),
    ...parts,
  });
}

function textOf(last: LastVerification): string {
  return last.status === 'not-verified' ? last.reason.sv : last.seen.sv;
}

/** The same section, of which a part could not be read. */
function partly<Data>(section: Section<Data>, reason: string): Section<Data> {
  if (section.status !== 'ok') throw new Error('only a whole section can be made partial');
  return { ...section, status: 'partial', reason };
}

const network = (...addresses: readonly string[]) =>
  okSection({
    hostname: 'treserva-db-1',
    interfaces: [
      { name: 'eth0', mac: null, kind: null, up: true, speedMbps: null, addresses: [...addresses] },
    ],
  });

const disks = (...sizesGib: readonly number[]) =>
  okSection({
    disks: sizesGib.map((size, at) => ({
      name: `sd${'abc'[at] ?? 'x'}`,
      sizeBytes: size * gib,
      model: null,
      serial: null,
      kind: null,
      removable: false,
    })),
  });

const rootOn = (device: string) =>
  okSection({
    fileSystems: [{ mount: '/', device, type: 'ext4', sizeBytes: null, usedPercent: null, readOnly: false }],
  });

describe('verification of a work order', () => {
  it('leaves everything unverified where no collector was asked', () => {
    const order = orderOf({ method: 'agent', device: 'treserva-db-1', facts: [{ fact: 'present' }], how });
    expect(verifyWorkOrder(order, null).items[0]?.last).toMatchObject({ status: 'not-verified' });
  });

  it('says who has to look where no agent can see it', () => {
    const [only] = verifyWorkOrder(orderOf({ method: 'manual', how }), buildFleet(server())).items;
    expect(only?.last).toMatchObject({ status: 'not-verified' });
    expect(only && textOf(only.last)).toContain('Den som sköter nätet');
  });

  it('does not take a declared check for its answer', () => {
    const check: PlannedVerification = { method: 'check', urls: ['https://a.example/'], how };
    expect(verifyWorkOrder(orderOf(check), buildFleet(server())).items[0]?.last.status).toBe('not-verified');
  });

  it('does not know a server that nobody has enrolled', () => {
    expect(judge([{ fact: 'present' }])).toMatchObject({ status: 'not-verified' });
  });

  it('sees a server that reports, and when', () => {
    expect(judge([{ fact: 'present' }], server())).toMatchObject({
      status: 'verified',
      at: daysAgo(1 / 24),
    });
  });

  it('takes an import for the presence of a server, and for nothing more', () => {
    const imported = buildImportedDevice({ source: 'csv:vcenter' }, { declaredAs: 'treserva-db-1' });
    expect(judge([{ fact: 'present' }], imported)).toMatchObject({
      status: 'verified',
      by: { sv: 'import (csv:vcenter)' },
    });
    expect(judge([{ fact: 'present' }, { fact: 'memory', atLeastGib: 4 }], imported).status).toBe(
      'not-verified',
    );
  });

  it('does not believe a list that no longer has the server', () => {
    const imported = buildImportedDevice({ inLatest: false }, { declaredAs: 'treserva-db-1' });
    expect(judge([{ fact: 'present' }], imported).status).toBe('not-verified');
  });

  it('knows nothing of today from a server that fell silent', () => {
    const silent = server({ network: network('10.0.0.5/24') }, { lastReportAt: daysAgo(8) });
    const last = judge([{ fact: 'addresses', addresses: ['10.0.0.5'] }], silent);
    expect(last.status).toBe('not-verified');
    expect(textOf(last)).toContain('2026-11-16');
  });

  it('reads the newest of two devices that claim to be the same server', () => {
    const old = server({ network: network('10.0.0.9/24') }, { id: 'a', lastReportAt: daysAgo(2) });
    const current = server({ network: network('10.0.0.5/24') }, { id: 'b' });
    const fact: ExpectedFact = { fact: 'addresses', addresses: ['10.0.0.5'] };
    expect(judge([fact], old, current).status).toBe('verified');
    expect(judge([fact], current, old).status).toBe('verified');
  });

  it('says what was not read, and why', () => {
    const denied = server({ memory: emptySection('denied', 'no permission') });
    expect(textOf(judge([{ fact: 'memory', atLeastGib: 4 }], denied))).toContain('no permission');
    expect(textOf(judge([{ fact: 'memory', atLeastGib: 4 }], server()))).toContain('rapporterar inte memory');
  });

  it('lets one deviation stand before what is unknown, and the unknown before what is right', () => {
    const device = server({ network: network('10.0.0.9/24') });
    const address: ExpectedFact = { fact: 'addresses', addresses: ['10.0.0.5'] };
    expect(judge([{ fact: 'present' }, { fact: 'memory', atLeastGib: 4 }, address], device).status).toBe(
      'deviates',
    );
    expect(judge([{ fact: 'present' }, { fact: 'memory', atLeastGib: 4 }], device).status).toBe(
      'not-verified',
    );
  });

  it('is as old as the oldest fact it rests on', () => {
    const device = server({ memory: okSection({ totalBytes: 8 * gib, swapBytes: null }, daysAgo(3)) });
    expect(judge([{ fact: 'present' }, { fact: 'memory', atLeastGib: 8 }], device)).toMatchObject({
      status: 'verified',
      at: daysAgo(3),
    });
  });
});

describe('an expected address', () => {
  const expected: ExpectedFact = { fact: 'addresses', addresses: ['10.0.0.5', '2001:db8::5'] };

  it('is there however it is written', () => {
    expect(judge([expected], server({ network: network('10.0.0.5/24', '2001:0DB8:0:0::5/64') })).status).toBe(
      'verified',
    );
  });

  it('deviates where one is missing, and names what is there', () => {
    const last = judge([expected], server({ network: network('10.0.0.6/24', '2001:db8::5/64') }));
    expect(last.status).toBe('deviates');
    expect(textOf(last)).toBe('Har 10.0.0.6, 2001:db8::5, inte 10.0.0.5.');
  });

  it('is unknown where not all interfaces could be read', () => {
    const partial = partly(network('10.0.0.6/24'), 'eth1');
    expect(judge([expected], server({ network: partial })).status).toBe('not-verified');
  });

  it('is unknown where none is planned', () => {
    expect(
      judge([{ fact: 'addresses', addresses: [] }], server({ network: network('10.0.0.6/24') })).status,
    ).toBe('not-verified');
  });
});

describe('an expected system', () => {
  const debian13: ExpectedFact = { fact: 'system', name: 'Debian 13', product: 'debian', cycle: '13' };

  it('is what runs', () => {
    expect(judge([debian13], server()).status).toBe('verified');
  });

  it('deviates by release and by product', () => {
    expect(judge([{ ...debian13, name: 'Debian 12', cycle: '12' }], server())).toMatchObject({
      status: 'deviates',
      seen: { sv: 'Kör Debian GNU/Linux 13 (trixie), inte Debian 12.' },
    });
    const windows: ExpectedFact = { fact: 'system', name: 'WS', product: 'windows-server', cycle: '2025' };
    expect(judge([windows], server()).status).toBe('deviates');
  });

  it('is unknown where the release is', () => {
    const device = server({
      'operating-system': okSection({
        family: 'linux',
        product: 'debian',
        name: 'Debian GNU/Linux',
        version: null,
        build: null,
        edition: null,
        kernel: null,
        architecture: null,
        bootedAt: null,
        installedAt: null,
      }),
    });
    expect(judge([debian13], device).status).toBe('not-verified');
  });
});

describe('expected processors and memory', () => {
  const hardware = (threads: number | null) =>
    okSection({
      manufacturer: null,
      model: null,
      serial: null,
      uuid: null,
      chassis: null,
      virtualisation: 'vmware',
      firmware: { vendor: null, version: null, date: null },
      processor: { model: null, sockets: null, cores: null, threads },
    });

  it.each([
    [4, 'verified'],
    [8, 'verified'],
    [2, 'deviates'],
    [null, 'not-verified'],
  ] as const)('finds %s of 4 vCPU %s', (threads, status) => {
    expect(judge([{ fact: 'processors', atLeast: 4 }], server({ hardware: hardware(threads) })).status).toBe(
      status,
    );
  });

  it.each([
    [15.5, 'verified'],
    [32, 'verified'],
    [8, 'deviates'],
  ] as const)('finds %s of 16 GiB %s, since the kernel keeps some for itself', (size, status) => {
    const memory = okSection({ totalBytes: size * gib, swapBytes: null });
    expect(judge([{ fact: 'memory', atLeastGib: 16 }], server({ memory })).status).toBe(status);
  });
});

describe('an expected disk', () => {
  const one: ExpectedFact = { fact: 'disk', sizeGib: 200, count: 1 };

  it('is there besides the disk that holds the system', () => {
    const sections = { disks: disks(80, 200), 'file-systems': rootOn('/dev/sda2') };
    expect(judge([one], server(sections)).status).toBe('verified');
  });

  it('is not the system disk, however large that is', () => {
    const sections = { disks: disks(500), 'file-systems': rootOn('/dev/sda1') };
    expect(judge([one], server(sections)).status).toBe('deviates');
  });

  it('is missing where none is large enough', () => {
    const last = judge([one], server({ disks: disks(80, 100) }));
    expect(last.status).toBe('deviates');
    expect(textOf(last).replace(/\s/g, ' ')).toBe('Har diskarna 80 GiB, 100 GiB; en på 200 GiB saknas.');
  });

  it('is unknown where any disk may hold the system', () => {
    const sections = { disks: disks(80, 200), 'file-systems': rootOn('/dev/mapper/vg0-root') };
    expect(judge([one], server(sections)).status).toBe('not-verified');
  });

  it('is surely there where two are large enough, whichever holds the system', () => {
    expect(judge([one], server({ disks: disks(200, 200) })).status).toBe('verified');
  });

  it('is the second of its size only where there are two', () => {
    const second: ExpectedFact = { fact: 'disk', sizeGib: 50, count: 2 };
    const sections = { disks: disks(20, 50), 'file-systems': rootOn('/dev/sda1') };
    expect(judge([second], server(sections)).status).toBe('deviates');
    expect(judge([second], server({ ...sections, disks: disks(20, 50, 60) })).status).toBe('verified');
  });
});

describe('expected ports', () => {
  const only: ExpectedFact = { fact: 'ports', only: [{ protocol: 'tcp', port: 443 }] };
  const listening = (...ports: readonly (readonly ['tcp' | 'udp', number, string | null])[]) =>
    okSection({
      ports: ports.map(([protocol, port, program]) => ({ protocol, address: '0.0.0.0', port, program })),
    });

  it('are fewer or the same', () => {
    expect(judge([only], server({ 'listening-ports': listening(['tcp', 443, 'nginx']) })).status).toBe(
      'verified',
    );
    expect(judge([only], server({ 'listening-ports': listening() })).status).toBe('verified');
  });

  it('deviate by what listens besides, with its program', () => {
    const ports = listening(['tcp', 443, 'nginx'], ['udp', 443, null], ['tcp', 21, 'vsftpd']);
    const last = judge([only], server({ 'listening-ports': ports }));
    expect(last.status).toBe('deviates');
    expect(textOf(last)).toBe('Lyssnar också på udp/443, tcp/21 (vsftpd).');
  });

  it('are unknown where some could not be read', () => {
    const partial = partly(listening(['tcp', 443, null]), 'ipv6');
    expect(judge([only], server({ 'listening-ports': partial })).status).toBe('not-verified');
  });
});
