import { join } from 'node:path';
import { z } from 'zod';
import { AgentProfile } from '#model/report/profile.ts';
import { Instant } from '#model/report/section.ts';
import { readJsonFile, writeFileAtomically } from './atomic-file.ts';

/** Where this device is enrolled, and as what. */
export const Device = z.strictObject({
  schemaVersion: z.literal(1),
  deviceId: z.uuid(),
  /** Origin of the collector: `https://grundval.example.se`. */
  server: z.url(),
  organisation: z.string(),
  /** As the collector last stated it. */
  profile: AgentProfile,
  enrolledAt: Instant,
});
export type Device = z.infer<typeof Device>;

const path = (folder: string) => join(folder, 'device.json');

/** The enrolment kept in the state folder; null where there is none. */
export const readDevice = (folder: string): Promise<Device | null> => readJsonFile(path(folder), Device);

/** Keeps an enrolment. */
export const writeDevice = (folder: string, device: Device): Promise<void> =>
  writeFileAtomically(path(folder), `${JSON.stringify(device, null, 2)}\n`);
