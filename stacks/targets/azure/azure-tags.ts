import type { PlatformSlice } from '../slice.ts';

/** Tags that everything that can carry them carries. */
export type AzureTags = Readonly<Record<'service' | 'environment' | 'owner' | 'key', string>> &
  Readonly<Record<string, string>>;

/** Service of what all services of a site share. */
export const sharedService = 'grundval';

/**
 * Who answers for a resource, and which part of the plan it makes true: `key` is the plan's own key, by which
 * resources are read back.
 */
export function tagsOf(
  { declaration, plan }: Pick<PlatformSlice, 'declaration' | 'plan'>,
  service: string,
  key: string,
): AzureTags {
  const declared = declaration.services.find(({ id }) => id === service);
  const { contact, units } = declaration.organisation;
  const unit = declared?.responsibleUnit ?? contact?.unit ?? units[0]?.id ?? 'it';
  const owner = declared?.owner ?? (declared === undefined ? contact?.role : undefined) ?? `unit:${unit}`;
  return { service, environment: plan.environment, owner, key };
}
