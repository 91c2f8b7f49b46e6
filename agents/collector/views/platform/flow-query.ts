import type { Place } from '../../figures/zone-flows.ts';
import { address } from '../address.ts';

/** What flows are narrowed to, as it stands in the address. */
export interface FlowQuery {
  /** A service by name or id, or a port. */
  readonly text: string;
  readonly from: Place | '';
  readonly to: Place | '';
  readonly login: 'ja' | 'nej' | '';
  /** Open, or closed while it is only proposed. */
  readonly state: 'oppet' | 'forslag' | '';
}

/** The address of the platform's flows narrowed to `query`. */
export function flowsAddress(
  query: Partial<FlowQuery>,
  { path = '/plattform', page = 1, fragment = '' } = {},
): string {
  return address(
    path,
    {
      q: query.text,
      fran: query.from,
      till: query.to,
      inloggning: query.login,
      lage: query.state,
      sida: page === 1 ? null : page,
    },
    fragment,
  );
}
