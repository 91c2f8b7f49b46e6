import type { NetworkFile } from './network.ts';
import { type Contradiction, itemsAt, type Rule } from './rule.ts';

type Access = NetworkFile['access'][number];

/** The one field of `match` that can know a role by how it identifies itself. */
const matchFields: Readonly<Record<Access['authentication'], keyof NonNullable<Access['match']>>> = {
  '802.1x-certificate': 'certificateOu',
  '802.1x-user': 'group',
  mac: 'macGroup',
  open: 'unknown',
};

/** A role is known by what its authentication shows: a certificate has no directory group. */
export const accessRule: Rule = {
  kind: 'network',
  check: (value) =>
    itemsAt(value, ['access', '*']).flatMap(({ path, fields: { authentication, match } }) => {
      const allowed = Object.entries(matchFields).find(([name]) => name === authentication)?.[1];
      if (allowed === undefined || typeof match !== 'object' || match === null) return [];
      return Object.keys(match)
        .filter((field) => field !== allowed && Object.values<string>(matchFields).includes(field))
        .map(
          (field): Contradiction => ({
            path: [...path, 'match', field],
            found: `\`${field}\` of a role that comes in by \`${String(authentication)}\``,
            expected: `\`${allowed}\``,
          }),
        );
    }),
};
