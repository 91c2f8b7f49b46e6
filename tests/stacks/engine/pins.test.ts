import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providerVersions } from '#stacks/engine/provider-versions.ts';
import manifest from '../../../package.json' with { type: 'json' };

const goModule = readFileSync(new URL('../../system/tools/pulumi/go.mod', import.meta.url), 'utf8');

test('the CLI that the tests build is of the same version as the SDK of the program', () => {
  const [, version] = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(goModule) ?? [];
  expect(version).toBe(manifest.dependencies['@pulumi/pulumi']);
});

test('resources ask for the providers that package.json pins', () => {
  expect(providerVersions).toEqual({
    'azure-native': manifest.dependencies['@pulumi/azure-native'],
    kubernetes: manifest.dependencies['@pulumi/kubernetes'],
  });
});
