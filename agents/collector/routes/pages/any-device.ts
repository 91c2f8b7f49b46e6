import type { DeviceQuery } from '../../store/store.ts';

/** A query that every device fits, to be narrowed. */
export const anyDevice: Omit<DeviceQuery, 'pageSize'> = {
  text: null,
  kind: null,
  unit: null,
  operatingSystem: null,
  knownBy: null,
  status: null,
  seen: null,
  service: null,
  sort: 'name',
  descending: false,
  page: 1,
};
