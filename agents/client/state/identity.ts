import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { systemReason, writeFileAtomically } from './atomic-file.ts';

const fileName = 'device-key.pem';

/** Makes a new Ed25519 device key. */
export function generateIdentity(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** Keeps a device key as PKCS8 PEM, readable by its owner alone. */
export function writeIdentity(folder: string, privateKey: KeyObject): Promise<void> {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return writeFileAtomically(join(folder, fileName), pem.toString());
}

/**
 * Reads the device key; null where none has been made.
 *
 * @throws {GrundvalError} `identity/exposed` where others could read the key or replace it,
 *   `identity/unreadable` where it is no Ed25519 key
 */
export async function readIdentity(folder: string): Promise<KeyObject | null> {
  const path = join(folder, fileName);
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
    await refuseExposed(folder, path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (error instanceof GrundvalError) throw error;
    throw new GrundvalError(
      'identity/unreadable',
      `Cannot read the device key ${path}: ${systemReason(error)}.`,
      {
        hint: 'Run as the user that owns it (the service runs as root).',
        cause: error,
      },
    );
  }
  return parseKey(path, pem);
}

function parseKey(path: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw unusableKey(path, cause);
  }
  throw unusableKey(path);
}

function unusableKey(path: string, cause?: unknown): GrundvalError {
  return new GrundvalError('identity/unreadable', `The device key ${path} is not an Ed25519 key in PEM.`, {
    hint: 'Remove it and run: grundval-agent enrol --force',
    cause,
  });
}

/** Windows keeps no such mode; there the folder inherits the access list of ProgramData's subfolder. */
async function refuseExposed(folder: string, path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const keyMode = (await stat(path)).mode & 0o777;
  if ((keyMode & 0o077) !== 0) {
    throw new GrundvalError(
      'identity/exposed',
      `The device key ${path} can be read by others (mode ${keyMode.toString(8)}, expected 600).`,
      {
        hint: `If nobody else has read it: chmod 600 ${path}. Otherwise enrol again: grundval-agent enrol --force`,
      },
    );
  }
  const folderMode = (await stat(folder)).mode & 0o777;
  if ((folderMode & 0o022) !== 0) {
    throw new GrundvalError(
      'identity/exposed',
      `Others can replace the device key: ${folder} has mode ${folderMode.toString(8)}, expected 700.`,
      { hint: `chmod 700 ${folder}` },
    );
  }
}

/** The public half as the enrolment carries it: SPKI DER in base64. */
export function publicKeyText(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
}
