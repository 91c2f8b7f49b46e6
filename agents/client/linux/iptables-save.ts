import type { FilterTable, Verdict } from './filter-chain.ts';

/** Reads the filter table of `iptables-save` or `ip6tables-save`; null where the text has none. */
export function parseIptablesSave(text: string, family: 'ipv4' | 'ipv6'): FilterTable | null {
  const section = /^\*filter\n([\s\S]*?)^COMMIT/m.exec(text)?.[1];
  if (section === undefined) return null;
  const chains: Record<string, Verdict[]> = {};
  let policy: 'accept' | 'block' | null = null;
  for (const line of section.split('\n')) {
    const [, declared, chainPolicy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (declared !== undefined) {
      chains[declared] = [];
      if (declared === 'INPUT') policy = chainPolicy === 'DROP' ? 'block' : 'accept';
    }
    const [, chain = '', rule = ''] = /^-A (\S+) (.+)$/.exec(line) ?? [];
    chains[chain]?.push(verdictOf(rule));
  }
  return policy === null
    ? null
    : {
        name: family === 'ipv4' ? 'iptables' : 'ip6tables',
        families: [family],
        chains,
        inputs: [{ chain: 'INPUT', policy }],
      };
}

/** Only a rule that is nothing but a target meets every packet. */
function verdictOf(rule: string): Verdict {
  const [, flag, target = '', options = ''] =
    /^(?:-m comment --comment (?:"[^"]*"|\S+) )?-([jg]) (\S+)(.*)$/.exec(rule) ?? [];
  if (flag === undefined) return { kind: 'none' };
  if (flag === 'g') return { kind: 'goto', chain: target };
  if (target === 'ACCEPT') return { kind: 'accept' };
  if (target === 'DROP' || (target === 'REJECT' && /^( --reject-with \S+)?$/.test(options))) {
    return { kind: 'block' };
  }
  if (target === 'RETURN') return { kind: 'return' };
  // LOG, MARK and their like decide nothing; a chain of that name does not exist.
  return { kind: 'jump', chain: target };
}
