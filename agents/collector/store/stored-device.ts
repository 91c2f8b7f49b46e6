import type { ImportedDevice } from '../importers/device.ts';

/** An imported record as JSON has it: its moments as text. */
export type StoredDevice = Omit<ImportedDevice, 'lastSeen' | 'enrolledAt'> & {
  readonly lastSeen: { readonly at: string; readonly kind: string } | null;
  readonly enrolledAt: string | null;
};

export function toStored(device: ImportedDevice): StoredDevice {
  return {
    ...device,
    lastSeen:
      device.lastSeen === null ? null : { at: device.lastSeen.at.toISOString(), kind: device.lastSeen.kind },
    enrolledAt: device.enrolledAt?.toISOString() ?? null,
  };
}
