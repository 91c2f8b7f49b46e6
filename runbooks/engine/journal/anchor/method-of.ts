import type { X509Certificate } from 'node:crypto';
import type { JournalAnchor } from '#model/declaration/journal-anchor.ts';
import { errorCode } from '#model/error-code.ts';
import type { SigningKey } from '../signing-key.ts';
import type { AnchorMethod } from './anchor.ts';
import { type RegistrarOptions, registrarMethod } from './registrar.ts';
import { timestampMethod } from './timestamp-client.ts';

/** What a declared place is asked with. */
export interface MethodParts {
  /** Certificates that stamps must end in: those of `keys.json`. */
  readonly authorities: readonly X509Certificate[];
  /** Signs messages to the registrar. */
  readonly key: SigningKey;
  readonly clock: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly randomBytes: (size: number) => Buffer;
  /** Reads a file beside the declaration. */
  readonly readFile: (path: string) => Promise<string>;
  readonly timeoutSeconds: number;
}

/** The way to a declared place. */
export function methodOf(place: JournalAnchor, parts: MethodParts): AnchorMethod {
  if (place.kind === 'timestamp') {
    const { url, policy } = place;
    return timestampMethod({ ...parts, url, ...(policy === undefined ? {} : { policy }) });
  }
  const { from, to, relay, folder } = place;
  const byWay = (way: RegistrarOptions['way']) => registrarMethod({ ...parts, way, from });
  if (folder !== undefined) return byWay({ kind: 'folder', path: folder, to });
  if (relay === undefined) throw new RangeError('a registrar has a relay or a folder');
  const { certificate: file, ...rest } = relay;
  if (file === undefined) return byWay({ kind: 'smtp', relay: rest, to });
  return {
    name: 'registrar',
    async anchor(head, signal) {
      let certificate: string;
      try {
        certificate = await parts.readFile(file);
      } catch (error) {
        const why = errorCode(error) ?? String(error);
        return {
          failure: { sv: `${file} kan inte läsas (${why}).`, en: `${file} cannot be read (${why}).` },
        };
      }
      return byWay({ kind: 'smtp', relay: { ...rest, certificate }, to }).anchor(head, signal);
    },
  };
}
