import { z } from 'zod';
import { parseJson } from '../parse-json.ts';
import type { FilterTable, Verdict } from './filter-chain.ts';

const Chain = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  hook: z.string().optional(),
  policy: z.string().optional(),
});
const Rule = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  expr: z.array(z.record(z.string(), z.unknown())),
});
/** `nft -j list ruleset` (`man 5 libnftables-json`), as far as it is read here. */
const Ruleset = z.object({ nftables: z.array(z.record(z.string(), z.unknown())) });

const families: Readonly<Record<string, FilterTable['families']>> = {
  ip: ['ipv4'],
  ip6: ['ipv6'],
  inet: ['ipv4', 'ipv6'],
};

/** Tables with a chain that incoming packets enter; null where the text is no rule set. */
export function parseNftRuleset(text: string): readonly FilterTable[] | null {
  const parsed = Ruleset.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const chains = parsed.data.nftables.flatMap(({ chain }) => Chain.safeParse(chain).data ?? []);
  const rules = parsed.data.nftables.flatMap(({ rule }) => Rule.safeParse(rule).data ?? []);
  const names = new Set(chains.map(({ family, table }) => `${family} ${table}`));
  return [...names]
    .map((name): FilterTable => {
      const isOwn = (item: { readonly family: string; readonly table: string }) =>
        `${item.family} ${item.table}` === name;
      const own = chains.filter(isOwn);
      const rulesByChain = Map.groupBy(rules.filter(isOwn), ({ chain }) => chain);
      return {
        name,
        families: families[name.split(' ')[0] ?? ''] ?? [],
        chains: Object.fromEntries(
          own.map((chain) => [
            chain.name,
            (rulesByChain.get(chain.name) ?? []).map(({ expr }) => verdictOf(expr)),
          ]),
        ),
        inputs: own
          .filter(({ hook }) => hook === 'input')
          .map(({ name: chain, policy }) => ({ chain, policy: policy === 'drop' ? 'block' : 'accept' })),
      };
    })
    .filter(({ families, inputs }) => families.length > 0 && inputs.length > 0);
}

/** Statements that decide nothing and match everything. */
const silent: readonly string[] = ['counter', 'log', 'comment'];
const blocking: readonly string[] = ['drop', 'reject'];

/** Verdict of a rule without conditions; any other is an exception and says nothing of the default. */
function verdictOf(expr: readonly Record<string, unknown>[]): Verdict {
  const [statement, ...more] = expr.filter((item) => !silent.includes(Object.keys(item)[0] ?? ''));
  if (statement === undefined || more.length > 0) return { kind: 'none' };
  const [kind = '', value] = Object.entries(statement)[0] ?? [];
  if (kind === 'accept' || kind === 'return') return { kind };
  if (blocking.includes(kind)) return { kind: 'block' };
  if (kind === 'jump' || kind === 'goto') {
    const target = z.object({ target: z.string() }).safeParse(value);
    return target.success ? { kind, chain: target.data.target } : { kind: 'none' };
  }
  // A target of iptables that nft does not know of itself.
  const xt = z.object({ type: z.literal('target'), name: z.literal('REJECT') }).safeParse(value);
  return kind === 'xt' && xt.success ? { kind: 'block' } : { kind: 'none' };
}
