import type { IdentitySignals } from '#model/report/enrolment.ts';
import { type HardwareSignals, makerWord, normaliseSerial, swapUuidBytes } from '../identity/signals.ts';
import { anyOf } from './any-of.ts';
import type { Database } from './database.ts';

/** The columns of a device that hold its signals. */
export interface SignalColumns {
  readonly manufacturer: string | null;
  readonly signal_serial: string | null;
  readonly signal_uuid: string | null;
  readonly signal_directory_id: string | null;
  readonly signal_machine_id: string | null;
  readonly signal_macs: readonly string[];
}

export const signalColumnNames = [
  'manufacturer',
  'signal_serial',
  'signal_uuid',
  'signal_directory_id',
  'signal_machine_id',
  'signal_macs',
] as const;

export function readSignals(row: SignalColumns): HardwareSignals {
  return {
    serial: row.signal_serial,
    manufacturer: makerWord(row.manufacturer),
    uuid: row.signal_uuid,
    directoryId: row.signal_directory_id,
    machineId: row.signal_machine_id,
    macs: row.signal_macs,
  };
}

/** What an enrolment tells, in the form of the columns. */
export function enrolledSignals(signals: IdentitySignals): HardwareSignals {
  return {
    serial: normaliseSerial(signals.serial),
    manufacturer: null,
    uuid: signals.uuid?.toLowerCase() ?? null,
    directoryId: null,
    machineId: signals.machineIdHash,
    macs: signals.macs,
  };
}

/** Devices of these tenants that share a signal with the given one; an address of a network card alone is none. */
export function sharingDevices(db: Database, tenants: readonly string[], signals: HardwareSignals) {
  const { serial, uuid, directoryId, machineId } = signals;
  const uuids = [uuid, swapUuidBytes(uuid)].filter((one) => one !== null);
  return db
    .selectFrom('devices')
    .where('devices.tenant', '=', anyOf(tenants))
    .where((where) =>
      where.or([
        ...(serial === null ? [] : [where('signal_serial', '=', serial)]),
        ...(uuids.length === 0 ? [] : [where('signal_uuid', '=', anyOf(uuids))]),
        ...(directoryId === null ? [] : [where('signal_directory_id', '=', directoryId)]),
        ...(machineId === null ? [] : [where('signal_machine_id', '=', machineId)]),
      ]),
    );
}
