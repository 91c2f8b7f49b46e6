import type { Scope } from '../store/store.ts';

/** Who is asking: a person who has logged in, or a program with a token. */
export interface Viewer {
  /** Stable and no name: `local`, `token:<id>`; a directory id once login is by OIDC. */
  readonly id: string;
  /** As the top bar shows it. */
  readonly name: string;
  /** Roles of the declaration, by id. */
  readonly roles: readonly string[];
  /** The tenants this viewer may see. */
  readonly scope: Scope;
  /** May look and not change. */
  readonly readOnly: boolean;
}

/** The viewer of the local link: whoever may read the terminal or the data folder runs the collector. */
export const localViewer = (scope: Scope): Viewer => ({
  id: 'local',
  name: 'Lokal inloggning',
  roles: [],
  scope,
  readOnly: false,
});
