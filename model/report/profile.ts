import { z } from 'zod';
import { type SectionName, sectionNames } from './sections/index.ts';

/** Whose device it is decides what may be read from it. */
export const AgentProfile = z.enum(['staff', 'pupil', 'server', 'shared']);
export type AgentProfile = z.infer<typeof AgentProfile>;

/** What one profile reads. A section that is not listed is neither read nor sent. */
export interface ProfileRule {
  readonly sections: readonly SectionName[];
  /** Names of listening programs are sent only where the device is nobody's own. */
  readonly programNames: boolean;
  /** Addresses and MAC of interfaces; for pupils only that an interface exists. */
  readonly addresses: boolean;
}

const pupilSections = [
  'disk-encryption',
  'disks',
  'file-systems',
  'firewall',
  'hardware',
  'memory',
  'network',
  'operating-system',
  'reboot',
  'updates',
] as const satisfies readonly SectionName[];

/** The table behind "what is read from my computer?": requirements B7, measure the device, not the person. */
export const profileRules: Readonly<Record<AgentProfile, ProfileRule>> = {
  server: { sections: sectionNames, programNames: true, addresses: true },
  shared: { sections: sectionNames, programNames: true, addresses: true },
  staff: { sections: sectionNames, programNames: false, addresses: true },
  pupil: { sections: pupilSections, programNames: false, addresses: false },
};
