import { AzureSettings } from '#model/declaration/platform-site.ts';
import { GrundvalError } from '#model/error.ts';
import type { DeclaredStack } from './render-stack.ts';

/**
 * Refuses what may be previewed but not applied, whether or not the policy pack is on.
 *
 * @throws {GrundvalError} `engine/plan-blocked` while the plan has a blocking issue, `engine/no-subscription` where
 *   nobody has said which subscription a site is
 */
export function refuseToApply({ declaration, plan, rendering }: DeclaredStack): void {
  const { stack, target, platformSite } = rendering;
  const blocking = plan.issues.filter(({ severity }) => severity === 'blocking');
  if (blocking.length > 0) {
    const lines = blocking.map(
      ({ code, subject, at, found, expected }) =>
        `\n  ${at.file}:${at.line ?? 1} ${subject} ${code}: found ${found.en}, expected ${expected.en}`,
    );
    throw new GrundvalError(
      'engine/plan-blocked',
      `Stack ${stack} cannot be applied while the plan is blocked:${lines.join('')}`,
      { hint: 'grundval check names what to write' },
    );
  }
  const { subscription } =
    declaration.organisation.platformSites.find(({ id }) => id === platformSite)?.azure ??
    AzureSettings.parse({});
  if (target === 'azure' && subscription === AzureSettings.parse({}).subscription) {
    throw new GrundvalError(
      'engine/no-subscription',
      `Stack ${stack} cannot be applied: "${platformSite}" has no \`subscription\`.`,
      { hint: 'declare `azure.subscription` of the platform site in grundval.yaml' },
    );
  }
}
