import { GrundvalError } from '#model/error.ts';
import { quoteWords } from '#model/format/shell-words.ts';
import type { HostKeyRules } from '../host-keys/host-key-rules.ts';
import { formatPublicKey } from '../host-keys/public-key.ts';
import type { Hop } from '../transport.ts';
import { noteShownKey } from './shown-key.ts';

/** What a master connection of the OpenSSH client is started with. */
export interface MasterArguments {
  readonly program: string;
  readonly hop: Hop;
  /** File of settings, for keys on a card, certificates and the like; null: none, not even those of the user. */
  readonly configFile: string | null;
  readonly identityFiles: readonly string[];
  readonly knownHostsFile: string;
  /** Where the key that the computer shows is noted; null where it is of no interest. */
  readonly shownKeyFile: string | null;
  readonly socket: string;
  readonly log: string;
  /** Socket of the bastion before it. */
  readonly throughSocket: string | null;
  readonly keepaliveSeconds: number;
}

/**
 * Arguments of a master connection. What stands on the command line wins over the file of settings, so none of it can be
 * weakened there: our known keys and no others, no questions, nothing forwarded, nothing run here.
 */
export function masterArguments(master: MasterArguments): readonly string[] {
  const { hop, configFile, identityFiles, keepaliveSeconds, program, throughSocket } = master;
  return [
    '-F',
    configFile ?? 'none',
    '-M',
    '-N',
    '-T',
    '-E',
    master.log,
    '-S',
    master.socket,
    ...setting({
      ControlMaster: 'yes',
      ControlPersist: 'no',
      BatchMode: 'yes',
      StrictHostKeyChecking: 'yes',
      UserKnownHostsFile: quotePath(master.knownHostsFile),
      GlobalKnownHostsFile: '/dev/null',
      KnownHostsCommand: master.shownKeyFile === null ? 'none' : noteShownKey(master.shownKeyFile),
      HostKeyAlias: hostKeyAlias(hop),
      VerifyHostKeyDNS: 'no',
      NoHostAuthenticationForLocalhost: 'no',
      UpdateHostKeys: 'no',
      CheckHostIP: 'no',
      HostName: hop.address,
      CanonicalizeHostname: 'no',
      ProxyCommand: throughSocket === null ? 'none' : proxyCommand(program, throughSocket, master),
      ForwardAgent: 'no',
      ForwardX11: 'no',
      ClearAllForwardings: 'yes',
      PermitLocalCommand: 'no',
      // Tells how far it got; what is not for people is left out of messages.
      LogLevel: 'DEBUG1',
      ServerAliveInterval: String(keepaliveSeconds),
      ServerAliveCountMax: '3',
      TCPKeepAlive: 'yes',
    }),
    ...identityFiles.flatMap((file) => ['-i', file]),
    '-p',
    String(hop.port),
    '-l',
    hop.user,
    '--',
    hop.address,
  ];
}

/**
 * Arguments of one session on a master connection, with details in its log. Where the master is gone the client would
 * connect by itself; here it cannot, since its way to the host is a program that ends at once.
 */
export function sessionArguments(socket: string, log: string, line: string): readonly string[] {
  return [
    '-F',
    'none',
    '-T',
    '-vv',
    '-E',
    log,
    '-S',
    socket,
    ...setting({ ControlMaster: 'no', BatchMode: 'yes', ProxyCommand: 'false', EscapeChar: 'none' }),
    '--',
    'grundval',
    line,
  ];
}

/** Text of the known_hosts file for one computer: the rules for its key and nothing else. */
export function knownHostsText(hop: Hop, { trusted, revoked, authorities }: HostKeyRules): string {
  const alias = hostKeyAlias(hop);
  return [
    ...revoked.map((key) => `@revoked ${alias} ${formatPublicKey(key)}`),
    ...authorities.map((key) => `@cert-authority ${alias} ${formatPublicKey(key)}`),
    ...trusted.map((key) => `${alias} ${formatPublicKey(key)}`),
    '',
  ].join('\n');
}

/** The address itself: a certificate of a host names the host, and this is what it is compared with. */
function hostKeyAlias({ address }: Hop): string {
  if (/^[A-Za-z0-9._:%-]+$/.test(address) && !address.startsWith('-')) return address.toLowerCase();
  throw new GrundvalError('transport/bad-address', `${address} is no name or address of a host`, {
    hint: 'correct the address in the declaration',
  });
}

/** Goes through the connection to the bastion that is there; the shell that runs it and `%` are both quoted for. */
function proxyCommand(
  program: string,
  socket: string,
  { hop: { address, port }, log }: MasterArguments,
): string {
  const words = [
    program,
    '-F',
    'none',
    '-E',
    log,
    '-S',
    socket,
    ...setting({ ControlMaster: 'no', BatchMode: 'yes', ProxyCommand: 'false' }),
    '-W',
    `[${address}]:${port}`,
    'grundval',
  ];
  return quoteWords(words).replaceAll('%', '%%');
}

const setting = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => ['-o', `${name}=${value}`]);

const quotePath = (path: string) => `"${path.replaceAll('%', '%%')}"`;
