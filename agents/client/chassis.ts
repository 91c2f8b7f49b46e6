import type { Hardware } from '#model/report/sections/hardware.ts';

type Chassis = NonNullable<Hardware['chassis']>;

/** SMBIOS chassis types (DSP0134 3.7.0, table 17); 1 "other" and what is not listed are `other`. */
const chassisByType: Readonly<Record<number, Chassis>> = {
  3: 'desktop',
  4: 'desktop', // low profile
  5: 'desktop', // pizza box
  6: 'desktop', // mini tower
  7: 'desktop', // tower
  8: 'laptop', // portable
  9: 'laptop',
  10: 'laptop', // notebook
  13: 'all-in-one',
  14: 'laptop', // sub notebook
  15: 'desktop', // space-saving
  16: 'desktop', // lunch box
  17: 'server', // main server chassis
  23: 'server', // rack mount
  24: 'desktop', // sealed case
  25: 'server', // multi-system
  28: 'server', // blade
  29: 'server', // blade enclosure
  30: 'tablet',
  31: 'laptop', // convertible
  32: 'tablet', // detachable
  35: 'desktop', // mini
  36: 'desktop', // stick
};

/** The chassis an SMBIOS type number stands for; null for 2 "unknown" and for what is no type number. */
export function chassisOf(type: number): Chassis | null {
  // The highest bit only says that the case has a lock.
  const kind = type & 0x7f;
  return Number.isInteger(type) && type > 0 && kind !== 0 && kind !== 2
    ? (chassisByType[kind] ?? 'other')
    : null;
}
