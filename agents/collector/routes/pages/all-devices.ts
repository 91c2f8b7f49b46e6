import type { DeviceQuery, DeviceRow, Scope, Store } from '../../store/store.ts';
import { anyDevice } from './any-device.ts';

/** As many as the store gives at a time. */
const pageSize = 1000;

/** Every device that fits, page by page, so that no query holds the whole fleet. */
export async function listAllDevices(
  store: Pick<Store, 'listDevices'>,
  scope: Scope,
  query: Omit<DeviceQuery, 'page' | 'pageSize'>,
  now: Date,
): Promise<readonly DeviceRow[]> {
  const rows: DeviceRow[] = [];
  for (let page = 1; ; page += 1) {
    const found = await store.listDevices(scope, { ...query, page, pageSize }, now);
    rows.push(...found.rows);
    if (found.rows.length === 0 || rows.length >= found.total) return rows;
  }
}

/** Devices that carry services, with how they stand. Only servers do. */
export async function listCarriers(store: Store, scope: Scope, now: Date): Promise<readonly DeviceRow[]> {
  const servers = await listAllDevices(store, scope, { ...anyDevice, kind: 'server' }, now);
  return servers.filter(({ serviceIds }) => serviceIds.length > 0);
}
