import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { NetworkFile } from '#model/declaration/network.ts';
import { planAccess } from '#stacks/targets/access/plan-access.ts';
import { renderRadius } from '#stacks/targets/access/radius.ts';
import { devicesOf, networkOf, rowOf, zoneOf } from './network-of.ts';

type Declared = Parameters<typeof planAccess>[0];
const filesOf = (declaration: Declared): Readonly<Record<string, string>> =>
  Object.fromEntries(renderRadius(planAccess(declaration)).map(({ path, text }) => [path, text]));
const policyOf = (declaration: Declared): string => filesOf(declaration)['policy.d/grundval'] ?? '';

const logins = ['802.1x-certificate', '802.1x-user', 'mac', 'open'] as const;
const zones = ['kontor', 'guest', 'saker', 'styr'] as const;
const matrix = fc.uniqueArray(
  fc.record({
    role: fc.constantFrom('chef', 'drift', 'elev', 'gast', 'larm', 'personal', 'skrivare'),
    zone: fc.constantFrom(...zones),
    login: fc.constantFrom(...logins),
  }),
  { selector: ({ role }) => role, minLength: 1 },
);
const rows = (
  drawn: readonly { role: string; zone: (typeof zones)[number]; login: (typeof logins)[number] }[],
) => drawn.map(({ role, zone, login }) => rowOf(role, zone, login));

describe('the RADIUS policy', () => {
  it('has a VLAN for every role that RADIUS is asked for and nothing blocks, and for no other', () => {
    fc.assert(
      fc.property(matrix, (drawn) => {
        const declaration = networkOf(rows(drawn));
        const blocked = new Set(
          planAccess(declaration)
            .issues.filter(({ severity }) => severity === 'blocking')
            .flatMap(({ roles }) => roles),
        );
        const answered = [
          ...policyOf(declaration).matchAll(/case '([a-z]+)' \{[^}]*Private-Group-Id := '(\d+)'/g),
        ].map(([, role, vlan]) => [role, Number(vlan)]);
        const expected = drawn
          .filter(({ role, login }) => login !== 'open' && !blocked.has(role))
          .map(({ role, zone }) => [role, zoneOf(zone).vlan])
          .sort();
        expect(answered).toEqual(expected);
      }),
    );
  });

  it('ends in a rejection of whoever has no role', () => {
    fc.assert(
      fc.property(matrix, (drawn) => {
        expect(policyOf(networkOf(rows(drawn)))).toMatch(/\t\tcase \{\n\t\t\treject\n\t\t\}\n\t\}\n\}\n$/);
      }),
    );
  });

  it('is the same in whatever order roles, zones and devices are declared', () => {
    fc.assert(
      fc.property(matrix, fc.boolean(), (drawn, backwards) => {
        const devices = devicesOf({
          b: { role: 'skrivare', macs: ['00:00:00:00:00:02'] },
          a: { role: 'larm', macs: ['00:00:00:00:00:01'] },
        });
        const declaration = networkOf(rows(drawn), { devices });
        const turned = networkOf(rows(drawn.toReversed()), {
          zones: backwards ? declaration.network.zones.toReversed() : declaration.network.zones,
          devices: devices.toReversed(),
        });
        expect(filesOf(turned)).toEqual(filesOf(declaration));
      }),
    );
  });

  it('has balanced braces and no open quote, whatever marks are declared', () => {
    const marks = fc.record({
      ou: fc.string({ maxLength: 12 }),
      group: fc.string({ unit: 'grapheme', maxLength: 12 }),
    });
    const { access } = NetworkFile.shape;
    let taken = 0;
    fc.assert(
      fc.property(marks, ({ ou, group }) => {
        const declared = access.safeParse([
          rowOf('a', 'kontor', '802.1x-certificate', { match: { certificateOu: ou } }),
          rowOf('b', 'saker', '802.1x-user', { match: { group } }),
        ]);
        if (!declared.success) return;
        taken++;
        const policy = policyOf(networkOf(declared.data));
        for (const line of policy.split('\n').filter((each) => !each.trim().startsWith('#'))) {
          expect(line.split("'").length % 2, line).toBe(1);
        }
        expect(policy.split('{').length).toBe(policy.split('}').length);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(0);
  });

  it('knows nothing of roles that it cannot tell apart', () => {
    const same = { match: { macGroup: 'saker' } };
    const files = filesOf(
      networkOf(
        [
          rowOf('larm', 'saker', 'mac', same),
          rowOf('skrivare', 'kontor', 'mac', same),
          rowOf('kamera', 'styr', 'mac'),
        ],
        {
          devices: devicesOf({
            l: { role: 'larm', macs: ['00:00:00:00:00:01'] },
            k: { role: 'kamera', macs: ['00:00:00:00:00:02'] },
          }),
        },
      ),
    );
    expect(files['policy.d/grundval']).not.toMatch(/larm|skrivare/);
    expect(files['policy.d/grundval']).toContain("case 'kamera'");
    expect(files['mods-config/grundval/macs']).toContain('00-00-00-00-00-02\tGrundval-Group := "kamera"');
    expect(files['mods-config/grundval/macs']).not.toContain('00-00-00-00-00-01');
  });

  it('lets an unknown address in where a guest row says so, and only then', () => {
    const guests = (match: { unknown?: true }) =>
      policyOf(networkOf([rowOf('gast', 'guest', 'open', { match })]));
    expect(guests({ unknown: true })).toMatch(
      /if \(!&control:Grundval-Group\) \{\n\t\tupdate control \{\n\t\t\t&Grundval-Role := 'gast'/,
    );
    expect(guests({})).not.toContain('gast');
  });
});

describe('the files for FreeRADIUS', () => {
  it('take passwords in tunnels only where a role comes in by them', () => {
    const withUsers = filesOf(networkOf([rowOf('elev', 'guest', '802.1x-user')]));
    const without = filesOf(networkOf([rowOf('personal', 'kontor', '802.1x-certificate')]));
    expect(withUsers['mods-enabled/grundval_eap']).toMatch(/\tpeap \{/);
    expect(withUsers['sites-enabled/grundval-inner']).toContain('server grundval-inner {');
    expect(without['mods-enabled/grundval_eap']).not.toMatch(/peap|ttls|mschapv2/);
    expect(without['sites-enabled/grundval-inner']).not.toContain('server');
    expect(Object.keys(without)).toEqual(Object.keys(withUsers));
  });

  it('let switches of the management zones ask, by a secret that stands in the environment alone', () => {
    const clients = filesOf(networkOf([]))['clients.conf'] ?? '';
    expect(clients.match(/ipv[46]addr = .*/g)).toEqual([
      'ipv4addr = 10.0.40.0/24',
      'ipv6addr = 2001:db8:40::/64',
    ]);
    expect(clients.match(/secret = .*/g)).toEqual(
      Array(2).fill(['secret = $ENV', '{GRUNDVAL_RADIUS_SECRET}'].join('')),
    );
    expect(clients.match(/require_message_authenticator = yes/g)).toHaveLength(2);
  });

  it('hold no secret of the example', async () => {
    const folder = resolve(import.meta.dirname, '../../../../examples/orkelljunga');
    for (const text of Object.values(filesOf(await loadDeclaration(folder)))) {
      for (const [line] of text.matchAll(/^.*(secret|password)\s*[:=].*$/gim))
        expect(line).toMatch(/\$ENV\{|=…/);
    }
  });
});
