import { cleanCell } from './cell.ts';

const gone =
  /skrot|kasser|avyttr|utrangerad|(^|\s)såld|återlämnad|återvunn|arkiverad|(^|\s)sold|scrap|dispos|deprovision|decommission|retired|archived|returned|recycled|obsolete/i;

/** Does a status say that the device no longer belongs to the fleet? */
export function isDisposed(raw: string): boolean {
  return gone.test(cleanCell(raw));
}
