/**
 * Addresses with prefix length by interface, from `ip addr` (with or without `-o`, `-d`). Left out: link-local
 * ones, and the temporary ones of IPv6 that exist so that nobody can follow a device, and change daily.
 */
export function parseAddresses(text: string): ReadonlyMap<string, readonly string[]> {
  const byInterface = new Map<string, string[]>();
  let current: string | null = null;
  for (const line of text.split('\n')) {
    const header = /^\d+: ([^\s:@]+)/.exec(line)?.[1];
    if (header !== undefined) current = header;
    const address = current === null ? null : findAddress(line);
    if (current === null || address === null) continue;
    const addresses = byInterface.get(current) ?? [];
    if (!addresses.includes(address)) addresses.push(address);
    byInterface.set(current, addresses);
  }
  return byInterface;
}

function findAddress(line: string): string | null {
  const match = /\s(inet6?) ([0-9a-fA-F.:]+)(?:\/(\d+))?(?: peer [0-9a-fA-F.:]+\/(\d+))?(.*)$/.exec(line);
  if (match === null) return null;
  const [, family, address = '', prefix, peerPrefix, rest = ''] = match;
  const words = rest.split(/[\s\\]+/);
  const scope = words[words.indexOf('scope') + 1];
  const isLinkLocal = scope === 'link' || /^fe[89ab]/i.test(address) || address.startsWith('169.254.');
  const isPassing = ['temporary', 'deprecated', 'tentative', 'dadfailed'].some((word) =>
    words.includes(word),
  );
  if (scope === 'host' || isLinkLocal || isPassing) return null;
  // An address without a prefix stands for itself alone.
  return `${address}/${prefix ?? peerPrefix ?? (family === 'inet' ? 32 : 128)}`;
}
