import * as pulumi from '@pulumi/pulumi';
import { GrundvalError } from '#model/error.ts';
import type { Rendering } from '#model/platform/rendering.ts';
import { Child, Component } from './component.ts';
import { orderResources } from './order-resources.ts';
import { providerVersions } from './provider-versions.ts';
import { fillSecrets, secretKeysOf } from './secrets.ts';

/**
 * Asks the engine for exactly what is rendered. Everything is checked before the first resource is registered.
 *
 * @throws {GrundvalError} as {@link orderResources}, `engine/unknown-provider`, `engine/secret-missing` where the
 *   stack's configuration lacks a secret, and `engine/as-if` where what stands elsewhere would be applied
 */
export function registerRendering(rendering: Rendering): void {
  const { target, stack, components, asIf } = rendering;
  if (asIf && !pulumi.runtime.isDryRun()) {
    throw new GrundvalError(
      'engine/as-if',
      `Stack ${stack} holds what stands elsewhere: it is for comparing, and is never applied.`,
    );
  }
  const ordered = orderResources(rendering).map((each) => ({
    ...each,
    version: versionFor(each.resource.type),
  }));
  const config = new pulumi.Config();
  const missing = secretKeysOf(rendering).filter((key) => config.getSecret(key) === undefined);
  if (missing.length > 0) {
    throw new GrundvalError(
      'engine/secret-missing',
      `The configuration of stack ${stack} lacks ${missing.join(', ')}.`,
      { hint: `pulumi config set --secret ${missing[0]} --stack ${stack}`, details: { missing } },
    );
  }

  const parents = new Map(components.map((component) => [component, new Component(target, component)]));
  const children = new Map<string, Child>();
  for (const { component, resource, version } of ordered) {
    const parent = parents.get(component);
    if (parent === undefined) continue;
    const child = new Child(resource, {
      parent,
      version,
      inputs: fillSecrets(resource.inputs, (key) => config.requireSecret(key)),
      dependsOn: resource.dependsOn.flatMap((name) => children.get(name) ?? []),
    });
    children.set(resource.name, child);
  }
  for (const parent of parents.values()) parent.close();
}

function versionFor(type: string): string {
  const version = providerVersions[type.split(':')[0] ?? ''];
  if (version !== undefined) return version;
  throw new GrundvalError(
    'engine/unknown-provider',
    `No provider is pinned for type "${type}"; there are ${Object.keys(providerVersions).join(', ')}.`,
  );
}
