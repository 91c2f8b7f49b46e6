import { join } from 'node:path';
import { parseKnownHosts } from '#runbooks/engine/transport/host-keys/known-hosts.ts';
import { loadAuthentication } from '#runbooks/engine/transport/keys/load-authentication.ts';
import { defaultLimits, type Limits } from '#runbooks/engine/transport/limits/limits.ts';
import { createOpensshTransport } from '#runbooks/engine/transport/openssh/openssh-transport.ts';
import { createSsh2Transport } from '#runbooks/engine/transport/ssh2/ssh2-transport.ts';
import { createSudoGate, type SudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';
import type {
  CommandEnd,
  Hop,
  HostAddress,
  RunOptions,
  Transport,
} from '#runbooks/engine/transport/transport.ts';

/** What a test says of a transport; the rest is as a run has it. */
export interface TransportSetup {
  readonly keyFile: string;
  /** Text of known_hosts. */
  readonly knownHosts?: string;
  readonly passphrase?: string;
  readonly sudo?: SudoGate;
  readonly limits?: Partial<Limits>;
  readonly keepaliveSeconds?: number;
}

/** One of the two ways over SSH, for the suite that both pass. */
export interface TransportKind {
  readonly name: Transport['name'];
  /** Whether it tells that a signal ended a command; else that is lost, like all that nobody knows. */
  readonly tellsSignals: boolean;
  create(setup: TransportSetup): Promise<Transport>;
}

export const noSudo = () => createSudoGate(async () => null);

const ssh2Kind: TransportKind = {
  name: 'ssh2',
  tellsSignals: true,
  async create(setup) {
    const authentication = await loadAuthentication({
      keyFiles: [setup.keyFile],
      agentSocket: null,
      askPassphrase: async () => setup.passphrase ?? null,
    });
    const transport = createSsh2Transport(optionsOf(setup), authentication);
    return {
      ...transport,
      close: async () => {
        await transport.close();
        await authentication.close();
      },
    };
  },
};

const opensshKind: TransportKind = {
  name: 'openssh',
  tellsSignals: false,
  create: (setup) =>
    createOpensshTransport({
      ...optionsOf(setup),
      program: 'ssh',
      configFile: null,
      identityFiles: [setup.keyFile],
    }),
};

export const transportKinds: readonly TransportKind[] = [ssh2Kind, opensshKind];

export const optionsOf = (setup: TransportSetup) => ({
  knownHosts: parseKnownHosts(setup.knownHosts ?? '').entries,
  sudo: setup.sudo ?? noSudo(),
  limits: { ...defaultLimits, ...setup.limits },
  keepaliveSeconds: setup.keepaliveSeconds ?? 15,
  random: Math.random,
});

/** What is there of a server, as far as an address needs it. */
export interface Server {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly hostKey: string;
}

export const hopOf = ({ address, port, user, hostKey }: Server): Hop => ({
  address,
  port,
  user,
  hostKeys: [hostKey],
});

export const hostOf = (server: Server, more: Partial<HostAddress> = {}): HostAddress => ({
  ...hopOf(server),
  id: 'web-1',
  system: 'linux',
  jumps: [],
  ...more,
});

export const connectOptions = { timeoutSeconds: 30, signal: new AbortController().signal };

/** The connection, where there is one. */
export async function mustConnect(transport: Transport, host: HostAddress) {
  const result = await transport.connect(host, connectOptions);
  if ('failure' in result) throw new Error(`${result.failure.reason}: ${result.failure.message}`);
  return result.connection;
}

/** Why there is no connection. */
export async function mustFail(transport: Transport, host: HostAddress, options = connectOptions) {
  const result = await transport.connect(host, options);
  if ('connection' in result) throw new Error('there is a connection');
  return result.failure;
}

/** Runs a command and gathers what it prints. */
export async function gather(
  run: (options: RunOptions) => Promise<CommandEnd>,
  options: Partial<RunOptions> = {},
): Promise<{ readonly end: CommandEnd; readonly stdout: string; readonly stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const end = await run({
    timeoutSeconds: 30,
    signal: new AbortController().signal,
    onOutput: ({ stream, text }) => {
      texts[stream] += text;
    },
    ...options,
  });
  return { end, ...texts };
}

export const fileIn = (folder: string, name: string) => join(folder, name);
