import type { FleetDevice } from '#model/fleet/fleet.ts';
import { whoKey } from '#model/platform/arrange-work.ts';
import { verifyWorkOrder } from '#model/platform/verify-work-order.ts';
import type { WorkItem, WorkOrder } from '#model/platform/work-order.ts';
import { matchText } from './text-match.ts';

/** Orders as the devices that they name show them to stand. */
export interface VerifiedWork {
  readonly orders: readonly WorkOrder[];
  /** Id of each device that is known, by what it is declared as. */
  readonly devices: ReadonlyMap<string, string>;
}

/** What a list of work is narrowed to, as it stands in the address. */
export interface WorkQuery {
  /** A part of what is to be set, or of what it is set on. */
  readonly text: string;
  readonly status: WorkItem['last']['status'] | '';
  /** As {@link whoKey} writes it; {@link nobody} where nobody is named. */
  readonly who: string;
  readonly kind: WorkItem['kind'] | '';
  /** Id of a service. */
  readonly service: string;
}

/** Stands in an address for items that name nobody. */
export const nobody = 'ingen';

/** Items that fit a query; an empty field asks for nothing. */
export function narrowWork(
  items: readonly WorkItem[],
  { text, status, who, kind, service }: WorkQuery,
): readonly WorkItem[] {
  const fits = matchText(text);
  return items.filter(
    (item) =>
      (status === '' || item.last.status === status) &&
      (who === '' || (whoKey(item) || nobody) === who) &&
      (kind === '' || item.kind === kind) &&
      (service === '' || serviceOfWork(item) === service) &&
      fits(item.subject.name, item.what.sv, item.what.en),
  );
}

/** The service that an item is done for, or whose server it is done to; null for a site and its zones. */
export function serviceOfWork({ subject }: WorkItem): string | null {
  if (subject.kind === 'service') return subject.id;
  return subject.kind === 'server' ? (subject.id.split('/')[0] ?? null) : null;
}

/** What is to be set on one device, as that device shows it to stand. */
export function workOfDevice(
  orders: readonly WorkOrder[],
  device: FleetDevice,
  at: Date,
): readonly WorkOrder[] {
  return orders
    .map((order) => ({
      ...order,
      items: order.items.filter(
        ({ verification }) => verification.method === 'agent' && verification.device === device.declaredAs,
      ),
    }))
    .filter(({ items }) => items.length > 0)
    .map((order) => verifyWorkOrder(order, { at, devices: [device] }));
}
