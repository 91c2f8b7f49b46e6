import { checkCommand } from '../command/check-command.ts';
import { runCommand } from '../command/run-command.ts';
import { createSlots } from '../limits/slots.ts';
import type {
  ConnectFailure,
  Connection,
  ConnectOptions,
  Hop,
  HostAddress,
  Transport,
} from '../transport.ts';
import type { TransportOptions } from '../transport-options.ts';
import type { Authentication } from './authentication.ts';
import { createDialler, type Dialled } from './dialler.ts';
import type { Ssh2Link } from './ssh2-link.ts';

/**
 * SSH in this process, through ssh2: the cheap way to many hosts. One connection a host, and one a bastion, which all
 * hosts behind it share. It knows neither certificates, nor FIDO keys, nor post-quantum key exchange; the transport of
 * OpenSSH does.
 */
export function createSsh2Transport(options: TransportOptions, authentication: Authentication): Transport {
  const dial = createDialler(options, authentication);
  const closing = new AbortController();
  const bastions = new Map<string, Promise<Dialled>>();
  const links = new Set<Ssh2Link>();

  /** The connection to the last of these bastions, made once for all that go through it. */
  function reachBastion(jumps: readonly Hop[], timeoutSeconds: number): Promise<Dialled> {
    const route = routeOf(jumps);
    const known = bastions.get(route);
    if (known !== undefined) return known;
    // Not the signal of the one that happens to ask first: others wait for it too.
    const dialled = callHop(jumps, jumps.at(-1)?.address ?? '', false, {
      timeoutSeconds,
      signal: closing.signal,
    });
    bastions.set(route, dialled);
    const forget = () => {
      if (bastions.get(route) === dialled) bastions.delete(route);
    };
    dialled.then((result) => ('link' in result ? result.link.gone.then(forget) : forget()), forget);
    return dialled;
  }

  /** Calls the last of these computers through those before it. */
  async function callHop(
    chain: readonly Hop[],
    at: string,
    isTorn: boolean,
    connectOptions: ConnectOptions,
  ): Promise<Dialled> {
    const hop = chain.at(-1);
    if (hop === undefined) throw new RangeError('a way to a host has at least the host');
    const jumps = chain.slice(0, -1);
    const sshd = sshdOf(chain);
    if (jumps.length === 0) return dial({ hop, at, sshd, through: null, isTorn }, connectOptions);
    const bastion = await orCancelled(
      reachBastion(jumps, connectOptions.timeoutSeconds),
      at,
      connectOptions.signal,
    );
    if ('failure' in bastion) return bastion;
    return dial({ hop, at, sshd, through: bastion.link, isTorn }, connectOptions);
  }

  return {
    name: 'ssh2',
    async connect(host, { timeoutSeconds, signal }) {
      const both = AbortSignal.any([signal, closing.signal]);
      const dialled = await callHop([...host.jumps, host], host.id, host.system === 'windows', {
        timeoutSeconds,
        signal: both,
      });
      if ('failure' in dialled) return dialled;
      const { link } = dialled;
      if (closing.signal.aborted) {
        await link.close();
        return { failure: { reason: 'cancelled', at: host.id, message: 'the transport was closed' } };
      }
      links.add(link);
      void link.gone.then(() => links.delete(link));
      return { connection: createConnection(host, link, options) };
    },
    async close() {
      closing.abort();
      await Promise.all([...links].map((link) => link.close()));
      // The innermost were made last, and go through those made before.
      for (const dialled of [...bastions.values()].reverse()) {
        const bastion = await dialled.catch(() => null);
        if (bastion !== null && 'link' in bastion) await bastion.link.close();
      }
    },
  };
}

function createConnection(host: HostAddress, link: Ssh2Link, options: TransportOptions): Connection {
  const sessions = createSlots(options.limits.sessionsPerConnection);
  const commandHost = { host, open: link.open, sudo: options.sudo, needsPassword: false };
  return {
    host,
    async run(command, runOptions) {
      checkCommand(command);
      const free = await sessions.take(runOptions.signal);
      if (free === null) return { kind: 'cancelled', stopped: true };
      try {
        return await runCommand(commandHost, command, runOptions);
      } finally {
        free();
      }
    },
    close: () => link.close(),
  };
}

/** What tells two ways apart: every computer on it, as whom, and which keys it may show. */
const routeOf = (chain: readonly Hop[]): string =>
  JSON.stringify(chain.map(({ address, port, user, hostKeys }) => [address, port, user, hostKeys]));

/** What tells two sshd apart: the addresses on the way, since those behind two bastions may be written alike. */
const sshdOf = (chain: readonly Hop[]): string =>
  chain.map(({ address, port }) => `${address} ${port}`).join(' ');

function orCancelled(dialled: Promise<Dialled>, at: string, signal: AbortSignal): Promise<Dialled> {
  const failure: ConnectFailure = {
    reason: 'cancelled',
    at,
    message: 'the connection was not wanted any more',
  };
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve({ failure });
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    dialled.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
