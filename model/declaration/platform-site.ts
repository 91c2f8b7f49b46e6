import { z } from 'zod';
import { parseCidr } from './cidr.ts';
import { Id, Label, patterned } from './values.ts';

/** Networks that parts of the platform stand in: addresses that no zone has. */
function networks(...defaults: readonly string[]) {
  return z
    .array(z.string().refine((text) => parseCidr(text) !== null, 'a network such as `10.96.0.1/32`'))
    .default([...defaults]);
}

/** What the stacks need to know of a cluster; the defaults are those of a plain KubeVirt installation. */
export const KubernetesSettings = z.strictObject({
  storageClass: Id.default('standard').describe('StorageClass för serverdiskar'),
  snapshotClass: Id.default('standard').describe('VolumeSnapshotClass för säkerhetskopior'),
  /** Where disk images are imported from, as `<registry>/<image id>`. */
  imageRegistry: Label.default('registry.invalid/images').describe('Register för avbilder'),
  gatewayClass: Id.default('grundval').describe('GatewayClass för e-tjänster'),
  publicIssuer: Id.default('publik').describe('ClusterIssuer som alla litar på'),
  internalIssuer: Id.default('intern').describe('ClusterIssuer för interna namn'),
  backupLocation: Id.default('standard').describe('BackupStorageLocation i Velero'),
  isolatedBackupLocation: Id.default('isolerad').describe(
    'BackupStorageLocation som plattformens administratörer inte kan radera i',
  ),
  /** Where databases put their own copies and logs, and the Secret that lets them. */
  objectStore: patterned(/^s3:\/\/[a-z0-9.-]+(\/[a-z0-9._-]+)*$/, 'a bucket such as `s3://kopior`')
    .default('s3://databaskopior')
    .describe('Hink för databasernas kopior och loggar'),
  objectStoreEndpoint: z.url().default('https://objektlager.invalid').describe('Objektlagrets adress'),
  objectStoreSecret: Id.default('objektlager').describe(
    'Secret i varje zon med nycklarna ACCESS_KEY_ID och ACCESS_SECRET_KEY',
  ),
  objectStoreNetworks: networks('192.0.2.2/32').describe('Objektlagrets nät; bara databaser når dit'),
  apiServerNetworks: networks('10.96.0.1/32').describe(
    'API-serverns nät, som databasernas styrning behöver nå',
  ),
  gatewayNetworks: networks('192.0.2.1/32').describe(
    'Nät som ingångarna för e-tjänster når virtuella servrar från',
  ),
});
export type KubernetesSettings = z.infer<typeof KubernetesSettings>;

const Uuid = patterned(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case');

/** What the stacks need to know of a subscription. Without `subscription` the site is checked, never applied. */
export const AzureSettings = z.strictObject({
  subscription: Uuid.default('00000000-0000-0000-0000-000000000000').describe('Prenumerationens id'),
  location: patterned(/^[a-z0-9]+$/, 'a region such as `swedencentral`')
    .default('swedencentral')
    .describe('Region; data stannar i Sverige där inget annat anges'),
});
export type AzureSettings = z.infer<typeof AzureSettings>;
