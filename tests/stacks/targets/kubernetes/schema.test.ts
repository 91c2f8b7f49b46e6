import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import { arbitraryPlatform } from '../../../builders/arbitrary-platform.ts';
import { hasCrds } from './custom-kinds.ts';
import { type Rendered, renderAsIf, renderOrkelljunga } from './rendered.ts';
import { schemaMistakes } from './schema-gate.ts';

const orkelljunga: Rendered = await renderOrkelljunga();

function mistakesOf(resources: readonly RenderedResource[]): readonly string[] {
  return resources.flatMap((resource) =>
    schemaMistakes(resource).map((mistake) => `${resource.name} ${mistake}`),
  );
}

describe('objects of a cluster', () => {
  it.skipIf(!hasCrds)('of Örkelljunga are all as their schemas say (shared CRDs)', () => {
    expect(orkelljunga.resources.length).toBeGreaterThan(400);
    expect(mistakesOf(orkelljunga.resources)).toEqual([]);
  });

  it.skipIf(!hasCrds)('of any declaration are all as their schemas say (shared CRDs)', () => {
    fc.assert(
      fc.property(arbitraryPlatform(), fc.constantFrom('produktion', 'test'), (declaration, environment) => {
        expect(mistakesOf(renderAsIf(declaration, environment).resources)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('of built-in kinds are as the OpenAPI of Kubernetes says', () => {
    const builtIn = orkelljunga.resources.filter(
      ({ type }) =>
        !/kubernetes:[^/]+\.(io|com|org)\//.test(type) || type.includes('k8s.io/v1:NetworkPolicy'),
    );
    expect(builtIn.length).toBeGreaterThan(50);
    expect(mistakesOf(builtIn)).toEqual([]);
  });
});

/** A copy of the first resource of a kind, with something else at a path. */
function changed(
  kind: string,
  path: readonly (string | number)[],
  value: JsonValue | undefined,
): RenderedResource {
  const resource = orkelljunga.resources.find(({ type }) => type.endsWith(`:${kind}`));
  if (resource === undefined) throw new Error(`no ${kind}`);
  const copy = JSON.parse(JSON.stringify(resource)) as {
    inputs: Record<string | number, unknown>;
  } & RenderedResource;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (here, step) => here[step] as Record<string | number, unknown>,
      copy.inputs,
    );
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe('the schema gate refuses', () => {
  it.each<[string, string, readonly (string | number)[], JsonValue | undefined]>([
    ['an unknown field of a policy', 'NetworkPolicy', ['spec', 'ingres'], []],
    ['an unknown field deep in a policy', 'MultiNetworkPolicy', ['spec', 'podSelector', 'matchLabel'], {}],
    ['a direction that is none', 'NetworkPolicy', ['spec', 'policyTypes', 0], 'Inward'],
    ['a service without a port number', 'Service', ['spec', 'ports', 0, 'port'], undefined],
    [
      'an admission rule without an expression',
      'ValidatingAdmissionPolicy',
      ['spec', 'validations', 0, 'expression'],
      undefined,
    ],
    ['a label value of the wrong form', 'Namespace', ['metadata', 'labels', 'grundval.se/zone'], 'å/ä'],
    ['a name of the wrong form', 'Namespace', ['metadata', 'name'], 'Zon_1'],
    ['unknown metadata', 'Namespace', ['metadata', 'label'], {}],
  ])('%s', (_, kind, path, value) => {
    expect(schemaMistakes(changed(kind, path, value))).not.toEqual([]);
  });

  it.skipIf(!hasCrds).each<[string, string, readonly (string | number)[], JsonValue | undefined]>([
    [
      'an unknown field of a virtual machine',
      'VirtualMachine',
      ['spec', 'template', 'spec', 'nodeSelectors'],
      {},
    ],
    ['memory that is no quantity', 'VirtualMachineInstancetype', ['spec', 'memory', 'guest'], 'much'],
    ['a schedule without a template', 'Schedule', ['spec', 'template'], undefined],
    ['a retention without a unit', 'Cluster', ['spec', 'backup', 'retentionPolicy'], '30'],
    ['instances as a text', 'Cluster', ['spec', 'instances'], '2'],
    ['a tier that is none', 'ClusterNetworkPolicy', ['spec', 'tier'], 'Middle'],
    ['a certificate without a secret', 'Certificate', ['spec', 'secretName'], undefined],
    ['an interval that is none', 'Probe', ['spec', 'interval'], 'often'],
    ['a version that is not served', 'Gateway', ['apiVersion'], 'gateway.networking.k8s.io/v1alpha2'],
  ])('%s (shared CRDs)', (_, kind, path, value) => {
    expect(schemaMistakes(changed(kind, path, value))).not.toEqual([]);
  });

  it('an exception that is no part of its block', () => {
    const policy = orkelljunga.resources.find(({ inputs }) => JSON.stringify(inputs).includes('"except"'));
    if (policy === undefined) throw new Error('no policy of the internet');
    const copy = JSON.parse(
      JSON.stringify(policy).replace('"100.64.0.0/10"', '"2001:db8::/32"'),
    ) as RenderedResource;
    expect(schemaMistakes(policy)).toEqual([]);
    expect(schemaMistakes(copy)).not.toEqual([]);
  });
});
