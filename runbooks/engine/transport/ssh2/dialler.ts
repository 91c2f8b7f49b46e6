import type { Duplex } from 'node:stream';
import { hostKeyRules } from '../host-keys/host-key-rules.ts';
import { backoffSeconds } from '../limits/backoff.ts';
import { createSlotsByName } from '../limits/limits.ts';
import { createSlots } from '../limits/slots.ts';
import type { ConnectFailure, ConnectOptions, Hop } from '../transport.ts';
import type { TransportOptions } from '../transport-options.ts';
import type { Authentication } from './authentication.ts';
import { connectSocket } from './connect-socket.ts';
import { shakeHands } from './handshake.ts';
import { createSsh2Link, type Ssh2Link } from './ssh2-link.ts';

/** One computer to be reached, and the way to it. */
export interface Call {
  readonly hop: Hop;
  /** What messages call it. */
  readonly at: string;
  /** The same for all that reach the same sshd. */
  readonly sshd: string;
  /** The last bastion before it; null where it is reached directly. */
  readonly through: Ssh2Link | null;
  readonly isTorn: boolean;
}

export type Dialled = { readonly link: Ssh2Link } | { readonly failure: ConnectFailure };

/** Makes connections within the limits, and tries again what was turned away before the keys were exchanged. */
export function createDialler(options: TransportOptions, authentication: Authentication) {
  const perAddress = createSlotsByName(options.limits.handshakesPerAddress);
  const overall = createSlots(options.limits.handshakes);

  /** With the slots held only while there is something to wait for at the host, and that time counted alone. */
  async function tryOnce(call: Call, budgetMs: number, signal: AbortSignal): Promise<Dialled> {
    const freeAddress = await perAddress(call.sshd).take(signal);
    const free = freeAddress === null ? null : await overall.take(signal);
    const halt = new AbortController();
    const onAbort = () => halt.abort('cancelled');
    const timer = setTimeout(() => halt.abort('timeout'), budgetMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (free === null) halt.abort('cancelled');
    try {
      return await dial(call, halt.signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      free?.();
      freeAddress?.();
    }
  }

  async function dial(call: Call, signal: AbortSignal): Promise<Dialled> {
    const { hop, at, isTorn } = call;
    const reached = await reach(call, signal);
    if ('failure' in reached) return reached;
    const shaken = await shakeHands(reached.socket, {
      hop,
      at,
      rules: hostKeyRules(hop, options.knownHosts),
      authentication,
      keepaliveSeconds: options.keepaliveSeconds,
      signal,
    });
    if ('failure' in shaken) return shaken;
    return { link: createSsh2Link(shaken.client, reached.socket, isTorn) };
  }

  return async (call: Call, { timeoutSeconds, signal }: ConnectOptions): Promise<Dialled> => {
    // Wrong use shows before anything is sent.
    hostKeyRules(call.hop, options.knownHosts);
    let budgetMs = timeoutSeconds * 1000;
    for (let attempt = 1; ; attempt += 1) {
      const from = performance.now();
      const dialled = await tryOnce(call, budgetMs, signal);
      const isTurnedAway = 'failure' in dialled && dialled.failure.reason === 'lost-before-handshake';
      if (!isTurnedAway || attempt >= options.limits.attempts) return dialled;
      const pauseMs = backoffSeconds(attempt, options.random()) * 1000;
      budgetMs -= performance.now() - from + pauseMs;
      if (budgetMs <= 0 || signal.aborted) return dialled;
      await pause(pauseMs, signal);
    }
  };
}

async function reach(
  { hop, at, through }: Call,
  signal: AbortSignal,
): Promise<{ readonly socket: Duplex } | { readonly failure: ConnectFailure }> {
  if (through === null) return connectSocket(hop, at, signal);
  const halted = Promise.withResolvers<'halted'>();
  const onAbort = () => halted.resolve('halted');
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const tunnelling = through.tunnel(hop.address, hop.port);
  const tunnel = await Promise.race([tunnelling, halted.promise]);
  signal.removeEventListener('abort', onAbort);
  if (tunnel === 'halted') {
    void tunnelling.then((late) => (late instanceof Error ? undefined : late.destroy()));
    const reason = signal.reason === 'timeout' ? 'timeout' : 'cancelled';
    return { failure: { reason, at, message: 'the bastion gave no way on in time' } };
  }
  if (tunnel instanceof Error) return { failure: { reason: 'unreachable', at, message: tunnel.message } };
  tunnel.on('error', () => undefined);
  return { socket: tunnel };
}

/** Waits, or until the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
