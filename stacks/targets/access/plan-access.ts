import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { NetworkFile } from '#model/declaration/network.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { AccessIssue } from './access-issue.ts';
import { findAccessIssues } from './find-access-issues.ts';

/** What shows a RADIUS server that somebody has a role. */
export type RoleMatch =
  /** Organisational unit in the subject of a certificate. */
  | { readonly kind: 'certificate-ou'; readonly value: string }
  /** Group of a user in the directory. */
  | { readonly kind: 'group'; readonly value: string }
  /** Group of a MAC address in a list. */
  | { readonly kind: 'mac-group'; readonly value: string }
  /** A MAC address that no list has. */
  | { readonly kind: 'unknown-mac' }
  /** Nothing: whoever connects, by a guest VLAN of the switch or an open WLAN. RADIUS is not asked. */
  | { readonly kind: 'nothing' };

/** One row of the matrix, ready to be set in a network. */
export interface AccessRow {
  readonly role: string;
  readonly name: string;
  /** By id. */
  readonly zone: string;
  readonly zoneKind: NetworkFile['zones'][number]['kind'] | null;
  /** Null where the zone has none. */
  readonly vlan: number | null;
  readonly authentication: NetworkFile['access'][number]['authentication'];
  readonly match: RoleMatch;
  readonly ssid: string | null;
  readonly at: DeclaredPlace;
}

/** A declared MAC address and the role of its device. */
export interface KnownMac {
  /** `00:1b:a9:12:34:56` */
  readonly mac: string;
  readonly device: string;
  /** Role that is known by MAC address; null where the device has none such. */
  readonly role: string | null;
  readonly at: DeclaredPlace;
}

/** The matrix of roles and zones as a network needs it. Every list is sorted. */
export interface AccessPlan {
  /** By role. */
  readonly rows: readonly AccessRow[];
  /** By address, then device. */
  readonly macs: readonly KnownMac[];
  /** Networks of management zones, where switches and access points ask from. */
  readonly management: readonly {
    readonly zone: string;
    readonly ipv4: string;
    readonly ipv6: string | null;
  }[];
  readonly issues: readonly AccessIssue[];
}

/**
 * What the matrix means at the wall socket. The same in every environment: a socket belongs to none. A row that
 * does not say what shows its role is known by the role's own id.
 */
export function planAccess(declaration: Declaration): AccessPlan {
  const { network, devices } = declaration;
  const zones = new Map(network.zones.map((zone) => [zone.id, zone]));
  const rows = network.access
    .map((row, index): AccessRow => {
      const zone = zones.get(row.zone);
      return {
        role: row.role,
        name: row.name,
        zone: row.zone,
        zoneKind: zone?.kind ?? null,
        vlan: zone?.vlan ?? null,
        authentication: row.authentication,
        match: matchOf(row),
        ssid: row.ssid ?? null,
        at: placeOf(declaration, 'network.yaml', `/access/${index}`),
      };
    })
    .toSorted((a, b) => compareText(a.role, b.role));
  const byMac = new Set(
    rows.filter(({ authentication }) => authentication === 'mac').map(({ role }) => role),
  );
  const macs = devices.devices
    .flatMap(({ id, role, macs: addresses = [] }, index) =>
      addresses.map(
        (mac, at): KnownMac => ({
          mac,
          device: id,
          role: role !== undefined && byMac.has(role) ? role : null,
          at: placeOf(declaration, 'devices.yaml', `/devices/${index}/macs/${at}`),
        }),
      ),
    )
    .toSorted((a, b) => compareText(`${a.mac} ${a.device}`, `${b.mac} ${b.device}`));
  const management = network.zones
    .filter(({ kind }) => kind === 'management')
    .map(({ id, ipv4, ipv6 }) => ({ zone: id, ipv4, ipv6: ipv6 ?? null }))
    .toSorted((a, b) => compareText(a.zone, b.zone));
  return { rows, macs, management, issues: findAccessIssues(declaration, { rows, macs, management }) };
}

function matchOf({ role, authentication, match }: NetworkFile['access'][number]): RoleMatch {
  switch (authentication) {
    case '802.1x-certificate':
      return { kind: 'certificate-ou', value: match?.certificateOu ?? role };
    case '802.1x-user':
      return { kind: 'group', value: match?.group ?? role };
    case 'mac':
      return { kind: 'mac-group', value: match?.macGroup ?? role };
    case 'open':
      return { kind: match?.unknown === true ? 'unknown-mac' : 'nothing' };
  }
}
