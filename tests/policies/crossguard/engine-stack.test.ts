import { unknownCheckingProxy } from '@pulumi/policy';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import type { RenderedResource, Rendering } from '#model/platform/rendering.ts';
import { readEngineStack } from '#policies/crossguard/engine-stack.ts';
import { plainObject } from '#policies/crossguard/plain-value.ts';
import { asEngineResource, asEngineResources } from './engine-resources.ts';

const nothingAsked: ReadonlyMap<string, object> = new Map();

function renderingOf(...resources: readonly RenderedResource[]): Rendering {
  return {
    schemaVersion: 1,
    target: 'kubernetes',
    stack: 'exempel.produktion.kluster.base',
    platformSite: 'kluster',
    layer: 'base',
    asIf: false,
    components: [{ kind: 'Zone', layer: 'base', key: 'zone:adm', at: null, resources }],
    unsupported: [],
  };
}

function resource(name: string, inputs: RenderedResource['inputs'] = {}): RenderedResource {
  return { name, type: 'kubernetes:core/v1:ConfigMap', inputs, holdsData: name === 'disk', dependsOn: [] };
}

describe('the resources of the engine', () => {
  test('read back as they were rendered', () => {
    const rendering = renderingOf(
      resource('disk', { spec: { sizes: [1, 2], names: [null, 'a'], on: true } }),
      { ...resource('rule'), dependsOn: ['disk'] },
    );
    const { rendering: read, urns } = readEngineStack(asEngineResources(rendering), rendering, nothingAsked);
    expect(read).toEqual(rendering);
    expect([...urns.keys()]).toEqual(['disk', 'rule']);
  });

  test('say what they were asked for, not what a provider has added', () => {
    const rendering = renderingOf(resource('rule', { spec: { ports: [443] } }));
    const engine = asEngineResources(rendering).map((each) => ({
      ...each,
      props: { ...each.props, status: { phase: 'Bound' } },
    }));
    const asked = new Map(engine.map(({ urn }) => [urn, { spec: { ports: [443] } }]));
    expect(readEngineStack(engine, rendering, asked).rendering).toEqual(rendering);
  });

  test('have their secrets as keys again, however deep', () => {
    const declared = resource('login', { users: [{ name: 'app', password: { $secret: 'db' } }] });
    const rendering = renderingOf(declared);
    const engine = asEngineResources(
      renderingOf(resource('login', { users: [{ name: 'other', password: 'in plain text' }] })),
    );
    const [read] = readEngineStack(engine, rendering, nothingAsked).resources;
    expect(read?.inputs).toEqual({ users: [{ name: 'other', password: { $secret: 'db' } }] });
  });

  test('count where they stand under no declared component', () => {
    const rendering = renderingOf();
    const stray = asEngineResource(resource('stray'), rendering.stack);
    const read = readEngineStack([stray], rendering, nothingAsked);
    expect(read.resources.map(({ name }) => name)).toEqual(['stray']);
    expect(read.rendering.components.flatMap(({ resources }) => resources)).toEqual([]);
  });
});

test('what is not known before it is applied is left out, and nothing else', () => {
  const props = unknownCheckingProxy({
    name: 'app',
    id: pulumi.runtime.unknownValue,
    nested: { address: pulumi.runtime.unknownValue, port: 443 },
    list: ['a', pulumi.runtime.unknownValue, null],
  });
  expect(plainObject(props)).toEqual({ name: 'app', nested: { port: 443 }, list: ['a', null] });
});
