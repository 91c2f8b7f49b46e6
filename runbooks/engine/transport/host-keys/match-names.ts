import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HostNames } from './known-hosts.ts';

/** What known_hosts calls a computer: its address alone on port 22, else `[address]:port`. */
export function hostName({ address, port }: { readonly address: string; readonly port: number }): string {
  const lower = address.toLowerCase();
  return port === 22 ? lower : `[${lower}]:${port}`;
}

/** Whether a line is about the host of this name, as `hostName` writes it. */
export function matchesNames(names: HostNames, name: string): boolean {
  if (names.kind === 'hashed') {
    return timingSafeEqual(createHmac('sha1', names.salt).update(name).digest(), names.hash);
  }
  return !names.unwanted.some((one) => matches(one, name)) && names.wanted.some((one) => matches(one, name));
}

/** `*` is any number of characters, `?` is one; linear in time for each star, whatever the pattern. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  let from = 0;
  while (at < name.length) {
    if (pattern[from] === '*') {
      star = from++;
      resumeAt = at;
    } else if (pattern[from] === '?' || pattern[from] === name[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}
