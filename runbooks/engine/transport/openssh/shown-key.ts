import { readFile, rm } from 'node:fs/promises';
import { type PublicKey, parsePublicKey } from '../host-keys/public-key.ts';

/**
 * Has the client note which key a computer shows, which it tells to nobody otherwise; it does so before it judges the key,
 * and long before anybody is authenticated.
 *
 * @param file is made by this program: its path has no character that needs quoting
 */
export const noteShownKey = (file: string): string => `/bin/sh -c "echo %t %K >>${file}"`;

/** The key that was noted last, where it can be read: one with a certificate is noted as it is, and then without. */
export async function readShownKey(file: string): Promise<PublicKey | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  await rm(file, { force: true });
  return parsePublicKey(text.trimEnd().split('\n').at(-1) ?? '');
}
