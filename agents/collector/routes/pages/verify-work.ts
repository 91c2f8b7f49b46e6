import type { FleetDevice } from '#model/fleet/fleet.ts';
import { verifyWorkOrder } from '#model/platform/verify-work-order.ts';
import type { WorkItem, WorkOrder } from '#model/platform/work-order.ts';
import type { VerifiedWork } from '../../figures/work.ts';
import type { Scope, Store } from '../../store/store.ts';
import { listAllDevices } from './all-devices.ts';
import { anyDevice } from './any-device.ts';

/** Devices read at a time: each comes with its software, which no item asks for. */
const batchSize = 200;

/** Orders with what the collector last saw of each item; reads only the devices that their items name. */
export async function verifyWork(
  store: Pick<Store, 'listDevices' | 'readFleet'>,
  scope: Scope,
  orders: readonly WorkOrder[],
  at: Date,
): Promise<VerifiedWork> {
  const named = new Set(orders.flatMap(({ items }) => items.flatMap(deviceOf)));
  const declared =
    named.size === 0 ? [] : await listAllDevices(store, scope, { ...anyDevice, knownBy: 'declaration' }, at);
  const ids = declared.flatMap(({ id, declaredAs }) =>
    declaredAs !== null && named.has(declaredAs) ? [id] : [],
  );
  const devices: FleetDevice[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    const fleet = await store.readFleet(scope, at, ids.slice(from, from + batchSize));
    devices.push(...fleet.devices.map(withoutSoftware));
  }
  return {
    orders: orders.map((order) => verifyWorkOrder(order, { at, devices })),
    devices: new Map(
      devices.flatMap(({ id, declaredAs }) => (declaredAs === null ? [] : [[declaredAs, id]])),
    ),
  };
}

function deviceOf({ verification }: WorkItem): readonly string[] {
  return verification.method === 'agent' ? [verification.device] : [];
}

function withoutSoftware(device: FleetDevice): FleetDevice {
  const { software: _software, ...sections } = device.sections;
  return { ...device, sections };
}
