import type { WindowsSection } from '../windows-section.ts';
import { diskEncryption } from './disk-encryption.ts';
import { disks } from './disks.ts';
import { fileSystems } from './file-systems.ts';
import { firewall } from './firewall.ts';
import { hardware } from './hardware.ts';
import { listeningPorts } from './listening-ports.ts';
import { memory } from './memory.ts';
import { network } from './network.ts';
import { operatingSystem } from './operating-system.ts';
import { reboot } from './reboot.ts';
import { software } from './software.ts';
import { updates } from './updates.ts';

/** Every section of a Windows device, by name: one file in this folder each. */
export const windowsSections: readonly WindowsSection[] = [
  diskEncryption,
  disks,
  fileSystems,
  firewall,
  hardware,
  listeningPorts,
  memory,
  network,
  operatingSystem,
  reboot,
  software,
  updates,
];
