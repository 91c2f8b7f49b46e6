import type { AccessIssue } from './access-issue.ts';
import type { AccessPlan, KnownMac } from './plan-access.ts';

/** What is odd about declared MAC addresses, and roles that have none. */
export function findMacIssues({ rows, macs }: Pick<AccessPlan, 'rows' | 'macs'>): readonly AccessIssue[] {
  const known = new Set(macs.map(({ role }) => role));
  return [
    ...[...Map.groupBy(macs, ({ mac }) => mac).values()].flatMap(findTwice),
    ...[
      ...Map.groupBy(
        macs.filter(({ role }) => role === null),
        ({ device }) => device,
      ).values(),
    ].flatMap(findUnused),
    ...rows
      .filter(({ authentication, role }) => authentication === 'mac' && !known.has(role))
      .map(
        ({ role, at }): AccessIssue => ({
          code: 'no-known-mac',
          severity: 'notice',
          subject: `role:${role}`,
          roles: [role],
          at,
          found: {
            sv: 'ingen deklarerad enhet med MAC-adress',
            en: 'no declared device with a MAC address',
          },
          expected: {
            sv: '`macs` i devices.yaml, eller rader i `macs-local`; andra avvisas',
            en: '`macs` in devices.yaml, or lines in `macs-local`; others are rejected',
          },
        }),
      ),
  ];
}

function findTwice(same: readonly KnownMac[]): readonly AccessIssue[] {
  const [first, ...rest] = same;
  if (first === undefined || rest.length === 0) return [];
  const devices = same.map(({ device }) => device).join(', ');
  const roles = [...new Set(same.flatMap(({ role }) => role ?? []))].toSorted();
  const isSplit = new Set(same.map(({ role }) => role)).size > 1;
  return [
    {
      code: isSplit ? 'mac-of-two-roles' : 'mac-declared-twice',
      severity: isSplit ? 'blocking' : 'notice',
      subject: `device:${first.device}`,
      roles,
      at: first.at,
      found: { sv: `${first.mac} hos ${devices}`, en: `${first.mac} of ${devices}` },
      expected: { sv: 'en enhet för varje MAC-adress', en: 'one device for each MAC address' },
    },
  ];
}

function findUnused(same: readonly KnownMac[]): readonly AccessIssue[] {
  const [first] = same;
  if (first === undefined) return [];
  return [
    {
      code: 'mac-not-used',
      severity: 'notice',
      subject: `device:${first.device}`,
      roles: [],
      at: first.at,
      found: {
        sv: 'MAC-adress för en enhet vars roll inte känns igen på den',
        en: 'a MAC address of a device whose role is not known by it',
      },
      expected: {
        sv: 'en roll med `authentication: mac`; här används adressen inte',
        en: 'a role with `authentication: mac`; the address is not used here',
      },
    },
  ];
}
