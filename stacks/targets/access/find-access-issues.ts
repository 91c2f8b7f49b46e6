import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { AccessIssue } from './access-issue.ts';
import { findMacIssues } from './find-mac-issues.ts';
import type { AccessPlan, AccessRow } from './plan-access.ts';

/** What of the matrix a network cannot do, or does otherwise than the reader may think; what blocks first. */
export function findAccessIssues(
  declaration: Declaration,
  access: Omit<AccessPlan, 'issues'>,
): readonly AccessIssue[] {
  return [
    ...access.rows.flatMap(findRowIssues),
    ...findSameVlans(declaration, access.rows),
    ...findSameMatches(access.rows),
    ...findMixedSsids(access.rows),
    ...findWeakerLogins(access.rows),
    ...findMacIssues(access),
    ...findNoManagement(declaration, access),
  ].toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ severity, code, subject }: AccessIssue): string {
  return `${severity} ${code} ${subject}`;
}

function findRowIssues({
  role,
  zone,
  zoneKind,
  vlan,
  authentication,
  at,
}: AccessRow): readonly AccessIssue[] {
  const issue = (code: AccessIssue['code'], found: Text, expected: Text): AccessIssue => ({
    code,
    severity: 'blocking',
    subject: `role:${role}`,
    roles: [role],
    at,
    found,
    expected,
  });
  return [
    ...(vlan === null
      ? [
          issue(
            'zone-without-vlan',
            { sv: `zonen ${zone} utan VLAN`, en: `the zone ${zone}, which has no VLAN` },
            { sv: '`vlan` på zonen', en: '`vlan` of the zone' },
          ),
        ]
      : []),
    ...(authentication === 'open' && zoneKind !== 'guest'
      ? [
          issue(
            'open-outside-guest-zone',
            {
              sv: `vem som helst släpps in i zonen ${zone}, som inte är för gäster`,
              en: `anybody let into the zone ${zone}, which is not for guests`,
            },
            {
              sv: 'en zon av slaget `guest`, eller en inloggning',
              en: 'a zone of the kind `guest`, or a login',
            },
          ),
        ]
      : []),
  ];
}

function findSameVlans(declaration: Declaration, rows: readonly AccessRow[]): readonly AccessIssue[] {
  const zones = declaration.network.zones.map(({ id, vlan }, index) => ({ id, vlan, index }));
  return duplicatesBy(zones, ({ vlan }) => (vlan === undefined ? null : String(vlan))).flatMap((same) => {
    const ids = same.map(({ id }) => id).toSorted();
    const [first] = same.toSorted((a, b) => compareText(a.id, b.id));
    if (first === undefined) return [];
    return [
      {
        code: 'same-vlan' as const,
        severity: 'blocking' as const,
        subject: `zone:${first.id}`,
        roles: rows.filter(({ zone }) => ids.includes(zone)).map(({ role }) => role),
        at: placeOf(declaration, 'network.yaml', `/zones/${first.index}/vlan`),
        found: {
          sv: `VLAN ${first.vlan} i zonerna ${ids.join(', ')}`,
          en: `VLAN ${first.vlan} in the zones ${ids.join(', ')}`,
        },
        expected: { sv: 'ett VLAN för varje zon', en: 'one VLAN for each zone' },
      },
    ];
  });
}

function findSameMatches(rows: readonly AccessRow[]): readonly AccessIssue[] {
  return duplicatesBy(rows, ({ match }) => {
    if (match.kind === 'nothing') return null;
    // Directories do not tell upper from lower case.
    return `${match.kind} ${'value' in match ? match.value.normalize('NFC').toLowerCase() : ''}`;
  }).flatMap((same): readonly AccessIssue[] => {
    const [first] = same;
    if (first === undefined) return [];
    const roles = same.map(({ role }) => role);
    const shown =
      'value' in first.match
        ? { sv: `"${first.match.value}"`, en: `"${first.match.value}"` }
        : { sv: 'en okänd MAC-adress', en: 'an unknown MAC address' };
    return [
      {
        code: 'same-match',
        severity: 'blocking',
        subject: `role:${first.role}`,
        roles,
        at: first.at,
        found: {
          sv: `${shown.sv} visar rollerna ${roles.join(', ')}`,
          en: `${shown.en}, which shows the roles ${roles.join(', ')}`,
        },
        expected: { sv: 'en roll för varje kännetecken', en: 'one role for each mark' },
      },
    ];
  });
}

function findMixedSsids(rows: readonly AccessRow[]): readonly AccessIssue[] {
  return duplicatesBy(rows, ({ ssid }) => ssid).flatMap((same): readonly AccessIssue[] => {
    const [first] = same;
    const isDot1x = same.map(({ authentication }) => authentication.startsWith('802.1x'));
    if (first === undefined || new Set(isDot1x).size < 2) return [];
    const roles = same.map(({ role }) => role);
    return [
      {
        code: 'ssid-of-two-logins',
        severity: 'blocking',
        subject: `ssid:${first.ssid}`,
        roles,
        at: first.at,
        found: {
          sv: `${first.ssid} både med och utan 802.1X, för ${roles.join(', ')}`,
          en: `${first.ssid} both with and without 802.1X, for ${roles.join(', ')}`,
        },
        expected: { sv: 'ett trådlöst nät för varje sätt', en: 'a WLAN for each way' },
      },
    ];
  });
}

const strengths = { open: 0, mac: 1, '802.1x-user': 2, '802.1x-certificate': 3 } as const;

function findWeakerLogins(rows: readonly AccessRow[]): readonly AccessIssue[] {
  return duplicatesBy(rows, ({ zone }) => zone).flatMap((same): readonly AccessIssue[] => {
    const byStrength = same.toSorted((a, b) => strengths[a.authentication] - strengths[b.authentication]);
    const weakest = byStrength[0];
    const strongest = byStrength.at(-1);
    if (weakest === undefined || strongest === undefined) return [];
    if (weakest.authentication === strongest.authentication) return [];
    return [
      {
        code: 'weaker-login-to-zone',
        severity: 'notice',
        subject: `zone:${weakest.zone}`,
        roles: same.map(({ role }) => role),
        at: weakest.at,
        found: {
          sv: `${weakest.role} kommer in med ${weakest.authentication} där ${strongest.role} kräver ${strongest.authentication}`,
          en: `${weakest.role} comes in by ${weakest.authentication} where ${strongest.role} needs ${strongest.authentication}`,
        },
        expected: {
          sv: 'en zon för varje sätt att logga in, eftersom zonen inte skyddas bättre än det svagaste',
          en: 'a zone for each kind of login, since a zone is guarded no better than by the weakest',
        },
      },
    ];
  });
}

function findNoManagement(
  declaration: Declaration,
  { management, rows }: Omit<AccessPlan, 'issues'>,
): readonly AccessIssue[] {
  return management.length > 0 || rows.length === 0
    ? []
    : [
        {
          code: 'no-management-network',
          severity: 'notice',
          subject: 'network',
          roles: [],
          at: placeOf(declaration, 'network.yaml', '/zones'),
          found: { sv: 'ingen zon av slaget `management`', en: 'no zone of the kind `management`' },
          expected: {
            sv: 'den som nätutrustningen står i; till dess saknar RADIUS klienter',
            en: 'the one that network elements stand in; until then RADIUS has no clients',
          },
        },
      ];
}

/** Those that share a key with another, in groups; null keys share nothing. */
function duplicatesBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): readonly (readonly Item[])[] {
  const groups = Map.groupBy(items, keyOf);
  groups.delete(null);
  return [...groups.values()].filter((same) => same.length > 1);
}
