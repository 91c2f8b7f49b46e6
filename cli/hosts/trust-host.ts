import { hostKeyRules } from '#runbooks/engine/transport/host-keys/host-key-rules.ts';
import {
  fingerprint,
  type PublicKey,
  parsePublicKey,
} from '#runbooks/engine/transport/host-keys/public-key.ts';
import { readKnownHosts } from '#runbooks/engine/transport/host-keys/read-known-hosts.ts';
import { trustFirstUse } from '#runbooks/engine/transport/host-keys/trust-first-use.ts';
import type { HostAddress } from '#runbooks/engine/transport/transport.ts';
import type { CommandIo } from '../command.ts';
import { loadSnapshot } from '../run/load-snapshot.ts';
import { openTransport } from '../run/open-transport.ts';
import type { ServerSettings } from '../run/run-flags.ts';
import { declaredKeyLines } from './declared-key.ts';
import { findComputer } from './find-computer.ts';
import { addKnownHost, logTrust, trustLog } from './keep-trust.ts';
import { compareText, computerId, trustCommand } from './met-keys-text.ts';
import {
  changedKey,
  knownByCertificates,
  nobodyThere,
  notConfirmed,
  notReached,
  onTheWay,
  otherKey,
} from './trust-errors.ts';

/** Whose key is to be trusted, by whom, and on what grounds. */
export interface TrustOrder {
  /** Id of a server or a bastion. */
  readonly id: string;
  /** What it must show; null where a person is asked. */
  readonly fingerprint: string | null;
  /** How the person knows; null where nothing was said. */
  readonly grounds: string | null;
  /** Prints what to declare instead of writing known_hosts. */
  readonly declares: boolean;
  readonly by: string;
  readonly folder: string;
  readonly snapshotFile: string | null;
  readonly environment: string | null;
  readonly servers: ServerSettings;
  /** Null where nobody sits there. */
  readonly ask: (question: string) => Promise<string | null>;
}

const connectSeconds = 20;

/**
 * Trusts the key that a server or a bastion shows now, where nothing is known of it and its fingerprint is the one
 * that was given or confirmed.
 *
 * @returns the exit status
 * @throws {GrundvalError} `hosts/…`
 */
export async function trustHost(order: TrustOrder, io: CommandIo): Promise<number> {
  const { id, servers, folder } = order;
  const { snapshot } = await loadSnapshot(folder, {
    file: order.snapshotFile,
    environment: order.environment,
  });
  const computer = findComputer(snapshot, id);
  const rules = hostKeyRules(computer, await readKnownHosts(servers.knownHosts));
  const look = () => seeKey(computer, snapshot.declaration, order, io);
  const key = await look();
  if (key === null) {
    io.out(
      io.lang === 'sv'
        ? `${id} visar en nyckel som redan är betrodd. Inget behöver göras.`
        : `${id} shows a key that is trusted already. Nothing needs to be done.`,
    );
    return 0;
  }
  if (rules.authorities.length > 0) throw knownByCertificates(id);
  const shown = fingerprint(key);
  if (order.fingerprint === null) {
    await confirm(key, order, io);
    // Between showing and answering somebody else may have taken its place.
    const again = await look();
    if (again === null || fingerprint(again) !== shown)
      throw otherKey(id, shown, again === null ? '–' : fingerprint(again));
  } else if (order.fingerprint !== shown) {
    throw otherKey(id, order.fingerprint, `${key.type} ${shown}`);
  }
  const { line, record } = trustFirstUse(rules, {
    hop: computer,
    key: `${key.type} ${key.base64}`,
    by: order.by,
    grounds:
      order.grounds ?? (order.fingerprint === null ? 'confirmed at the terminal' : 'fingerprint given'),
    at: io.now().toISOString(),
  });
  if (order.declares) {
    await logTrust(folder, { ...record, device: id, into: 'declaration' });
    const isBastion = snapshot.declaration.organisation.operations.bastions.some((one) => one.id === id);
    for (const text of declaredKeyLines(id, key, isBastion)) io.out(text);
    return 0;
  }
  const { path } = servers.newKeysFile;
  // What is trusted is written down first: nothing is trusted that no log tells of.
  await addKnownHost(path, line, () => logTrust(folder, { ...record, device: id, into: path }));
  const log = trustLog(folder);
  io.out(
    io.lang === 'sv'
      ? `Betrodd: ${id} med ${key.type} ${shown}, i ${path}. Antecknat i ${log} av ${order.by}.`
      : `Trusted: ${id} with ${key.type} ${shown}, in ${path}. Noted in ${log} by ${order.by}.`,
  );
  return 0;
}

/** The key it shows; null where that is known. Nobody is authenticated to a computer that is not. */
async function seeKey(
  computer: HostAddress,
  declaration: Parameters<typeof computerId>[1],
  { id, servers }: TrustOrder,
  io: CommandIo,
): Promise<PublicKey | null> {
  const transport = await openTransport(servers, io);
  const result = await transport
    .connect(computer, { timeoutSeconds: connectSeconds, signal: io.signal })
    .finally(() => transport.close());
  if ('connection' in result) return null;
  const { failure } = result;
  const isItself = failure.at === computer.id;
  // It was spoken to, so its key is one that is known.
  if (failure.reason === 'authentication' && isItself) return null;
  if (failure.reason === 'changed-host-key' || failure.reason === 'revoked-host-key')
    throw changedKey(failure);
  const key = parsePublicKey(failure.hostKey ?? '');
  if (failure.reason !== 'unknown-host-key' || key === null) throw notReached(failure);
  if (isItself) return key;
  const first = computerId(failure, declaration);
  throw onTheWay(
    id,
    first,
    `${key.type} ${fingerprint(key)}`,
    trustCommand(first, fingerprint(key), servers),
  );
}

/** Asks for the end of the fingerprint, or a yes. */
async function confirm(key: PublicKey, { id, servers, ask }: TrustOrder, io: CommandIo): Promise<void> {
  const shown = fingerprint(key);
  io.err(io.lang === 'sv' ? `${id} visar ${key.type} ${shown}` : `${id} shows ${key.type} ${shown}`);
  io.err(compareText(key.type, io.lang));
  const answer = await ask(
    io.lang === 'sv'
      ? 'Skriv fingeravtryckets fyra sista tecken, eller ja, för att lita på den:'
      : 'Type the last four characters of the fingerprint, or yes, to trust it:',
  );
  if (answer === null) throw nobodyThere(id, `${key.type} ${shown}`, trustCommand(id, shown, servers));
  const isYes = /^(ja|yes)$/i.test(answer);
  if (!isYes && !(answer.length >= 4 && shown.endsWith(answer))) throw notConfirmed(id);
}
