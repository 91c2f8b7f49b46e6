/** What tells one piece of hardware from another; null = not known or a placeholder. */
export interface HardwareSignals {
  readonly serial: string | null;
  /** First word of the maker's name: serial numbers are only unique within a maker. */
  readonly manufacturer: string | null;
  readonly uuid: string | null;
  readonly directoryId: string | null;
  readonly machineId: string | null;
  readonly macs: readonly string[];
}

export type Signal = 'directory-id' | 'serial' | 'uuid' | 'mac' | 'machine-id';

/** How much a shared signal says (`reference/fleet.md` 5.2); a name says nothing and is not here. */
const weights: Readonly<Record<Signal, number>> = {
  'directory-id': 80,
  serial: 60,
  uuid: 50,
  mac: 20,
  'machine-id': 10,
};

/** From here on two records are of one device, unless a stronger signal says otherwise. */
export const sameDevice = 50;

/** What two records share, and what they have that differs. */
export interface Comparison {
  readonly shared: readonly Signal[];
  readonly differing: readonly Signal[];
  /** Sum of the weights of what is shared. */
  readonly weight: number;
  /** Shared enough, and nothing that differs is stronger than the strongest that is shared. */
  readonly isSame: boolean;
}

/** Compares the signals of two records. */
export function compareSignals(a: HardwareSignals, b: HardwareSignals): Comparison {
  const shared: Signal[] = [];
  const differing: Signal[] = [];
  const judge = (signal: Signal, one: string | null, other: string | null, isEqual: boolean): void => {
    if (one !== null && other !== null) (isEqual ? shared : differing).push(signal);
  };
  judge('directory-id', a.directoryId, b.directoryId, a.directoryId === b.directoryId);
  judge('serial', a.serial, b.serial, a.serial === b.serial && isSameMaker(a.manufacturer, b.manufacturer));
  judge('uuid', a.uuid, b.uuid, a.uuid === b.uuid || a.uuid === swapUuidBytes(b.uuid));
  judge('machine-id', a.machineId, b.machineId, a.machineId === b.machineId);
  // A dock or a dongle is no contradiction, so other addresses say nothing.
  if (a.macs.some((mac) => b.macs.includes(mac))) shared.push('mac');
  const heaviest = (signals: readonly Signal[]): number =>
    Math.max(0, ...signals.map((signal) => weights[signal]));
  const weight = shared.reduce((sum, signal) => sum + weights[signal], 0);
  return {
    shared,
    differing,
    weight,
    isSame: weight >= sameDevice && heaviest(shared) >= heaviest(differing),
  };
}

/** Upper case without blanks, as labels and firmware write the same number differently. */
export function normaliseSerial(serial: string | null | undefined): string | null {
  const text = (serial ?? '').replace(/\s+/g, '').toUpperCase();
  return text === '' ? null : text;
}

/** HP and HP Inc. are one maker, as far as a serial number goes. */
export function makerWord(manufacturer: string | null | undefined): string | null {
  return (
    (manufacturer ?? '')
      .trim()
      .toUpperCase()
      .split(/[\s,.]+/)[0] || null
  );
}

/** An unknown maker contradicts nothing. */
function isSameMaker(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

/** The same UUID with the bytes of its first three fields in the other order, as some hypervisors tell it. */
export function swapUuidBytes(uuid: string | null): string | null {
  const match = /^(..)(..)(..)(..)-(..)(..)-(..)(..)-(.{4}-.{12})$/.exec(uuid ?? '');
  if (match === null) return null;
  const [, a, b, c, d, e, f, g, h, rest] = match;
  return `${d}${c}${b}${a}-${f}${e}-${h}${g}-${rest}`;
}
