import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import { planAccess } from '#stacks/targets/access/plan-access.ts';
import { renderRadius } from '#stacks/targets/access/radius.ts';
import { type Answer, askWithEap, askWithMac, askWithPassword, type Supplicant } from './ask-radius.ts';
import { type Authority, createAuthority, type IssuedCertificate } from './certificates.ts';
import { type Directory, startDirectory } from './directory.ts';
import {
  checkRadius,
  isReadable,
  type LocalFiles,
  type RadiusServer,
  startRadius,
  whyNoServer,
} from './radius-server.ts';

const secret = 'en hemlighet för prov';
const noServer = whyNoServer();
const noSupplicant = isReadable('/usr/bin/eapol_test') ? null : '/usr/bin/eapol_test not installed';
const noDirectory = ['/usr/sbin/slapd', '/usr/lib/freeradius/rlm_ldap.so'].every(isReadable)
  ? null
  : 'slapd or freeradius-ldap not installed';
const example = await loadDeclaration(resolve(import.meta.dirname, '../../../examples/orkelljunga'));

type Access = NetworkFile['access'][number];
type Device = Declaration['devices']['devices'][number];

const printer: Device = {
  id: 'skrivare-1',
  name: 'Skrivare i receptionen',
  kind: 'printer',
  profile: 'shared',
  unit: 'it-enheten',
  role: 'skrivare',
  macs: ['00:1b:a9:12:34:56', '00:1b:a9:12:34:57'],
  demo: false,
};

/** Örkelljunga with its switches on loopback and a printer; rows of the matrix as asked for. */
function orkelljunga(change: (row: Access) => Access = (row) => row): Declaration {
  const { zones, access } = example.network;
  return {
    ...example,
    network: {
      ...example.network,
      zones: zones.map((zone) => (zone.id === 'hantering' ? { ...zone, ipv4: '127.0.0.0/24' } : zone)),
      access: access.map(change),
    },
    devices: { devices: [...example.devices.devices, printer] },
  };
}

const vlanOf = (role: string): string => {
  const zone = example.network.access.find((row) => row.role === role)?.zone;
  return String(example.network.zones.find(({ id }) => id === zone)?.vlan);
};
const rolesBy = (authentication: Access['authentication']): readonly string[] =>
  example.network.access.filter((row) => row.authentication === authentication).map(({ role }) => role);

const macsLocal = `00-0c-12-00-00-01 Grundval-Group := "trygghetslarm"
00-0c-12-00-00-02 Grundval-Group := "felstavad"
00-1b-a9-12-34-56 Grundval-Group := "trygghetslarm"
`;
const users = `elsa Cleartext-Password := "hemligt", Grundval-Group := "annat", Grundval-Group += "elev"
olle Cleartext-Password := "hemligt", Grundval-Group := "vaktmastare"
ingen Cleartext-Password := "hemligt"
`;

describe.skipIf(noServer !== null)(`FreeRADIUS with the rendered policy${because(noServer)}`, () => {
  let folder: string;
  let authority: Authority;
  let stranger: Authority;
  let server: RadiusServer | null = null;

  const local = (shared: string | null, from: LocalFiles['users'] = users): LocalFiles => ({
    ...(shared === null ? {} : { secret: shared }),
    macsLocal,
    users: from,
    async writeCertificates(to) {
      const own = await authority.issue('server', '/C=SE/O=Kommunen/CN=radius', { use: 'serverAuth' });
      await copyFile(own.key, join(to, 'server.key'));
      await copyFile(own.certificate, join(to, 'server.pem'));
      await authority.writeTrust(join(to, 'ca.pem'));
    },
  });
  /** Stops the server that runs, if any, and starts one with what a declaration says. */
  const serve = async (declaration: Declaration, shared: string | null = secret) => {
    await server?.stop();
    server = null;
    server = await startRadius(folder, renderRadius(planAccess(declaration)), local(shared));
  };
  const asked = (port: 'port' | 'innerPort') => ({ port: server?.[port] ?? 0, secret });
  const mac = (callingStation: string, userName = callingStation): Promise<Answer> =>
    askWithMac(asked('port'), { userName, callingStation });
  const eap = (supplicant: Supplicant): Promise<Answer> =>
    askWithEap(asked('port'), supplicant, { folder, trusted: authority.certificate });
  const device = async (subject: string, from: Authority = authority, expired = false) =>
    eap({ method: 'TLS', issued: await from.issue('enhet', subject, { expired }) });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grundval-radius-'));
    authority = await createAuthority(join(folder, 'authority'));
    stranger = await createAuthority(join(folder, 'stranger'));
    await serve(orkelljunga());
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describe('asked for a MAC address', () => {
    it.each(['00:1b:a9:12:34:56', '00-1B-A9-12-34-57', '001b.a912.3456', '001BA9123457'])(
      'gives a declared printer that writes itself %s the VLAN of printers',
      async (written) => {
        expect(await mac(written)).toEqual({ vlan: vlanOf('skrivare') });
      },
    );

    it('gives a device of the list beside it the VLAN of its role', async () => {
      expect(await mac('00:0c:12:00:00:01', '000c12000001')).toEqual({ vlan: vlanOf('trygghetslarm') });
    });

    it.each([
      ['an unknown address', '00:0c:12:00:00:99', '000c12000099'],
      ['an address of a group that no row has', '00:0c:12:00:00:02', '000c12000002'],
      ['another user name than the address', '00:1b:a9:12:34:56', 'elsa'],
      ["another device's address as user name", '00:1b:a9:12:34:56', '001ba9123457'],
      ['what is no address', 'skrivare', 'skrivare'],
    ])('rejects %s', async (_, callingStation, userName) => {
      expect(await mac(callingStation, userName)).toBe('rejected');
    });

    it('rejects a login without an address', async () => {
      expect(await askWithMac(asked('port'), { userName: '001ba9123456' })).toBe('rejected');
    });

    it('does not answer who does not know the secret', async () => {
      const wrong = { port: server?.port ?? 0, secret: 'fel' };
      expect(await askWithMac(wrong, { userName: '001ba9123456', callingStation: '001ba9123456' })).toBe(
        'no answer',
      );
    });
  });

  describe('asked for a user', () => {
    it('gives the VLAN of the role whose group the user is in', async () => {
      expect(rolesBy('802.1x-user')).toEqual(['elev']);
      expect(await askWithPassword(asked('innerPort'), 'elsa', 'hemligt')).toEqual({ vlan: vlanOf('elev') });
    });

    it.each([
      ['a wrong password', 'elsa', 'fel'],
      ['a group that no row has', 'olle', 'hemligt'],
      ['a user without groups', 'ingen', 'hemligt'],
      ['an unknown user', 'okand', 'hemligt'],
    ])('rejects %s', async (_, user, password) => {
      expect(await askWithPassword(asked('innerPort'), user, password)).toBe('rejected');
    });

    it('takes no password outside a tunnel', async () => {
      expect(await askWithPassword(asked('port'), 'elsa', 'hemligt')).toBe('rejected');
    });
  });

  describe.skipIf(noSupplicant !== null)(`asked by a supplicant${because(noSupplicant)}`, () => {
    it.each(rolesBy('802.1x-certificate'))('gives a certificate of %s the VLAN of its zone', async (role) => {
      expect(await device(`/C=SE/O=Kommunen/OU=${role}/CN=dator-1`)).toEqual({ vlan: vlanOf(role) });
    });

    it.each([
      ['a certificate of a unit that no row has', '/C=SE/O=Kommunen/OU=vaktmastare/CN=dator-1'],
      ['a certificate without a unit', '/C=SE/O=Kommunen/CN=dator-1'],
      ['a certificate of two roles', '/C=SE/O=Kommunen/OU=personal/OU=drift/CN=dator-1'],
      ['a unit that begins as a role', '/C=SE/O=Kommunen/OU=personalen/CN=dator-1'],
      ['a common name that pretends to be a unit', '/C=SE/O=Kommunen/CN=dator\\/OU=drift'],
      ['a role that logs in otherwise', '/C=SE/O=Kommunen/OU=elev/CN=dator-1'],
    ])('rejects %s', async (_, subject) => {
      expect(await device(subject)).toBe('rejected');
    });

    it('goes by the unit and not by what a common name pretends', async () => {
      expect(await device('/C=SE/O=Kommunen/OU=personal/CN=dator\\/OU=drift')).toEqual({
        vlan: vlanOf('personal'),
      });
    });

    it('rejects an expired certificate', async () => {
      expect(await device('/C=SE/O=Kommunen/OU=personal/CN=dator-1', authority, true)).toBe('rejected');
    });

    it('rejects a certificate of another issuer', async () => {
      expect(await device('/C=SE/O=Kommunen/OU=personal/CN=dator-1', stranger)).toBe('rejected');
    });

    it.each(['PEAP', 'TTLS'] as const)(
      'lets a pupil in by %s, and nobody with a wrong password',
      async (method) => {
        expect(await eap({ method, user: 'elsa', password: 'hemligt' })).toEqual({ vlan: vlanOf('elev') });
        expect(await eap({ method, user: 'elsa', password: 'fel' })).toBe('rejected');
        expect(await eap({ method, user: 'olle', password: 'hemligt' })).toBe('rejected');
      },
    );

    it('gives a user the role of the user, whatever certificate is shown as well', async () => {
      const issued = await authority.issue('drift', '/C=SE/O=Kommunen/OU=drift/CN=dator-1');
      const login = { method: 'TTLS', password: 'hemligt', issued } as const;
      expect(await eap({ ...login, user: 'elsa' })).toEqual({ vlan: vlanOf('elev') });
      expect(await eap({ ...login, user: 'olle' })).toBe('rejected');
    });

    it('rejects a certificate once it is revoked', async () => {
      const issued: IssuedCertificate = await authority.issue('borta', '/C=SE/O=Kommunen/OU=larare/CN=borta');
      expect(await eap({ method: 'TLS', issued })).toEqual({ vlan: vlanOf('larare') });
      await authority.revoke(issued);
      await serve(orkelljunga());
      expect(await eap({ method: 'TLS', issued })).toBe('rejected');
    });
  });

  describe('after a change of the matrix', () => {
    it('answers by the new one', async () => {
      await serve(
        orkelljunga((row) => {
          if (row.role === 'skrivare') return { ...row, zone: 'larm' };
          if (row.role === 'elev') return { ...row, zone: 'larare', match: { group: 'vaktmastare' } };
          if (row.role === 'gast') return { ...row, match: { unknown: true } };
          return row;
        }),
      );
      expect(await mac('00:1b:a9:12:34:56')).toEqual({ vlan: vlanOf('trygghetslarm') });
      expect(await askWithPassword(asked('innerPort'), 'elsa', 'hemligt')).toBe('rejected');
      expect(await askWithPassword(asked('innerPort'), 'olle', 'hemligt')).toEqual({
        vlan: vlanOf('larare'),
      });
    });

    it('lets an unknown address in as a guest where that is declared, and no address that is known', async () => {
      expect(await mac('00:0c:12:00:00:99')).toEqual({ vlan: vlanOf('gast') });
      expect(await mac('00:0c:12:00:00:02')).toBe('rejected');
      expect(await askWithPassword(asked('port'), 'elsa', 'hemligt')).toBe('rejected');
    });

    it('rejects roles that it cannot tell apart', async () => {
      await serve(
        orkelljunga((row) => (row.authentication === 'mac' ? { ...row, match: { macGroup: 'saker' } } : row)),
      );
      expect(await mac('00:1b:a9:12:34:56')).toBe('rejected');
      expect(await askWithPassword(asked('innerPort'), 'elsa', 'hemligt')).toEqual({ vlan: vlanOf('elev') });
    });

    it('serves a network where nobody logs in with a password', async () => {
      const declaration = orkelljunga();
      const access = declaration.network.access.filter(({ role }) => role !== 'elev');
      await serve({ ...declaration, network: { ...declaration.network, access } });
      expect(await mac('00:1b:a9:12:34:56')).toEqual({ vlan: vlanOf('skrivare') });
      if (noSupplicant === null) {
        expect(await eap({ method: 'PEAP', user: 'elsa', password: 'hemligt' })).toBe('rejected');
      }
    });
  });

  describe.skipIf(noDirectory !== null)(`with users of a directory${because(noDirectory)}`, () => {
    let directory: Directory;
    beforeAll(async () => {
      directory = await startDirectory(join(folder, 'directory'), {
        elev: ['elsa', 'kim'],
        lärare: ['kim', 'lo'],
        vaktmastare: ['olle', 'lo'],
      });
      const declaration = orkelljunga((row) =>
        row.role === 'larare' ? { ...row, authentication: '802.1x-user', match: { group: 'lärare' } } : row,
      );
      await server?.stop();
      server = await startRadius(
        folder,
        renderRadius(planAccess(declaration)),
        local(secret, { ldapPort: directory.port }),
      );
    });
    afterAll(() => directory.stop());
    const login = (user: string, password = 'hemligt') => askWithPassword(asked('innerPort'), user, password);

    it('gives the VLAN of the role whose group the directory has the user in', async () => {
      expect(await login('elsa')).toEqual({ vlan: vlanOf('elev') });
      expect(await login('lo')).toEqual({ vlan: vlanOf('larare') });
    });

    it('rejects a wrong password, a user of no role, a user of two and one that it does not know', async () => {
      expect(await login('elsa', 'fel')).toBe('rejected');
      expect(await login('olle')).toBe('rejected');
      expect(await login('kim')).toBe('rejected');
      expect(await login('okand')).toBe('rejected');
    });

    it.skipIf(noSupplicant !== null)(`lets them in by TTLS${because(noSupplicant)}`, async () => {
      const supplicant = { method: 'TTLS', password: 'hemligt' } as const;
      expect(await eap({ ...supplicant, user: 'lo' })).toEqual({ vlan: vlanOf('larare') });
      expect(await eap({ ...supplicant, user: 'kim' })).toBe('rejected');
    });
  });

  it('takes the rendered listeners, IPv4 and IPv6', async () => {
    const said = await checkRadius(folder, renderRadius(planAccess(orkelljunga())), local(secret));
    expect(said).toContain('Configuration appears to be OK');
    expect(said).toMatch(/ipv6addr = ::\n\s*port = 1812/);
  });

  it.each([
    ['without the secret in its environment', null],
    ['with an empty one', ''],
  ])('does not start %s', async (_, shared) => {
    await expect(serve(orkelljunga(), shared)).rejects.toThrow('secret must be at least 1 character long');
  });
});

function because(reason: string | null): string {
  return reason === null ? '' : ` (skipped: ${reason})`;
}
