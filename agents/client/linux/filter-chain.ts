/** What becomes of traffic at a rule that matches everything; `none` goes on to the next. */
export type Verdict =
  | { readonly kind: 'accept' | 'block' | 'return' | 'none' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** One table of chains as a packet meets them; rules with a condition are left out, being exceptions. */
export interface FilterTable {
  /** `inet filter`, `ip filter`, `iptables`, `ip6tables`. */
  readonly name: string;
  readonly families: readonly ('ipv4' | 'ipv6')[];
  /** Verdicts of the unconditional rules of each chain, in order. */
  readonly chains: Readonly<Record<string, readonly Verdict[]>>;
  /** Chains where incoming packets enter, with what happens at their end. */
  readonly inputs: readonly { readonly chain: string; readonly policy: 'accept' | 'block' }[];
}

/** Deeper than any rule set jumps (the kernel allows 16), so that a loop ends. */
const deepest = 16;

/** What happens by default to a packet that enters at a chain: accepted, blocked, or sent on. */
function follow(table: FilterTable, chain: string, depth = 0): 'accept' | 'block' | null {
  if (depth > deepest) return null;
  for (const verdict of table.chains[chain] ?? []) {
    if (verdict.kind === 'accept' || verdict.kind === 'block') return verdict.kind;
    if (verdict.kind === 'return') return null;
    if (verdict.kind !== 'jump' && verdict.kind !== 'goto') continue;
    const answer = follow(table, verdict.chain, depth + 1);
    if (answer !== null || verdict.kind === 'goto') return answer;
  }
  return null;
}

/** What an entry chain does with incoming packets that no exception takes. */
export function defaultInbound(table: FilterTable, input: FilterTable['inputs'][number]): 'allow' | 'block' {
  return (follow(table, input.chain) ?? input.policy) === 'block' ? 'block' : 'allow';
}
