import type { Probe } from '../probe.ts';
import { disks } from './disks.ts';
import { fileSystems } from './file-systems.ts';
import { hardware } from './hardware.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';
import { operatingSystem } from './operating-system.ts';
import { software } from './software.ts';

/** Every probe of a Linux device, by name: one file in this folder each. */
export const probes: readonly Probe[] = [
  disks,
  fileSystems,
  hardware,
  memory,
  network,
  operatingSystem,
  software,
];
