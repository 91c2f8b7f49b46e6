import type { VlanRow } from './vlan-table.ts';

const columns: Readonly<Record<string, (row: VlanRow) => string | number | null>> = {
  platform_site: ({ platformSite }) => platformSite,
  site: ({ site }) => site,
  vlan: ({ vlan }) => vlan,
  name: ({ name }) => name,
  zone: ({ zone }) => zone,
  zone_name: ({ zoneName }) => zoneName,
  kind: ({ kind }) => kind,
  ipv4: ({ ipv4 }) => ipv4,
  ipv4_router: ({ ipv4Router }) => ipv4Router,
  ipv6: ({ ipv6 }) => ipv6,
  ipv6_router: ({ ipv6Router }) => ipv6Router,
  roles: ({ roles }) => roles.map(({ role }) => role).join('|'),
  authentication: ({ roles }) => roles.map(({ authentication }) => authentication).join('|'),
  ssid: ({ roles }) => roles.map(({ ssid }) => ssid ?? '').join('|'),
};

/**
 * The table for programs, by RFC 4180 in UTF-8. Roles of a zone, how each identifies itself and its WLAN stand in
 * the same order, with `|` between; what there is not is empty.
 */
export function renderVlanCsv(rows: readonly VlanRow[]): string {
  const lines = rows.map((row) => Object.values(columns).map((read) => String(read(row) ?? '')));
  return [Object.keys(columns), ...lines].map((line) => `${line.map(quote).join(',')}\r\n`).join('');
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
