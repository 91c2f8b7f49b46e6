import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IssuedCertificate } from './certificates.ts';

/** What a RADIUS server answered: the VLAN it names, whole; anything else is no way in. */
export type Answer = { readonly vlan: string } | 'rejected' | 'accepted without VLAN' | 'no answer';

/** One port of a server, and the secret shared with it. */
export interface Asked {
  readonly port: number;
  readonly secret: string;
}

/** Logs in with a password in clear, as a server within a tunnel sees it. */
export async function askWithPassword({ port, secret }: Asked, user: string, password: string) {
  return readAnswer(await output('radtest', [user, password, `127.0.0.1:${port}`, '0', secret]));
}

/** Asks as a switch does for a device that says nothing: by its MAC address. */
export async function askWithMac(
  { port, secret }: Asked,
  mac: { readonly userName: string; readonly callingStation?: string },
) {
  const { userName, callingStation } = mac;
  const attributes = [
    `User-Name = "${userName}"`,
    `User-Password = "${userName}"`,
    ...(callingStation === undefined ? [] : [`Calling-Station-Id = "${callingStation}"`]),
    'NAS-Port-Type = Ethernet',
    'Message-Authenticator = 0x00',
  ];
  return readAnswer(
    await output(
      'radclient',
      ['-x', '-r', '1', '-t', '5', `127.0.0.1:${port}`, 'auth', secret],
      `${attributes.join(', ')}\n`,
    ),
  );
}

function readAnswer(said: string): Answer {
  const received = said.slice(said.lastIndexOf('Received '));
  if (received.startsWith('Received Access-Reject')) return 'rejected';
  if (!received.startsWith('Received Access-Accept')) return 'no answer';
  const vlan = /Tunnel-Private-Group-Id:0 = "(\d+)"/.exec(received)?.[1];
  const isWhole =
    received.includes('Tunnel-Type:0 = VLAN') && received.includes('Tunnel-Medium-Type:0 = IEEE-802');
  return vlan !== undefined && isWhole ? { vlan } : 'accepted without VLAN';
}

/** A login by 802.1X. */
export type Supplicant =
  | { readonly method: 'TLS'; readonly issued: IssuedCertificate }
  | {
      readonly method: 'PEAP' | 'TTLS';
      readonly user: string;
      readonly password: string;
      /** Shown in the outer tunnel, of which it shall make nothing. */
      readonly issued?: IssuedCertificate;
    };

/** Logs in as a device or user behind a switch, with the supplicant of Linux. */
export async function askWithEap(
  { port, secret }: Asked,
  supplicant: Supplicant,
  { folder, trusted }: { readonly folder: string; readonly trusted: string },
): Promise<Answer> {
  const path = join(folder, 'supplicant.conf');
  await writeFile(path, `network={\n${supplicantLines(supplicant, trusted).join('\n')}\n}\n`);
  const said = await output('eapol_test', [
    ...['-c', path, '-a', '127.0.0.1', '-p', String(port), '-s', secret, '-t', '10', '-r', '0'],
  ]);
  const last = said.slice(said.lastIndexOf('RADIUS message: code='));
  if (last.startsWith('RADIUS message: code=3 ')) return 'rejected';
  if (!last.startsWith('RADIUS message: code=2 ') || !said.trimEnd().endsWith('SUCCESS')) return 'no answer';
  const value = (attribute: number) =>
    new RegExp(`Attribute ${attribute} \\(.*\\) length=\\d+\\n\\s+Value: (\\S+)`).exec(last)?.[1];
  const vlan = value(81);
  return value(64) === '0000000d' && value(65) === '00000006' && vlan !== undefined
    ? { vlan: Buffer.from(vlan, 'hex').toString() }
    : 'accepted without VLAN';
}

function supplicantLines(supplicant: Supplicant, trusted: string): readonly string[] {
  const certificate = (issued: IssuedCertificate | undefined) =>
    issued === undefined ? [] : [`client_cert="${issued.certificate}"`, `private_key="${issued.key}"`];
  return [
    'key_mgmt=WPA-EAP',
    `eap=${supplicant.method}`,
    `ca_cert="${trusted}"`,
    ...certificate(supplicant.issued),
    ...(supplicant.method === 'TLS'
      ? ['identity="enhet"']
      : [
          `identity="${supplicant.user}"`,
          'anonymous_identity="anonym"',
          `password="${supplicant.password}"`,
          `phase2="${supplicant.method === 'PEAP' ? 'auth=MSCHAPV2' : 'auth=PAP'}"`,
        ]),
  ];
}

/** What a program says; a refusal has an exit status of its own and is an answer like others. */
function output(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      `/usr/bin/${program}`,
      args,
      { timeout: 30_000, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve(`${stdout}${stderr}`);
      },
    );
    child.stdin?.end(input);
  });
}
