import { expect } from 'vitest';
import type { RecordedRow } from './row.ts';

export const memoryRows: readonly RecordedRow<'memory'>[] = [
  {
    probe: 'memory',
    format: '/proc/meminfo',
    files: /(^|\/)meminfo(2|_missing_available|__MEMINFO\.txt)?$/,
    atLeast: 6,
    withData: 5,
    toRaw: (meminfo) => ({ meminfo }),
    told: ({ totalBytes, swapBytes }) =>
      [totalBytes, swapBytes].map((bytes) => (bytes === null ? null : `${bytes / 1024} kB`)),
    holds: ({ totalBytes }) => expect(totalBytes).toBeGreaterThan(16 * 1024 * 1024),
  },
];
