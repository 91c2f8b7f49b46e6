import type { Text } from '#model/format/text.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';

/** What a network cannot do as the matrix says. */
export interface AccessIssue {
  readonly code: AccessIssueCode;
  /** While a blocking issue stands nothing is written, and RADIUS rejects the roles it is about. */
  readonly severity: 'blocking' | 'notice';
  /** `role:elev`, `zone:adm`, `device:skrivare-1`, `ssid:Kommunen`, `network`. */
  readonly subject: string;
  /** Roles it is about, by id, sorted. */
  readonly roles: readonly string[];
  readonly at: DeclaredPlace;
  readonly found: Text;
  readonly expected: Text;
}

export type AccessIssueCode =
  /** A role lands where no VLAN leads. */
  | 'zone-without-vlan'
  /** The network cannot tell two zones apart. */
  | 'same-vlan'
  /** Nothing tells two roles apart when they log in. */
  | 'same-match'
  /** Anybody at all would come into a zone that is not for guests. */
  | 'open-outside-guest-zone'
  /** Two devices of different roles have one MAC address. */
  | 'mac-of-two-roles'
  /** A WLAN has one kind of login. */
  | 'ssid-of-two-logins'
  | 'mac-declared-twice'
  /** A device has MAC addresses that nobody asks for. */
  | 'mac-not-used'
  /** No device of a role is declared, so RADIUS lets none in until its own list names one. */
  | 'no-known-mac'
  /** A zone is no better guarded than by the weakest login that leads there. */
  | 'weaker-login-to-zone'
  /** No network that switches could ask from. */
  | 'no-management-network';
