import type { DeviceRow, Scope, Store } from '../../store/store.ts';
import { anyDevice } from './any-device.ts';

const pageSize = 1000;

/** Devices that carry services, with how they stand. Only servers do. */
export async function listCarriers(store: Store, scope: Scope, now: Date): Promise<readonly DeviceRow[]> {
  const carriers: DeviceRow[] = [];
  for (let page = 1; ; page += 1) {
    const found = await store.listDevices(scope, { ...anyDevice, kind: 'server', page, pageSize }, now);
    carriers.push(...found.rows.filter(({ serviceIds }) => serviceIds.length > 0));
    if (found.rows.length === 0 || page * pageSize >= found.total) return carriers;
  }
}
