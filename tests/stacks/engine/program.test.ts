import { describe, expect, test } from 'vitest';
import { GrundvalError } from '#model/error.ts';
import type { RenderedComponent } from '#model/platform/rendering.ts';
import { registerRendering } from '#stacks/engine/program.ts';
import { recordRegistrations } from './record-registrations.ts';
import { buildComponent, buildRendering, buildResource } from './rendering.ts';

const stack = 'exempel.produktion.kluster.base';

async function record(components: readonly RenderedComponent[], config: Record<string, string> = {}) {
  return await recordRegistrations(() => registerRendering(buildRendering(components)), { stack, config });
}

function urn(type: string, name: string): string {
  return `urn:pulumi:${stack}::grundval::${type}::${name}`;
}

const zone = 'grundval:kubernetes:Zone';
const zoneChild = `${zone}$kubernetes:core/v1:ConfigMap`;

describe('registering a rendering', () => {
  test('makes a component of each intent, and a child of each of its resources', async () => {
    const [component, child, ...more] = await record([buildComponent('zone:adm', [buildResource('adm')])]);
    expect(more).toEqual([]);
    expect(component).toEqual({
      urn: urn(zone, 'zone:adm'),
      type: zone,
      name: 'zone:adm',
      custom: false,
      inputs: {},
      parent: '',
      protect: false,
      retainOnDelete: false,
      dependencies: [],
      aliases: 0,
      version: '',
    });
    expect(child).toEqual({
      urn: urn(zoneChild, 'adm'),
      type: 'kubernetes:core/v1:ConfigMap',
      name: 'adm',
      custom: true,
      inputs: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'adm' } },
      parent: urn(zone, 'zone:adm'),
      protect: false,
      retainOnDelete: false,
      dependencies: [],
      aliases: 0,
      version: '4.34.2',
    });
  });

  test('protects and retains what holds data, and nothing else', async () => {
    const registered = await record([
      buildComponent('zone:adm', [buildResource('disk', { holdsData: true }), buildResource('rule')]),
    ]);
    const kept = registered.map(({ name, protect, retainOnDelete }) => [name, protect, retainOnDelete]);
    expect(kept).toContainEqual(['disk', true, true]);
    expect(kept).toContainEqual(['rule', false, false]);
    expect(kept).toContainEqual(['zone:adm', false, false]);
  });

  test('waits for what a resource depends on, over components and in any order', async () => {
    const registered = await record([
      buildComponent('zone:a', [buildResource('first', { dependsOn: ['second'] })]),
      buildComponent('zone:b', [buildResource('second')]),
    ]);
    const first = registered.find(({ name }) => name === 'first');
    expect(first?.dependencies).toEqual([urn(zoneChild, 'second')]);
  });

  test('fills a secret from the encrypted configuration, and keeps it secret', async () => {
    const resource = buildResource('login', {
      inputs: { users: [{ password: { $secret: 'db-password' } }] },
    });
    const registered = await record([buildComponent('zone:adm', [resource])], {
      'grundval:db-password': 'of-the-test',
    });
    expect(registered.find(({ name }) => name === 'login')?.inputs).toEqual({
      users: [{ password: { $secret: 'of-the-test' } }],
    });
  });

  test('gives azure-native its pinned version', async () => {
    const resource = buildResource('net', { type: 'azure-native:network:VirtualNetwork' });
    const registered = await record([buildComponent('zone:adm', [resource])]);
    expect(registered.find(({ name }) => name === 'net')?.version).toBe('3.28.0');
  });

  test('never applies what stands elsewhere, but previews it', async () => {
    const asIf = { ...buildRendering([buildComponent('zone:adm', [buildResource('adm')])]), asIf: true };
    const apply = recordRegistrations(() => registerRendering(asIf), { stack, preview: false });
    await expect(apply).rejects.toMatchObject({ code: 'engine/as-if' });
    expect(await recordRegistrations(() => registerRendering(asIf), { stack })).toHaveLength(2);
  });

  test.each<[string, string, RenderedComponent[], string]>([
    [
      'the same name twice',
      'engine/duplicate-resource',
      [buildComponent('zone:a', [buildResource('net')]), buildComponent('zone:b', [buildResource('net')])],
      'net',
    ],
    [
      'the same component twice',
      'engine/duplicate-component',
      [buildComponent('zone:a', []), buildComponent('zone:a', [])],
      'Zone zone:a',
    ],
    [
      'a dependency that is not there',
      'engine/unknown-dependency',
      [buildComponent('zone:a', [buildResource('net', { dependsOn: ['nat'] })])],
      '"net" depends on "nat"',
    ],
    [
      'a circle of dependencies',
      'engine/circular-dependency',
      [
        buildComponent('zone:a', [
          buildResource('a', { dependsOn: ['b'] }),
          buildResource('b', { dependsOn: ['a'] }),
        ]),
      ],
      'a → b → a',
    ],
    [
      'a secret that nobody has set',
      'engine/secret-missing',
      [buildComponent('zone:a', [buildResource('login', { inputs: { key: { $secret: 'absent' } } })])],
      'absent',
    ],
    [
      'a provider that is not pinned',
      'engine/unknown-provider',
      [buildComponent('zone:a', [buildResource('bucket', { type: 'aws:s3:Bucket' })])],
      'aws:s3:Bucket',
    ],
  ])('refuses %s before anything is registered', async (_what, code, components, named) => {
    const failures: unknown[] = [];
    const registered = await recordRegistrations(
      () => {
        try {
          registerRendering(buildRendering(components));
        } catch (error) {
          failures.push(error);
        }
      },
      { stack },
    );
    expect(registered).toEqual([]);
    const [failure] = failures;
    expect(failure).toBeInstanceOf(GrundvalError);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(named) });
  });
});
