import { Firewall } from '#model/report/sections/firewall.ts';
import { type Host, SourceError } from '../host.ts';
import { defaultInbound, type FilterTable } from '../linux/filter-chain.ts';
import { parseIptablesSave } from '../linux/iptables-save.ts';
import { parseNftRuleset } from '../linux/nft-ruleset.ts';
import { orNull, readValue } from '../linux/read-value.ts';
import type { Probe } from '../probe.ts';

/** An answer of a program, or why there is none. */
type Answer =
  | { readonly text: string }
  | { readonly status: SourceError['status']; readonly reason: string }
  | null;

/** Rules as the kernel has them, and what the device is set to. Null = not asked, since it cannot be in use. */
export interface FirewallRaw {
  readonly nft: Answer;
  readonly iptables: Answer;
  readonly ip6tables: Answer;
  /** Text of `/proc/net/if_inet6`; null without IPv6. */
  readonly ipv6: string | null;
  readonly ufwConf: string | null;
  /** True where firewalld says that it runs. */
  readonly firewalldRuns: boolean;
}

export const firewall: Probe<'firewall', FirewallRaw> = {
  name: 'firewall',
  description:
    'Whether incoming traffic is blocked by default, from the rules the kernel has; no rules are sent.',
  descriptionSv: 'Om inkommande trafik spärras från början, enligt kärnans regler; inga regler skickas.',
  platforms: ['linux'],
  timeoutSeconds: 20,
  schema: Firewall,
  source: 'nft list ruleset, iptables-save, /etc/ufw/ufw.conf, /run/firewalld',
  read: readFirewall,
  parse: parseFirewall,
};

function parseFirewall(raw: FirewallRaw) {
  const tables = listTables(raw);
  const failures = [raw.nft, raw.iptables, raw.ip6tables].flatMap((answer) =>
    answer !== null && 'status' in answer ? [answer] : [],
  );
  const [failure] = failures;
  const hasAnswer = [raw.nft, raw.iptables, raw.ip6tables].some(
    (answer) => answer !== null && 'text' in answer,
  );
  const backend = nameBackend(raw, tables);
  if (failure !== undefined) {
    // What is set is not what runs: without the rules of the kernel, whether it filters is not known.
    if (backend === null) throw new SourceError(failure.status, failure.reason);
    return { data: { active: null, backend, profiles: [] }, reason: failure.reason };
  }
  if (!hasAnswer) throw new SourceError('unsupported', 'neither nft nor iptables is installed');
  const profiles = tables.flatMap((table) =>
    table.inputs.map((input) => ({
      name: `${table.name} ${input.chain}`,
      active: true,
      defaultInbound: defaultInbound(table, input),
    })),
  );
  const isBlocked = (family: 'ipv4' | 'ipv6') =>
    tables.some(
      (table) =>
        table.families.includes(family) &&
        table.inputs.some((input) => defaultInbound(table, input) === 'block'),
    );
  // A door beside a closed one is open: every protocol the device is reached by must be blocked.
  const active = isBlocked('ipv4') && (!hasGlobalIpv6(raw.ipv6) || isBlocked('ipv6'));
  return { data: { active, backend, profiles } };
}

function listTables({ nft, iptables, ip6tables }: FirewallRaw): readonly FilterTable[] {
  const tables: FilterTable[] = [];
  const textOf = (answer: Answer) => (answer !== null && 'text' in answer ? answer.text : null);
  const nftText = textOf(nft);
  if (nftText !== null) {
    const parsed = parseNftRuleset(nftText);
    if (parsed === null) throw new SourceError('denied', 'nft: its output is no rule set in JSON');
    tables.push(...parsed);
  }
  for (const [answer, family] of [
    [iptables, 'ipv4'],
    [ip6tables, 'ipv6'],
  ] as const) {
    const table = parseIptablesSave(textOf(answer) ?? '', family);
    if (table !== null) tables.push(table);
  }
  return tables;
}

/** Who made the rules, by the names it gives its chains and tables; by its settings where they cannot be read. */
function nameBackend(raw: FirewallRaw, tables: readonly FilterTable[]): string | null {
  const chains = tables.flatMap((table) => Object.keys(table.chains));
  if (tables.some(({ name }) => name.endsWith(' firewalld')) || raw.firewalldRuns) return 'firewalld';
  if (chains.some((name) => name.startsWith('ufw'))) return 'ufw';
  if (tables.some(({ name }) => /^ip6?tables$/.test(name))) return 'iptables';
  if (tables.length > 0) return 'nftables';
  return /^\s*ENABLED\s*=\s*"?yes/im.test(raw.ufwConf ?? '') ? 'ufw' : null;
}

/** True where an address other than loopback and link-local is bound: the fourth column is its scope, 0 = global. */
function hasGlobalIpv6(ifInet6: string | null): boolean {
  return (ifInet6 ?? '').split('\n').some((line) => line.trim().split(/\s+/)[3] === '00');
}

async function readFirewall(host: Host): Promise<FirewallRaw> {
  const firewalldRuns = (await orNull(host.status('/run/firewalld'))) !== null;
  const ufwConf = await orNull(host.readTextIfPresent('/etc/ufw/ufw.conf'));
  return {
    nft: await ask(host, 'nft', ['-j', '-t', 'list', 'ruleset']),
    iptables: await askLegacy(host, 'iptables', '/proc/net/ip_tables_names'),
    ip6tables: await askLegacy(host, 'ip6tables', '/proc/net/ip6_tables_names'),
    ipv6: await orNull(readValue(host, '/proc/net/if_inet6')),
    ufwConf,
    firewalldRuns,
  };
}

/** Rules of the older kind, which nft does not show. Asked only where there are any: asking loads the module. */
async function askLegacy(host: Host, program: string, names: string): Promise<Answer> {
  try {
    const tables = await readValue(host, names);
    if (tables === null) return null;
    if (!tables.split('\n').includes('filter')) return { text: '' };
  } catch (error) {
    return failureOf(error);
  }
  return (
    (await ask(host, `${program}-legacy-save`, ['-t', 'filter'])) ??
    (await ask(host, `${program}-save`, ['-t', 'filter'])) ?? {
      status: 'unsupported',
      reason: `there are rules of ${program}, but no program ${program}-save to read them`,
    }
  );
}

async function ask(host: Host, program: string, args: readonly string[]): Promise<Answer> {
  try {
    const { stdout } = await host.run(program, args, { timeoutSeconds: 8 });
    return { text: stdout };
  } catch (error) {
    const failure = failureOf(error);
    return failure.status === 'unsupported' ? null : failure;
  }
}

function failureOf(error: unknown): { readonly status: SourceError['status']; readonly reason: string } {
  if (error instanceof SourceError) return { status: error.status, reason: error.message };
  throw error;
}
