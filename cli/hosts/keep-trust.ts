import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import type { TrustRecord } from '#runbooks/engine/transport/host-keys/trust-first-use.ts';

/** A line of the log of keys that persons chose to trust. */
interface TrustLogLine extends TrustRecord {
  readonly schemaVersion: 1;
  /** Id of the server or the bastion. */
  readonly device: string;
  /** The known_hosts file it was written to, or that its lines were printed for the declaration. */
  readonly into: string;
}

/** Where it is written that somebody chose to trust a key: only ever added to. */
export function trustLog(folder: string): string {
  return join(folder, '.grundval', 'trust-log.jsonl');
}

/**
 * Writes down who trusts what.
 *
 * @throws {GrundvalError} `hosts/cannot-write`
 */
export async function logTrust(folder: string, record: Omit<TrustLogLine, 'schemaVersion'>): Promise<void> {
  const line: TrustLogLine = { schemaVersion: 1, ...record };
  await addLine(trustLog(folder), `${JSON.stringify(line)}\n`);
}

/**
 * Adds a line to a known_hosts file, which is made where there is none.
 *
 * @param before what must be done for it to be written; that the file can be written is seen first
 * @throws {GrundvalError} `hosts/cannot-write`, and what `before` throws
 */
export function addKnownHost(path: string, line: string, before: () => Promise<void>): Promise<void> {
  return addLine(path, line, before);
}

async function addLine(path: string, line: string, before?: () => Promise<void>): Promise<void> {
  const file = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => open(path, 'a+', 0o600))
    .catch((cause: unknown) => {
      throw cannotWrite(path, cause);
    });
  try {
    await before?.();
    const { size } = await file.stat();
    const last = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    const isWhole = size === 0 || last.buffer[0] === 0x0a;
    await file.appendFile(isWhole ? line : `\n${line}`);
    await file.sync();
  } catch (cause) {
    if (cause instanceof GrundvalError || errorCode(cause) === undefined) throw cause;
    throw cannotWrite(path, cause);
  } finally {
    await file.close();
  }
}

function cannotWrite(path: string, cause: unknown) {
  const code = errorCode(cause) ?? String(cause);
  return bilingualError(
    'hosts/cannot-write',
    {
      sv: `${path} kan inte skrivas (${code}). Inget är betrott.`,
      en: `${path} cannot be written (${code}). Nothing is trusted.`,
    },
    { sv: 'Ange en fil som är din: --known-hosts FIL', en: 'Name a file of yours: --known-hosts FILE' },
    { cause },
  );
}
