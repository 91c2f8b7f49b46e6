import { describe, expect, test } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { type Rendering, resourcesOf, type TargetKind } from '#model/platform/rendering.ts';
import { registerRendering } from '#stacks/engine/program.ts';
import { providerVersions } from '#stacks/engine/provider-versions.ts';
import { secretKeysOf } from '#stacks/engine/secrets.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { targets } from '#stacks/targets/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { sliceAsIf } from '#stacks/targets/slice.ts';
import { type Registration, recordRegistrations } from './record-registrations.ts';

const declaration = await loadDeclaration('examples/orkelljunga');
const plan = planPlatform(declaration, { environment: 'produktion' });

/** What the engine must be asked for, said from the rendering alone, by URN. */
function expectedRegistrations({ target, stack, components }: Rendering): readonly Registration[] {
  const urn = (type: string, name: string) => `urn:pulumi:${stack}::grundval::${type}::${name}`;
  const urns = new Map(
    components.flatMap(({ kind, resources }) =>
      resources.map(({ type, name }) => [name, urn(`grundval:${target}:${kind}$${type}`, name)] as const),
    ),
  );
  const urnOf = (name: string) => urns.get(name) ?? `absent: ${name}`;
  return components.flatMap(({ kind, key, resources }): readonly Registration[] => {
    const type = `grundval:${target}:${kind}`;
    const component = {
      urn: urn(type, key),
      type,
      name: key,
      custom: false,
      inputs: {},
      parent: '',
      protect: false,
      retainOnDelete: false,
      dependencies: [],
      aliases: 0,
      version: '',
    };
    return [
      component,
      ...resources.map((resource) => ({
        ...component,
        urn: urnOf(resource.name),
        type: resource.type,
        name: resource.name,
        custom: true,
        inputs: resource.inputs,
        parent: component.urn,
        protect: resource.holdsData,
        retainOnDelete: resource.holdsData,
        dependencies: resource.dependsOn.map(urnOf).toSorted(),
        version: providerVersions[resource.type.split(':')[0] ?? ''] ?? 'absent',
      })),
    ];
  });
}

function byUrn(registrations: readonly Registration[]): readonly Registration[] {
  return registrations
    .map((each) => ({ ...each, dependencies: each.dependencies.toSorted() }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Registers a stack; each secret is set to its own key. */
async function register(rendering: Rendering): Promise<readonly Registration[]> {
  return await recordRegistrations(() => registerRendering(rendering), {
    stack: rendering.stack,
    config: Object.fromEntries(secretKeysOf(rendering).map((key) => [`grundval:${key}`, key])),
  });
}

describe.each<TargetKind>(['kubernetes', 'azure'])('all of Örkelljunga on %s', (target) => {
  const renderings = renderSlice(targets[target], sliceAsIf(declaration, plan, target));

  test.each(['base', 'services'])('the %s is registered exactly as rendered', async (layer) => {
    const rendering = renderings.find((each) => each.layer === layer);
    if (rendering === undefined) throw new Error(`no ${layer}`);
    expect(resourcesOf(rendering).length).toBeGreaterThan(0);
    expect(byUrn(await register(rendering))).toEqual(byUrn(expectedRegistrations(rendering)));
  });

  test('nothing has an alias, since a new stack has no older names to find', async () => {
    const aliases: number[] = [];
    for (const rendering of renderings) {
      aliases.push(...(await register(rendering)).map((registered) => registered.aliases));
    }
    expect(aliases.length).toBeGreaterThan(0);
    expect(new Set(aliases)).toEqual(new Set([0]));
  });
});
