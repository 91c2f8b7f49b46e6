import type { Service } from '#model/declaration/service.ts';
import type { StatusCounts } from '../../figures/control-status.ts';
import type { StandardStatus } from '../../figures/standardisation.ts';
import { address } from '../address.ts';

/** A service with what its row shows beside the declaration. */
export interface ServiceRow {
  readonly service: Service;
  readonly counts: StatusCounts;
  readonly standard: StandardStatus;
}

export const serviceSortKeys = ['plattform', 'namn', 'klass', 'kostnad', 'avvikelser'] as const;
export type ServiceSortKey = (typeof serviceSortKeys)[number];

/** What the list is narrowed to, as it stands in the address. */
export interface ServiceQuery {
  readonly text: string;
  readonly platform: string;
  readonly hosting: string;
  readonly stage: string;
  readonly status: string;
  readonly standard: string;
  readonly sort: ServiceSortKey;
  readonly descending: boolean;
}

/** The address of a list narrowed to `query`. */
export function serviceListAddress(query: Partial<ServiceQuery>, path = '/tjanster'): string {
  return address(path, {
    q: query.text,
    plattform: query.platform,
    driftform: query.hosting,
    skede: query.stage,
    status: query.status,
    standard: query.standard,
    sortera: query.sort === 'plattform' ? undefined : query.sort,
    fallande: query.descending === true ? 'ja' : undefined,
  });
}
