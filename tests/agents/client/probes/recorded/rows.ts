import { disksRows } from './disks.ts';
import { fileSystemsRows } from './file-systems.ts';
import { hardwareRows } from './hardware.ts';
import { listeningPortsRows } from './listening-ports.ts';
import { memoryRows } from './memory.ts';
import { networkRows } from './network.ts';
import { operatingSystemRows } from './operating-system.ts';
import { rebootRows } from './reboot.ts';
import type { RecordedRow } from './row.ts';
import { softwareRows } from './software.ts';
import { updatesRows } from './updates.ts';

/** Everything the parsers are tried on: a format of recorded file is a row, the rows of a probe are a file here. */
export const rows: readonly RecordedRow[] = [
  ...disksRows,
  ...fileSystemsRows,
  ...hardwareRows,
  ...listeningPortsRows,
  ...memoryRows,
  ...networkRows,
  ...operatingSystemRows,
  ...rebootRows,
  ...softwareRows,
  ...updatesRows,
];
