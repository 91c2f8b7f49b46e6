/**
 * What a target refuses by itself, whoever asks: the last line where somebody works beside the declaration.
 *
 * - `closed-by-default`: no rule may open a zone to everybody on every port.
 * - `no-public-address`: servers get no address on the internet of their own; e-services answer there.
 * - `protected-data`: disks, databases and backups are not deleted without being released first.
 * - `approved-images`: machines and containers start from the standard's images only.
 * - `owner-label`: everything names its service, and thereby its owner.
 */
export const guardrailKeys = [
  'approved-images',
  'closed-by-default',
  'no-public-address',
  'owner-label',
  'protected-data',
] as const;
export type GuardrailKey = (typeof guardrailKeys)[number];
