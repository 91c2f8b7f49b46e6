import type { PolicyResource } from '@pulumi/policy';
import { describe, expect, test } from 'vitest';
import type { Rendering } from '#model/platform/rendering.ts';
import { resourcesOf } from '#model/platform/rendering.ts';
import type { Control } from '#policies/control.ts';
import { controls } from '#policies/controls/index.ts';
import { blockingFindings } from '#policies/count.ts';
import type { EngineResource } from '#policies/crossguard/engine-stack.ts';
import { createPolicies } from '#policies/crossguard/policies.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { asEngineResource, asEngineResources } from './engine-resources.ts';
import { declareCluster, declaredCluster } from './platform.ts';

const now = new Date('2026-11-25T08:00:00Z');

interface Reported {
  readonly policy: string;
  readonly level: string | undefined;
  readonly message: string;
  readonly urn: string | undefined;
}

/** Runs every policy as the engine does: each resource first, then the stack. */
async function run(
  cluster: ReturnType<typeof declaredCluster>,
  resources: readonly EngineResource[],
  catalogue: readonly Control[] = [],
  asked: readonly EngineResource[] = resources,
): Promise<readonly Reported[]> {
  const reported: Reported[] = [];
  for (const policy of createPolicies({ ...cluster, controls: catalogue, now: () => now })) {
    const report = (message: string, urn?: string) => {
      reported.push({ policy: policy.name, level: policy.enforcementLevel, message, urn });
    };
    const shared = { stackTags: new Map<string, string>(), getConfig: <T>() => ({}) as T, notApplicable };
    if ('validateResource' in policy && typeof policy.validateResource === 'function') {
      for (const resource of asked) {
        await policy.validateResource({ ...shared, ...asValidated(resource) }, report);
      }
    }
    if ('validateStack' in policy) {
      await policy.validateStack({ ...shared, resources: resources as unknown as PolicyResource[] }, report);
    }
  }
  return reported;
}

/** What the engine gives a policy of one resource, before anything is done with it. */
function asValidated({ type, name, urn, props, opts }: EngineResource) {
  const customTimeouts = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };
  return {
    type,
    name,
    urn,
    props,
    opts: { ...opts, ignoreChanges: [], aliases: [], customTimeouts, additionalSecretOutputs: [] },
    isType: () => false,
    asType: () => undefined,
  };
}

function notApplicable(): never {
  throw new Error('not applicable');
}

function changed(rendering: Rendering, change: (resource: EngineResource) => EngineResource) {
  return asEngineResources(rendering).map(change);
}

describe('the policies of a stack', () => {
  test('have nothing to say of a stack that is as declared', async () => {
    const cluster = declaredCluster();
    expect(resourcesOf(cluster.rendering).map(({ name }) => name)).toContain('disks-1');
    expect(await run(cluster, asEngineResources(cluster.rendering))).toEqual([]);
  });

  test('stop a stack where a resource means something else, and name it', async () => {
    const cluster = declaredCluster();
    const resources = changed(cluster.rendering, (resource) =>
      resource.name === 'servers-1'
        ? { ...resource, props: { ...resource.props, means: { ...resource.props['means'], zone: 'dmz' } } }
        : resource,
    );
    const urn = resources.find(({ name }) => name === 'servers-1')?.urn;
    expect(await run(cluster, resources)).toEqual([
      {
        policy: 'grundval-meaning',
        level: 'mandatory',
        message:
          'servers tjanst/app/1 (servers-1): zone är "dmz", planen säger "adm".\n' +
          'servers tjanst/app/1 (servers-1): zone is "dmz", the plan says "adm".',
        urn,
      },
    ]);
  });

  test('judge what the engine was asked for, not what a provider has added or changed', async () => {
    const cluster = declaredCluster();
    const asked = asEngineResources(cluster.rendering);
    const resources = asked.map((each) => ({ ...each, props: { status: 'there' } }));
    expect(await run(cluster, resources, [], asked)).toEqual([]);
    expect(await run(cluster, resources)).not.toEqual([]);
  });

  test('stop a stack with a resource that nothing declares, even where it means nothing', async () => {
    const cluster = declaredCluster();
    const { stack } = cluster.rendering;
    const stray = asEngineResource(
      { name: 'stray', type: 'kubernetes:core/v1:Pod', inputs: {}, holdsData: false, dependsOn: [] },
      stack,
    );
    const reported = await run(cluster, [...asEngineResources(cluster.rendering), stray]);
    expect(reported).toEqual([
      {
        policy: 'grundval-declared',
        level: 'mandatory',
        message: expect.stringContaining(
          'stray (kubernetes:core/v1:Pod) is in the stack but not in the declaration.',
        ),
        urn: stray.urn,
      },
    ]);
  });

  test('stop a stack that lacks a resource, by name and by what is no longer meant', async () => {
    const cluster = declaredCluster();
    const resources = asEngineResources(cluster.rendering).filter(({ name }) => name !== 'disks-1');
    const reported = await run(cluster, resources);
    expect(reported.map(({ policy, urn }) => [policy, urn])).toEqual([
      ['grundval-declared', undefined],
      ['grundval-meaning', undefined],
    ]);
    expect(reported[0]?.message).toContain('disks-1 (kubernetes:core/v1:ConfigMap) finns i deklarationen');
    expect(reported[1]?.message).toContain('disks tjanst/app/1/data finns i planen');
  });

  test('stop a stack that no longer protects what holds data', async () => {
    const cluster = declaredCluster();
    const resources = changed(cluster.rendering, (resource) =>
      resource.name === 'disks-1' ? { ...resource, opts: { protect: false } } : resource,
    );
    const reported = await run(cluster, resources);
    expect(reported.map(({ policy, message }) => [policy, message.split('\n')[1]])).toContainEqual([
      'grundval-declared',
      'disks-1 (kubernetes:core/v1:ConfigMap) holds data but is not protected from deletion.',
    ]);
  });

  test('stop a stack with something that its target does not take', async () => {
    const cluster = declaredCluster();
    const resources = changed(cluster.rendering, (resource) =>
      resource.name === 'servers-1' ? { ...resource, props: { ...resource.props, password: 'x' } } : resource,
    );
    expect(await run(cluster, resources)).toMatchObject([
      { policy: 'grundval-accepted', level: 'mandatory', message: expect.stringContaining('`password`') },
    ]);
  });

  test('stop a stack while the plan has a blocking issue', async () => {
    const cluster = declaredCluster();
    const [group] = cluster.declared.plan.groups;
    if (group === undefined) throw new Error('no group');
    const blocked = {
      ...cluster,
      declared: {
        ...cluster.declared,
        plan: {
          ...cluster.declared.plan,
          issues: [
            {
              code: 'address-conflict' as const,
              severity: 'blocking' as const,
              subject: 'server:tjanst/app/1',
              at: group.at,
              found: { sv: '10.2.0.9', en: '10.2.0.9' },
              expected: { sv: 'en egen adress', en: 'an address of its own' },
              hint: null,
            },
            {
              ...group,
              code: 'not-redundant' as const,
              severity: 'notice' as const,
              subject: 'group:tjanst/app',
            },
          ].map((issue) => ({
            found: { sv: '', en: '' },
            expected: { sv: '', en: '' },
            hint: null,
            ...issue,
          })),
        },
      },
    };
    const reported = await run(blocked, asEngineResources(cluster.rendering));
    expect(reported).toMatchObject([
      {
        policy: 'grundval-plan',
        level: 'mandatory',
        message: expect.stringContaining('Två servrar har samma adress. 10.2.0.9 → en egen adress'),
      },
    ]);
  });
});

describe('a control as a policy', () => {
  test('says of the declaration what the check says, and stops where it is a gate', async () => {
    const cluster = declaredCluster(declareCluster({ owner: 'role:vakant', serviceLevel: null }));
    const { declaration, plan } = cluster.declared;
    const { results } = evaluateControls({ controls, declaration, plan, fleet: null, now });
    const blocking = blockingFindings(controls, results).map(({ control }) => control);
    expect(blocking).toContain('GV-01');
    const reported = await run(cluster, asEngineResources(cluster.rendering), controls);
    const stopped = reported.filter(({ level }) => level === 'mandatory').map(({ policy }) => policy);
    expect(stopped).toEqual(expect.arrayContaining(blocking));
    const control = reported.find(({ policy }) => policy === 'GV-01');
    expect(control?.message).toMatch(/^Tjänsten: .+\nTjänsten: .+/s);
  });

  test('is not run where it needs what has been observed', () => {
    const names = createPolicies({ ...declaredCluster(), controls, now: () => now }).map(({ name }) => name);
    expect(names).toContain('GV-01');
    expect(names).not.toContain('GV-11');
  });

  test('only says what it finds outside production', () => {
    const { declared, rendering } = declaredCluster();
    const test = { ...declared, plan: { ...declared.plan, production: false } };
    const levels = createPolicies({ declared: test, rendering, controls, now: () => now })
      .filter(({ name }) => name.startsWith('GV-'))
      .map(({ enforcementLevel }) => enforcementLevel);
    expect(new Set(levels)).toEqual(new Set(['advisory']));
  });

  test('names the resource that its evidence names', async () => {
    const cluster = declaredCluster();
    const [first] = controls;
    if (first === undefined) throw new Error('no control');
    const control: Control = {
      ...first,
      gate: true,
      reads: ['resources'],
      check: ({ resources }) => [
        {
          subject: { kind: 'service', id: 'tjanst', name: 'Tjänsten' },
          status: 'finding',
          message: { sv: 'Fel.', en: 'Wrong.' },
          evidence: (resources?.renderings ?? []).flatMap(({ stack }) =>
            ['nothing', 'servers-1'].map((name) => ({
              text: { sv: name, en: name },
              source: `resource:${stack}/${name}`,
              at: null,
            })),
          ),
        },
      ],
    };
    const resources = asEngineResources(cluster.rendering);
    const urn = resources.find(({ name }) => name === 'servers-1')?.urn;
    expect(await run(cluster, resources, [control])).toEqual([
      { policy: control.id, level: 'mandatory', message: 'Tjänsten: Fel.\nTjänsten: Wrong.', urn },
    ]);
  });
});
