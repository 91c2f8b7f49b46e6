import { z } from 'zod';
import { Id, Label, patterned } from './values.ts';

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
