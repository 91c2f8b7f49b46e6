import { DiskEncryption } from './disk-encryption.ts';
import { Disks } from './disks.ts';
import { FileSystems } from './file-systems.ts';
import { Firewall } from './firewall.ts';
import { Hardware } from './hardware.ts';
import { ListeningPorts } from './listening-ports.ts';
import { Memory } from './memory.ts';
import { Network } from './network.ts';
import { OperatingSystem } from './operating-system.ts';
import { Reboot } from './reboot.ts';
import { Software } from './software.ts';
import { Updates } from './updates.ts';

/** Every section a report may carry, by its wire name: the contract between agent and collector. */
export const sectionSchemas = {
  'disk-encryption': DiskEncryption,
  disks: Disks,
  'file-systems': FileSystems,
  firewall: Firewall,
  hardware: Hardware,
  'listening-ports': ListeningPorts,
  memory: Memory,
  network: Network,
  'operating-system': OperatingSystem,
  reboot: Reboot,
  software: Software,
  updates: Updates,
} as const;
export type SectionName = keyof typeof sectionSchemas;

export const sectionNames = Object.keys(sectionSchemas) as readonly SectionName[];
