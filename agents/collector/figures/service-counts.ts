import type { Declaration } from '#model/declaration/declaration.ts';
import type { DeviceRow, StoredResult } from '../store/store.ts';
import { countBySubject, noResults, type StatusCounts, sumCounts } from './control-status.ts';

/**
 * Results of each service and of the devices that carry it, by service id: a service whose server is in
 * default is not met.
 */
export function countByService(
  { services }: Declaration,
  serviceResults: readonly StoredResult[],
  carriers: readonly Pick<DeviceRow, 'serviceIds' | 'results'>[],
): ReadonlyMap<string, StatusCounts> {
  const own = countBySubject(serviceResults);
  return new Map(
    services.map(({ id }) => [
      id,
      sumCounts([
        own.get(id) ?? noResults,
        ...carriers.filter(({ serviceIds }) => serviceIds.includes(id)).map(({ results }) => results),
      ]),
    ]),
  );
}
