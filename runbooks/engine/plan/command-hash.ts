import { createHash } from 'node:crypto';
import { canonicalJson } from '#model/report/canonical-json.ts';
import type { RemoteCommand } from '../transport/transport.ts';

/**
 * SHA-256 of the canonical JSON of a command, in hexadecimal: what a plan and an intent name it by. What is given on
 * stdin is in it by its own SHA-256.
 */
export function commandHash({ argv, folder, environment, stdin, asRoot }: RemoteCommand): string {
  // Keys in the order that canonical JSON has them: this is asked for every step of every host.
  return sha256(
    JSON.stringify({
      argv,
      asRoot: asRoot === true,
      environment: environment === undefined ? undefined : JSON.parse(canonicalJson(environment)),
      folder,
      stdin: stdin === undefined ? undefined : sha256(stdin),
    }),
  );
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
