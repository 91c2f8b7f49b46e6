import type { WorkQuery } from '../../figures/work.ts';
import { address, platformAddress } from '../address.ts';

/** The address of a site's work order narrowed to `query`, or of a file with the same items. */
export function workOrderAddress(
  site: string,
  query: Partial<WorkQuery> = {},
  { type = '', page = 1 }: { readonly type?: '' | 'csv' | 'json'; readonly page?: number } = {},
): string {
  return address(
    `${platformAddress}/arbetsorder/${encodeURIComponent(site)}${type === '' ? '' : `.${type}`}`,
    {
      q: query.text,
      status: query.status,
      vem: query.who,
      slag: query.kind,
      tjanst: query.service,
      sida: page === 1 ? null : page,
    },
  );
}
