import { z } from 'zod';
import { AgentProfile } from './profile.ts';

/** Hardware and installation signals that tell a re-imaged device from a new one (`reference/fleet.md` 5.2). */
export const IdentitySignals = z.strictObject({
  serial: z.string().min(1).max(200).nullable(),
  /** SMBIOS UUID; firmware often breaks the version bits of RFC 9562, so only the form is checked. */
  uuid: z.guid().nullable(),
  /** SHA-256 of a fixed prefix and the machine id, so that the id itself never leaves the device. */
  machineIdHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  macs: z.array(z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/)).max(32),
});
export type IdentitySignals = z.infer<typeof IdentitySignals>;

/** `POST /agent/v1/enrol`: signed with the new device key, which proves possession of it. */
export const EnrolmentRequest = z.strictObject({
  schemaVersion: z.literal(1),
  token: z.string().min(20).max(200),
  /** Ed25519 public key, SPKI DER, base64. */
  publicKey: z.base64().max(200),
  hostname: z.string().min(1).max(255),
  agentVersion: z.string().min(1).max(50),
  signals: IdentitySignals,
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const EnrolmentReceipt = z.strictObject({
  deviceId: z.uuid(),
  organisation: z.string(),
  profile: AgentProfile,
  nextAfterSeconds: z.int().positive(),
  serverTime: z.iso.datetime(),
});
export type EnrolmentReceipt = z.infer<typeof EnrolmentReceipt>;
