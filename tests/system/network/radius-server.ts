import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { TextFile } from '#stacks/targets/access/radius.ts';

/** Debian's own configuration, which ours is copied over as its README says. */
const base = '/etc/freeradius/3.0';

/** Why there can be no server here; null where there can. */
export function whyNoServer(): string | null {
  const absent = ['/usr/sbin/freeradius', '/usr/bin/radclient', '/usr/bin/radtest'].filter(
    (path) => !isReadable(path),
  );
  if (absent.length > 0) return `${absent.join(', ')} not installed`;
  return isReadable(`${base}/radiusd.conf`) ? null : `${base} not readable by this user`;
}

/** Can the file be read? */
export function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** What the technician lays beside the rendered files. */
export interface LocalFiles {
  /** Secret of switches and access points; left out, the server has none in its environment. */
  readonly secret?: string;
  readonly macsLocal: string;
  /** Users in the users format, in place of a directory; or the port of a directory that speaks LDAP. */
  readonly users: string | { readonly ldapPort: number };
  /** Writes server.key, server.pem and ca.pem. */
  writeCertificates(folder: string): Promise<void>;
}

/** A running FreeRADIUS on loopback. */
export interface RadiusServer {
  /** Port that switches ask. */
  readonly port: number;
  /** Port of the server within the tunnel, which is open in tests alone. */
  readonly innerPort: number;
  /** All it said so far. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Installs the rendered files over a copy of Debian's configuration by the steps of their README, and starts
 * the server as the user of the tests.
 *
 * @throws {Error} with what it said, where it does not come up
 */
export async function startRadius(
  folder: string,
  rendered: readonly TextFile[],
  local: LocalFiles,
): Promise<RadiusServer> {
  const raddb = await install(folder, rendered, local);
  const ports = { port: await freePort(), innerPort: await freePort() };
  const hasInner = rendered.some(({ text }) => text.includes('server grundval-inner {'));
  await writeFile(
    join(raddb, 'sites-enabled/grundval-listen'),
    listen(ports.port, 'grundval') + (hasInner ? listen(ports.innerPort, 'grundval-inner') : ''),
  );
  return start(raddb, local.secret, ports);
}

/** What FreeRADIUS says of the installed files when it only checks them, listeners included. */
export async function checkRadius(
  folder: string,
  rendered: readonly TextFile[],
  local: LocalFiles,
): Promise<string> {
  const raddb = await install(folder, rendered, local);
  const { stdout } = await promisify(execFile)('/usr/sbin/freeradius', ['-XC', '-d', raddb], {
    env: environmentWith(local.secret),
    timeout: 30_000,
    maxBuffer: 1 << 24,
  });
  return stdout;
}

async function install(folder: string, rendered: readonly TextFile[], local: LocalFiles): Promise<string> {
  const raddb = join(folder, 'raddb');
  await rm(raddb, { recursive: true, force: true });
  await cp(base, raddb, { recursive: true, verbatimSymlinks: true });
  for (const { path, text } of rendered) await write(join(raddb, path), text);
  for (const path of ['sites-enabled/default', 'sites-enabled/inner-tunnel', 'mods-enabled/eap']) {
    await rm(join(raddb, path));
  }
  await appendFile(join(raddb, 'dictionary'), '\n$INCLUDE dictionary.grundval\n');
  await mkdir(join(raddb, 'certs/grundval'), { recursive: true });
  await local.writeCertificates(join(raddb, 'certs/grundval'));
  await write(join(raddb, 'mods-config/grundval/macs-local'), local.macsLocal);
  if (typeof local.users === 'string') await installUsers(raddb, local.users);
  else await installLdap(raddb, local.users.ldapPort);
  const settings = join(raddb, 'radiusd.conf');
  await writeFile(settings, settleFor(folder, await readFile(settings, 'utf8')));
  return raddb;
}

async function installUsers(raddb: string, users: string): Promise<void> {
  await write(join(raddb, 'mods-config/grundval/users'), users);
  await write(join(raddb, 'policy.d/grundval-directory'), 'grundval_directory {\n\ttest_users\n}\n');
  await write(
    join(raddb, 'mods-enabled/test_users'),
    `files test_users {\n\tfilename = ${raddb}/mods-config/grundval/users\n}\n`,
  );
}

/** The directory as the rendered README says, by its own words. */
async function installLdap(raddb: string, port: number): Promise<void> {
  const readme = await readFile(join(raddb, 'README.md'), 'utf8');
  const policy = /```\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const options = [...readme.matchAll(/`(cache\w+ = [^`]+)`/g)].map((match) => match[1] ?? '');
  await write(join(raddb, 'policy.d/grundval-directory'), policy);
  const module = await readFile(join(raddb, 'mods-available/ldap'), 'utf8');
  await writeFile(
    join(raddb, 'mods-enabled/ldap'),
    module
      .replace("server = 'localhost'", `server = '127.0.0.1'\n\tport = ${port}`)
      .replace("base_dn = 'dc=example,dc=org'", "base_dn = 'dc=kommunen,dc=se'")
      .replace("'(objectClass=posixGroup)'", "'(objectClass=groupOfNames)'")
      .replace(/^\tgroup \{$/m, `\tgroup {\n${options.map((option) => `\t\t${option}`).join('\n')}`),
  );
}

function listen(port: number, server: string): string {
  return `listen {\n\ttype = auth\n\tipaddr = 127.0.0.1\n\tport = ${port}\n\tvirtual_server = ${server}\n}\n`;
}

/** Debian's settings for a server that runs in a folder, as the user who starts it, and rejects at once. */
function settleFor(folder: string, text: string): string {
  return text
    .replace(/^(\s*raddbdir\s*=).*$/m, `$1 ${folder}/raddb`)
    .replace(/^(\s*logdir\s*=).*$/m, `$1 ${folder}`)
    .replace(/^(\s*run_dir\s*=).*$/m, `$1 ${folder}`)
    .replace(/^(\s*reject_delay\s*=).*$/m, '$1 0')
    .replace(/^\s*(user|group)\s*=.*$/gm, '');
}

async function start(
  raddb: string,
  secret: string | undefined,
  ports: { readonly port: number; readonly innerPort: number },
): Promise<RadiusServer> {
  const child = spawn('/usr/sbin/freeradius', ['-X', '-d', raddb], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentWith(secret),
  });
  const said: string[] = [];
  const log = () => said.join('');
  const isReady = new Promise<boolean>((resolve) => {
    const listen = (chunk: Buffer) => {
      said.push(chunk.toString());
      if (log().includes('Ready to process requests')) resolve(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', () => resolve(false));
    child.once('close', () => resolve(false));
    setTimeout(() => resolve(false), 30_000).unref();
  });
  const server = { ...ports, log, stop: () => stop(child) };
  if (await isReady) return server;
  await server.stop();
  throw new Error(`FreeRADIUS did not start: ${log().slice(-2000)}`);
}

function environmentWith(secret: string | undefined) {
  return { PATH: '/usr/bin:/bin', ...(secret === undefined ? {} : { GRUNDVAL_RADIUS_SECRET: secret }) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await closed;
  clearTimeout(timer);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
