import type { Declaration } from '#model/declaration/declaration.ts';

/** A role's name, or the directory id, as people read it. */
export function nameParty(declaration: Declaration, party: string): string {
  return findRole(declaration, party)?.name ?? party;
}

/** Directory ids of whoever stands behind a party: holder first, then deputy; empty where a role has neither. */
export function personsBehind(declaration: Declaration, party: string): readonly string[] {
  if (party.startsWith('directory:')) return [party];
  const role = findRole(declaration, party);
  return [role?.holder, role?.deputy].filter((person) => person !== undefined);
}

function findRole({ organisation }: Declaration, party: string) {
  return organisation.roles.find(({ id }) => party === `role:${id}`);
}
