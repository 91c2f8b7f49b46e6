import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { planAccess } from '#stacks/targets/access/plan-access.ts';
import { devicesOf, fourZones, networkOf, rowOf, zoneOf } from './network-of.ts';

const certificate = '802.1x-certificate';
const issuesOf = (declaration: Declaration) =>
  planAccess(declaration).issues.map(({ code, severity, subject, roles }) => [
    code,
    severity,
    subject,
    roles,
  ]);
const mac = '00:1b:a9:12:34:56';

describe('a role', () => {
  it('is known by its own id where nothing else is declared', () => {
    const { rows } = planAccess(
      networkOf([
        rowOf('personal', 'kontor', certificate),
        rowOf('elev', 'guest', '802.1x-user'),
        rowOf('skrivare', 'saker', 'mac'),
        rowOf('gast', 'guest', 'open'),
      ]),
    );
    expect(rows.map(({ role, match, vlan }) => [role, match, vlan])).toEqual([
      ['elev', { kind: 'group', value: 'elev' }, 20],
      ['gast', { kind: 'nothing' }, 20],
      ['personal', { kind: 'certificate-ou', value: 'personal' }, 10],
      ['skrivare', { kind: 'mac-group', value: 'skrivare' }, 30],
    ]);
  });

  it('is known by what is declared', () => {
    const { rows } = planAccess(
      networkOf([
        rowOf('personal', 'kontor', certificate, { match: { certificateOu: 'Kontor 1' } }),
        rowOf('elev', 'guest', '802.1x-user', { match: { group: 'Alla elever' } }),
        rowOf('skrivare', 'saker', 'mac', { match: { macGroup: 'saker' } }),
        rowOf('gast', 'guest', 'open', { match: { unknown: true } }),
      ]),
    );
    expect(rows.map(({ match }) => match)).toEqual([
      { kind: 'group', value: 'Alla elever' },
      { kind: 'unknown-mac' },
      { kind: 'certificate-ou', value: 'Kontor 1' },
      { kind: 'mac-group', value: 'saker' },
    ]);
  });
});

describe('an issue', () => {
  it('is none where each role has a zone with a VLAN, a mark of its own and known devices', () => {
    expect(
      issuesOf(
        networkOf(
          [
            rowOf('personal', 'kontor', certificate),
            rowOf('skrivare', 'saker', 'mac'),
            rowOf('gast', 'guest', 'open'),
          ],
          { devices: devicesOf({ s1: { role: 'skrivare', macs: [mac] } }) },
        ),
      ),
    ).toEqual([]);
  });

  it.each<readonly [string, Declaration, readonly (readonly unknown[])[]]>([
    [
      'a zone without VLAN',
      networkOf([rowOf('personal', 'kontor', certificate)], {
        zones: [zoneOf('styr'), (({ vlan: _, ...rest }) => rest)(zoneOf('kontor'))],
      }),
      [['zone-without-vlan', 'blocking', 'role:personal', ['personal']]],
    ],
    [
      'two zones with one VLAN',
      networkOf([rowOf('personal', 'kontor', certificate), rowOf('drift', 'styr', certificate)], {
        zones: [zoneOf('styr', { vlan: 10 }), zoneOf('kontor'), zoneOf('guest')],
      }),
      [['same-vlan', 'blocking', 'zone:kontor', ['drift', 'personal']]],
    ],
    [
      'two roles with one mark, in letters of either case',
      networkOf([
        rowOf('a', 'kontor', '802.1x-user', { match: { group: 'Ålar' } }),
        rowOf('b', 'styr', '802.1x-user', { match: { group: 'ÅLAR' } }),
        rowOf('c', 'styr', certificate, { match: { certificateOu: 'Alar' } }),
      ]),
      [
        ['same-match', 'blocking', 'role:a', ['a', 'b']],
        ['weaker-login-to-zone', 'notice', 'zone:styr', ['b', 'c']],
      ],
    ],
    [
      'two zones for whom nobody knows',
      networkOf(
        [
          rowOf('gast', 'guest', 'open', { match: { unknown: true } }),
          rowOf('okand', 'kontor', 'open', { match: { unknown: true } }),
        ],
        { zones: [...fourZones.slice(1), zoneOf('kontor', { kind: 'guest' })] },
      ),
      [['same-match', 'blocking', 'role:gast', ['gast', 'okand']]],
    ],
    [
      'anybody in an office',
      networkOf([rowOf('gast', 'kontor', 'open')]),
      [['open-outside-guest-zone', 'blocking', 'role:gast', ['gast']]],
    ],
    [
      'a WLAN with two kinds of login',
      networkOf([
        rowOf('personal', 'kontor', certificate, { ssid: 'Kommunen' }),
        rowOf('drift', 'styr', '802.1x-user', { ssid: 'Kommunen' }),
        rowOf('gast', 'guest', 'open', { ssid: 'Kommunen' }),
      ]),
      [['ssid-of-two-logins', 'blocking', 'ssid:Kommunen', ['drift', 'gast', 'personal']]],
    ],
    [
      'a weaker login to a zone',
      networkOf([rowOf('personal', 'kontor', certificate), rowOf('vikarie', 'kontor', '802.1x-user')]),
      [['weaker-login-to-zone', 'notice', 'zone:kontor', ['personal', 'vikarie']]],
    ],
    [
      'a role by MAC address that no device has',
      networkOf([rowOf('skrivare', 'saker', 'mac')]),
      [['no-known-mac', 'notice', 'role:skrivare', ['skrivare']]],
    ],
    [
      'no zone that switches stand in',
      networkOf([rowOf('personal', 'kontor', certificate)], { zones: [zoneOf('kontor')] }),
      [['no-management-network', 'notice', 'network', []]],
    ],
  ])('tells %s', (_, declaration, expected) => {
    expect(issuesOf(declaration)).toEqual(expected);
  });

  it.each<readonly [string, Parameters<typeof devicesOf>[0], readonly (readonly unknown[])[]]>([
    [
      'an address of two roles',
      { s1: { role: 'skrivare', macs: [mac] }, l1: { role: 'larm', macs: ['00:00:00:00:00:01', mac] } },
      [['mac-of-two-roles', 'blocking', 'device:l1', ['larm', 'skrivare']]],
    ],
    [
      'an address of two devices of one role',
      {
        s1: { role: 'skrivare', macs: [mac] },
        s2: { role: 'skrivare', macs: [mac] },
        l1: { role: 'larm', macs: ['00:00:00:00:00:01'] },
      },
      [['mac-declared-twice', 'notice', 'device:s1', ['skrivare']]],
    ],
    [
      'an address of a device that shows a certificate, or has no role',
      {
        s1: { role: 'skrivare', macs: [mac] },
        l1: { role: 'larm', macs: ['00:00:00:00:00:01'] },
        p1: { role: 'personal', macs: ['00:00:00:00:00:02', '00:00:00:00:00:03'] },
        p2: { macs: ['00:00:00:00:00:04'] },
      },
      [
        ['mac-not-used', 'notice', 'device:p1', []],
        ['mac-not-used', 'notice', 'device:p2', []],
      ],
    ],
  ])('tells %s', (_, devices, expected) => {
    const access = [
      rowOf('skrivare', 'saker', 'mac'),
      rowOf('larm', 'saker', 'mac'),
      rowOf('personal', 'kontor', certificate),
    ];
    expect(issuesOf(networkOf(access, { devices: devicesOf(devices) }))).toEqual(expected);
  });

  it('says where it is declared', () => {
    const declaration = networkOf([
      rowOf('personal', 'kontor', certificate),
      rowOf('gast', 'kontor', 'open'),
    ]);
    const lines = { 'network.yaml': { '/access/1': 14 } };
    expect(planAccess({ ...declaration, lines }).issues[0]?.at).toEqual({
      file: 'network.yaml',
      pointer: '/access/1',
      line: 14,
    });
  });
});
