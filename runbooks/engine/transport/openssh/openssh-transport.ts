import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, formatPublicKey } from '../host-keys/public-key.ts';
import { unknownKeyText } from '../host-keys/unknown-key-text.ts';
import type { Call, Link, Reached } from '../link.ts';
import { createSshTransport } from '../ssh-transport.ts';
import type { ConnectFailure, Transport } from '../transport.ts';
import type { TransportOptions } from '../transport-options.ts';
import { type MasterState, openOpensshSession } from './openssh-session.ts';
import { lastWords, readFailure } from './read-failure.ts';
import { readShownKey } from './shown-key.ts';
import { knownHostsText, masterArguments } from './ssh-arguments.ts';

/** What the OpenSSH client is started with. */
export interface OpensshOptions extends TransportOptions {
  /** `ssh`, or where it is. */
  readonly program: string;
  /** Settings of the user's, for certificates, FIDO keys, GSSAPI; what is said here wins. Null: none. */
  readonly configFile: string | null;
  /** Private keys without a passphrase, or whose agent is at hand: the client can ask nobody. */
  readonly identityFiles: readonly string[];
}

interface OpensshLink extends Link {
  readonly socket: string;
}

/** How often it is looked whether a master connection is there, and how long it may take to end. */
const milliseconds = { look: 15, end: 1000 } as const;

/**
 * SSH through the OpenSSH client: certificates, FIDO keys, GSSAPI and post-quantum key exchange, at the price of some
 * processes a host. One master connection each, on which every command is a session.
 */
export async function createOpensshTransport(options: OpensshOptions): Promise<Transport> {
  // Short, since the name of a socket may have 108 characters and the client adds some.
  const folder = await mkdtemp(join(tmpdir(), 'gv-'));
  let lastNumber = 0;
  const freshFile = (ending: string) => {
    lastNumber += 1;
    return join(folder, `${lastNumber}.${ending}`);
  };
  const transport = createSshTransport<OpensshLink>('openssh', options, (call) =>
    startMaster(options, call, freshFile),
  );
  return {
    ...transport,
    async close() {
      await transport.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startMaster(
  options: OpensshOptions,
  call: Call<OpensshLink>,
  freshFile: (ending: string) => string,
): Promise<Reached<OpensshLink>> {
  const { hop, at, rules, signal } = call;
  const [knownHostsFile, socket, log] = [freshFile('known'), freshFile('s'), freshFile('log')];
  await writeFile(knownHostsFile, knownHostsText(hop, rules));
  const isKnown = rules.trusted.length > 0 || rules.authorities.length > 0;
  const shownKeyFile = isKnown ? null : freshFile('shown');
  const master = spawn(
    options.program,
    masterArguments({
      ...options,
      hop,
      knownHostsFile,
      shownKeyFile,
      socket,
      log,
      throughSocket: call.through?.socket ?? null,
    }),
    { stdio: 'ignore' },
  );
  const outcome = await waitForMaster(master, socket, signal);
  const said = await readFile(log, 'utf8').catch(() => '');
  await rm(knownHostsFile, { force: true });
  if (outcome === 'there') return { link: createLink(options.program, master, socket, log, freshFile) };
  master.kill();
  await rm(log, { force: true });
  if (outcome !== 'ended') {
    return { failure: { reason: outcome, at, message: `there was no connection: ${lastWords(said)}` } };
  }
  const reason = readFailure(said);
  if (reason === 'unknown-host-key' && shownKeyFile !== null) {
    const key = await readShownKey(shownKeyFile);
    const shown = key === null ? {} : { hostKey: formatPublicKey(key) };
    const message = key === null ? lastWords(said) : unknownKeyText(at, key);
    return { failure: { reason, at, message, ...shown } };
  }
  const isKnownByOthers = reason === 'unknown-host-key' && rules.trusted.length > 0;
  const known = rules.trusted.map(fingerprint).join(', ');
  return isKnownByOthers
    ? { failure: { reason: 'changed-host-key', at, message: `${lastWords(said)} It is known by ${known}.` } }
    : { failure: { reason, at, message: lastWords(said) } };
}

/** The client makes its socket once it is authenticated. */
function waitForMaster(
  master: ChildProcess,
  socket: string,
  signal: AbortSignal,
): Promise<'there' | 'ended' | Extract<ConnectFailure['reason'], 'timeout' | 'cancelled'>> {
  return new Promise((resolve) => {
    const settle = (outcome: 'there' | 'ended' | 'timeout' | 'cancelled') => {
      clearInterval(looking);
      signal.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const onAbort = () => settle(signal.reason === 'timeout' ? 'timeout' : 'cancelled');
    const looking = setInterval(() => existsSync(socket) && settle('there'), milliseconds.look);
    signal.addEventListener('abort', onAbort, { once: true });
    master.once('exit', () => settle('ended'));
    // No such program: it is never there, and the log stays empty.
    master.once('error', () => settle('ended'));
    if (signal.aborted) onAbort();
  });
}

function createLink(
  program: string,
  master: ChildProcess,
  socket: string,
  log: string,
  freshFile: (ending: string) => string,
): OpensshLink {
  const gone = Promise.withResolvers<void>();
  const state: { why: string | null } & MasterState = { program, socket, why: null };
  const lose = (why: string) => {
    state.why ??= why;
    gone.resolve();
  };
  const hasEnded = () => master.exitCode !== null || master.signalCode !== null;
  master.once('exit', () => lose('the connection was lost'));
  if (hasEnded()) lose('the connection was lost');
  return {
    socket,
    open: (line) => openOpensshSession(state, freshFile('log'), line),
    gone: gone.promise,
    async close() {
      lose('the connection was closed here');
      if (!hasEnded()) {
        const ended = new Promise((resolve) => master.once('exit', resolve));
        master.kill();
        const timer = setTimeout(() => master.kill('SIGKILL'), milliseconds.end);
        await ended;
        clearTimeout(timer);
      }
      await rm(log, { force: true });
    },
  };
}
