import { createHash } from 'node:crypto';

/** Longest id of a declaration. */
const longest = 40;

/**
 * An id of a declaration from a name of any kind: `EK_APP ÅLDRE` → `ek-app-aldre`. A name that is too long keeps
 * its beginning and gets a few signs of its own, so that two of them stay two.
 */
export function makeId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const lettered = /^[a-z]/.test(plain) ? plain : plain === '' ? `namn-${signsOf(name)}` : `s${plain}`;
  if (lettered.length <= longest) return lettered;
  return `${lettered.slice(0, longest - 7).replace(/-+$/, '')}-${signsOf(name)}`;
}

function signsOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 6);
}
