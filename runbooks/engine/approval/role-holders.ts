import type { Declaration } from '#model/declaration/declaration.ts';
import type { RoleHolders } from './verify.ts';

/**
 * Who may approve in a role: its holder and deputy. For `owner` there is one group for each service concerned; a
 * service without an owner has an empty one, so that nobody else can stand in.
 */
export function roleHolders(
  { organisation, services }: Pick<Declaration, 'organisation' | 'services'>,
  role: string,
  concerned: readonly string[],
): readonly RoleHolders[] {
  const holdersOf = (id: string): readonly string[] => {
    const found = organisation.roles.find((declared) => declared.id === id);
    return [found?.holder, found?.deputy].filter((person) => person !== undefined);
  };
  if (role !== 'owner') return [{ of: role, persons: holdersOf(role) }];
  return concerned.map((id) => {
    const owner = services.find((service) => service.id === id)?.owner;
    if (owner === undefined) return { of: id, persons: [] };
    return { of: id, persons: owner.startsWith('role:') ? holdersOf(owner.slice('role:'.length)) : [owner] };
  });
}
