import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccountState } from '#runbooks/procedures/parts/account.ts';
import { parseOutage } from '#runbooks/procedures/parts/answers.ts';
import { parseFingerprint } from '#runbooks/procedures/parts/certificate.ts';
import {
  parseAptSimulation,
  parseDnfUpdates,
  type UpdateChoice,
} from '#runbooks/procedures/parts/packages.ts';
import { parseNewest, parseRestored } from '#runbooks/procedures/parts/restore.ts';
import { parseFailedUnits, parseUnitState } from '#runbooks/procedures/parts/systemd-units.ts';
import { parseWindowsUpdates } from '#runbooks/procedures/parts/windows-update.ts';
import { parseWaitingUpdates } from '#runbooks/procedures/parts/wsus.ts';

interface Raw {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code?: number;
  readonly choice?: UpdateChoice;
}
interface Case {
  readonly machine: string;
  readonly raw: Raw;
  readonly expected: unknown;
}

const parsers: Readonly<Record<string, (raw: Raw) => unknown>> = {
  account: ({ stdout, stderr = '', code = 0 }) => parseAccountState(stdout, stderr, code),
  apt: ({ stdout, choice = 'all' }) => parseAptSimulation(stdout, choice),
  copies: ({ stdout }) => parseNewest(stdout, '/srv/backup'),
  dnf: ({ stdout }) => parseDnfUpdates(stdout),
  'failed-units': ({ stdout }) => parseFailedUnits(stdout),
  'unit-state': ({ stdout }) => parseUnitState(stdout),
  'windows-updates': ({ stdout }) => parseWindowsUpdates(stdout),
  wsus: ({ stdout }) => parseWaitingUpdates(stdout),
};
const folder = new URL('../../../cases/procedures/', import.meta.url);

describe('the readers of what hosts say', () => {
  it('have cases each, and each folder of cases a reader', () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(parsers).toSorted());
  });

  for (const [name, parse] of Object.entries(parsers)) {
    for (const file of readdirSync(new URL(`${name}/`, folder)).toSorted()) {
      const text = readFileSync(new URL(`${name}/${file}`, folder), 'utf8');
      const { machine, raw, expected } = JSON.parse(text) as Case;
      it(`${name}: ${machine}`, () => expect(parse(raw)).toEqual(expected));
    }
  }

  it.each<[string, () => unknown]>([
    ['a unit', () => parseUnitState('Failed to connect to bus\n')],
    ['an account', () => parseAccountState('', 'Authentication failure', 1)],
    ['an account with a letter nobody knows', () => parseAccountState('konto X 2026-01-01', '', 0)],
    ['a fingerprint', () => parseFingerprint('unable to load certificate')],
    ['a fingerprint that is cut off', () => parseFingerprint('sha256 Fingerprint=AB:CD')],
    ['a copy, where there is none', () => parseNewest('', '/srv/backup')],
    ['a restore that was cut off', () => parseRestored('whole 1772575200.25')],
    ['an outage', () => parseOutage('answers 1.5')],
    ['updates of Windows', () => parseWindowsUpdates('')],
    ['updates of Windows, of another form', () => parseWindowsUpdates('{"result":"ok"}')],
    [
      'updates that the agent failed to find',
      () => parseWindowsUpdates('{"result":"failed","message":"0x8024402C","updates":[]}'),
    ],
    ['updates of WSUS', () => parseWaitingUpdates('Get-WsusUpdate : Åtkomst nekad')],
  ])('refuse what is not %s, rather than to guess', (_, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'procedures/unexpected-output' }));
  });

  it('give nothing, or refuse, on noise: they never make up a package, a unit or a state', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (noise) => {
        for (const parse of Object.values(parsers)) {
          let value: unknown = [];
          try {
            value = parse({ stdout: noise, stderr: noise, code: 1 });
          } catch (error) {
            expect(error).toHaveProperty('code', 'procedures/unexpected-output');
          }
          expect(Array.isArray(value) || value === 'absent').toBe(true);
        }
      }),
    );
  });

  it('take a clock that was set back for no time, never for a negative one', () => {
    expect(parseRestored('whole 200.5 100.5').seconds).toBe(0);
    expect(parseOutage('answers 200.5 100.5')).toBe(0);
    expect(parseOutage('silent\n')).toBeNull();
  });
});
