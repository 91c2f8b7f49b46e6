import type { Declaration } from '#model/declaration/declaration.ts';
import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { AccessIssue } from '#stacks/targets/access/access-issue.ts';
import type { VlanRow } from '#stacks/targets/access/vlan-table.ts';
import { type Block, heading, paragraph, table } from '../document/block.ts';
import type { NetworkReport } from './network-report.ts';
import { type NetworkWords, networkWords } from './network-words.ts';

/** The network as a document for the people who set switches and access points. */
export function networkBlocks(
  report: NetworkReport,
  { organisation }: Declaration,
  lang: Lang,
): readonly Block[] {
  const words = networkWords[lang];
  const siteName = (id: string): string =>
    organisation.platformSites.find((site) => site.id === id)?.name ?? id;
  return [
    heading(1, words.title(organisation.organisation.name)),
    paragraph(words.source),
    ...issueBlocks(report.access.issues, lang),
    ...vlanBlocks(report.vlans, words, siteName),
    ...roleBlocks(report, words),
    ...wlanBlocks(report, words),
    ...reachBlocks(report, lang),
  ];
}

/** What is to be mended or known before anybody sets anything. */
export function issueBlocks(issues: readonly AccessIssue[], lang: Lang): readonly Block[] {
  if (issues.length === 0) return [];
  const words = networkWords[lang];
  return [
    heading(2, words.findings),
    table(
      words.findingColumns,
      issues.map(({ severity, subject, at, found, expected }) => [
        words.severity[severity],
        subject,
        at.line === null ? at.file : `${at.file}:${at.line}`,
        found[lang],
        expected[lang],
      ]),
    ),
  ];
}

function vlanBlocks(
  rows: readonly VlanRow[],
  words: NetworkWords,
  siteName: (id: string) => string,
): readonly Block[] {
  const withVlan = Map.groupBy(
    rows.filter(({ vlan }) => vlan !== null),
    ({ platformSite }) => platformSite,
  );
  // Halls that share all their networks, as most do, are told once.
  const alike = Map.groupBy(withVlan, ([, here]) => JSON.stringify(vlanRows(here, words)));
  const without = rows.filter(({ vlan }) => vlan === null);
  return [
    ...[...alike.values()].flatMap((sites) => [
      heading(2, words.vlansAt(sites.flatMap(([site]) => (site === null ? [] : siteName(site))))),
      vlanRows(sites[0]?.[1] ?? [], words),
    ]),
    ...(without.length === 0 ? [] : [heading(2, words.withoutVlan), vlanRows(without, words)]),
  ];
}

function vlanRows(rows: readonly VlanRow[], words: NetworkWords): Block {
  return table(
    words.vlanColumns,
    rows.map((row) => [
      row.vlan === null ? words.none : String(row.vlan),
      row.name,
      row.zoneName,
      row.ipv4,
      row.ipv4Router ?? words.none,
      row.ipv6 ?? words.none,
      row.ipv6Router ?? words.none,
      row.roles.map(({ role }) => role).join(', ') || words.none,
    ]),
  );
}

function roleBlocks({ access }: NetworkReport, words: NetworkWords): readonly Block[] {
  return [
    heading(2, words.roles),
    table(
      words.roleColumns,
      access.rows.map(({ role, name, authentication, match, zone, vlan }) => [
        role,
        name,
        words.login[authentication],
        words.match(match),
        zone,
        vlan === null ? words.none : String(vlan),
      ]),
    ),
  ];
}

function wlanBlocks({ access }: NetworkReport, words: NetworkWords): readonly Block[] {
  const bySsid = Map.groupBy(access.rows, ({ ssid }) => ssid);
  bySsid.delete(null);
  if (bySsid.size === 0) return [];
  return [
    heading(2, words.wlans),
    table(
      words.wlanColumns,
      [...bySsid]
        .map(([ssid, rows]) => [
          ssid ?? '',
          [...new Set(rows.map(({ authentication }) => words.login[authentication]))].join(', '),
          rows.map(({ role }) => role).join(', '),
          [...new Set(rows.map(({ vlan }) => (vlan === null ? words.none : String(vlan))))].join(', '),
        ])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    ),
  ];
}

function reachBlocks({ roles, environment }: NetworkReport, lang: Lang): readonly Block[] {
  if (roles.length === 0) return [];
  const words = networkWords[lang];
  const { number } = createFormatter(lang);
  return [
    heading(2, words.reach(environment)),
    paragraph(words.reachNote),
    table(
      words.reachColumns,
      roles.map(({ role, sharesZoneWith, reaches, closedServices }) => [
        role,
        sharesZoneWith.join(', ') || words.none,
        number(reaches.length),
        number(reaches.filter(({ openFor }) => openFor === 'other-role').length),
        number(closedServices.length),
      ]),
    ),
  ];
}
