import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** An LDAP directory on loopback. */
export interface Directory {
  readonly port: number;
  stop(): Promise<void>;
}

const suffix = 'dc=kommunen,dc=se';

/** Starts OpenLDAP with groups and their members; every password is `hemligt`, and nobody may read them. */
export async function startDirectory(
  folder: string,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<Directory> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'data'), { recursive: true });
  const settings = join(folder, 'slapd.conf');
  const entries = join(folder, 'entries.ldif');
  await writeFile(settings, settingsIn(folder));
  await writeFile(entries, entriesOf(groups));
  await promisify(execFile)('/usr/sbin/slapadd', ['-f', settings, '-l', entries], { timeout: 30_000 });
  const port = await freePort();
  const child = spawn('/usr/sbin/slapd', ['-f', settings, '-h', `ldap://127.0.0.1:${port}`, '-d', '0'], {
    stdio: 'ignore',
  });
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error('OpenLDAP did not start');
    await wait(100);
  }
  return {
    port,
    async stop() {
      if (child.exitCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

function settingsIn(folder: string): string {
  return `${['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${folder}/slapd.pid
database mdb
suffix "${suffix}"
rootdn "cn=admin,${suffix}"
directory ${folder}/data
access to attrs=userPassword by anonymous auth
access to * by * read
overlay memberof
`;
}

function entriesOf(groups: Readonly<Record<string, readonly string[]>>): string {
  const users = [...new Set(Object.values(groups).flat())];
  // The overlay sees no offline import, so that membership is written on both sides.
  const user = (uid: string) => [
    `dn: uid=${uid},${suffix}`,
    'objectClass: inetOrgPerson',
    `cn: ${uid}`,
    `sn: ${uid}`,
    'userPassword: hemligt',
    ...Object.entries(groups).flatMap(([name, members]) =>
      members.includes(uid) ? [`memberOf: cn=${name},${suffix}`] : [],
    ),
  ];
  const group = ([name, members]: readonly [string, readonly string[]]) => [
    `dn: cn=${name},${suffix}`,
    'objectClass: groupOfNames',
    ...members.map((uid) => `member: uid=${uid},${suffix}`),
  ];
  const root = [`dn: ${suffix}`, 'objectClass: dcObject', 'objectClass: organization', 'o: Kommunen'];
  return [root, ...users.map(user), ...Object.entries(groups).map(group)]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
