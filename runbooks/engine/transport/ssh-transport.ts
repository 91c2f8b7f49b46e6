import { checkCommand } from './command/check-command.ts';
import { runCommand } from './command/run-command.ts';
import { hostKeyRules } from './host-keys/host-key-rules.ts';
import { createAdmission } from './limits/admission.ts';
import { createSlots } from './limits/slots.ts';
import type { Dial, Link, Reached } from './link.ts';
import type { ConnectFailure, Connection, ConnectOptions, Hop, HostAddress, Transport } from './transport.ts';
import type { TransportOptions } from './transport-options.ts';

/**
 * What both transports have in common: the limits, one connection a bastion for all hosts behind it, and commands.
 * No computer is called without the rules for its key.
 */
export function createSshTransport<L extends Link>(
  name: Transport['name'],
  options: TransportOptions,
  dial: Dial<L>,
): Transport {
  const admit = createAdmission(options.limits, options.random);
  const closing = new AbortController();
  const bastions = new Map<string, Promise<Reached<L>>>();
  const links = new Set<L>();

  /** The connection to the last of these bastions, made once for all that go through it. */
  function reachBastion(jumps: readonly Hop[], timeoutSeconds: number): Promise<Reached<L>> {
    const way = wayOf(jumps);
    const known = bastions.get(way);
    if (known !== undefined) return known;
    // Not the signal of the one that happens to ask first: others wait for it too.
    const reached = callLast(jumps, jumps.at(-1)?.address ?? '', false, {
      timeoutSeconds,
      signal: closing.signal,
    });
    bastions.set(way, reached);
    const forget = () => {
      if (bastions.get(way) === reached) bastions.delete(way);
    };
    reached.then((result) => ('link' in result ? result.link.gone.then(forget) : forget()), forget);
    return reached;
  }

  /** Calls the last of these computers through those before it. */
  async function callLast(
    chain: readonly Hop[],
    at: string,
    isTorn: boolean,
    connectOptions: ConnectOptions,
  ): Promise<Reached<L>> {
    const hop = chain.at(-1);
    if (hop === undefined) throw new RangeError('a way to a host has at least the host');
    const rules = hostKeyRules(hop, options.knownHosts);
    const jumps = chain.slice(0, -1);
    let through: L | null = null;
    if (jumps.length > 0) {
      const bastion = await orCancelled(
        reachBastion(jumps, connectOptions.timeoutSeconds),
        at,
        connectOptions.signal,
      );
      if ('failure' in bastion) return bastion;
      through = bastion.link;
    }
    const reached = await admit(sshdOf(chain), connectOptions, (signal) =>
      dial({ hop, at, rules, through, isTorn, signal }),
    );
    if ('link' in reached || !reached.failure.reason.endsWith('host-key')) return reached;
    const { address, port } = hop;
    return { failure: { ...reached.failure, hop: { address, port } } };
  }

  return {
    name,
    async connect(host, { timeoutSeconds, signal }) {
      const both = AbortSignal.any([signal, closing.signal]);
      const reached = await callLast([...host.jumps, host], host.id, host.system === 'windows', {
        timeoutSeconds,
        signal: both,
      });
      if ('failure' in reached) return reached;
      const { link } = reached;
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
      for (const reached of [...bastions.values()].reverse()) {
        const bastion = await reached.catch(() => null);
        if (bastion !== null && 'link' in bastion) await bastion.link.close();
      }
    },
  };
}

function createConnection(host: HostAddress, link: Link, options: TransportOptions): Connection {
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
const wayOf = (chain: readonly Hop[]): string =>
  JSON.stringify(chain.map(({ address, port, user, hostKeys }) => [address, port, user, hostKeys]));

/** What tells two sshd apart: the addresses on the way, since those behind two bastions may be written alike. */
const sshdOf = (chain: readonly Hop[]): string =>
  chain.map(({ address, port }) => `${address} ${port}`).join(' ');

function orCancelled<L extends Link>(
  reached: Promise<Reached<L>>,
  at: string,
  signal: AbortSignal,
): Promise<Reached<L>> {
  const failure: ConnectFailure = {
    reason: 'cancelled',
    at,
    message: 'the connection was not wanted any more',
  };
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve({ failure });
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    reached.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
