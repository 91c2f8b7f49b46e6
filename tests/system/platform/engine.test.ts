import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlResult } from '#model/controls/result.ts';
import type { Rendering, TargetKind } from '#model/platform/rendering.ts';
import { resourcesOf } from '#model/platform/rendering.ts';
import { controls } from '#policies/controls/index.ts';
import { blockingFindings } from '#policies/count.ts';
import { declarePlatform } from '#policies/crossguard/declared-platform.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { registerRendering } from '#stacks/engine/program.ts';
import { type DeclaredStack, renderStack } from '#stacks/engine/render-stack.ts';
import { secretKeysOf } from '#stacks/engine/secrets.ts';
import program from '#stacks/index.ts';
import { targets } from '#stacks/targets/index.ts';
import { type DeclaredHall, declareHallAs } from './declare-hall.ts';
import { type Engine, hasGo, openEngine, type Previewed } from './engine.ts';
import { expectedStates, loggedStates } from './expected-states.ts';
import { openOtherPort } from './open-other-port.ts';

/** The gate findings of a declaration, as `grundval check` has them: `GV-01 Kommunkartan`. */
function gatesOf({ declaration, plan }: DeclaredStack): readonly ControlResult[] {
  const renderings = declarePlatform(declaration, plan, targets).sites.flatMap((site) => site.renderings);
  const resources = { renderings, differences: [] };
  const { results } = evaluateControls({
    controls,
    declaration,
    plan,
    resources,
    fleet: null,
    now: new Date(),
  });
  return blockingFindings(controls, results);
}

function stopping({ violations }: Previewed): readonly string[] {
  return violations
    .filter(({ enforcementLevel }) => enforcementLevel === 'mandatory')
    .map(({ policyName, message }) => `${policyName} ${message.split('\n')[1]?.split(':')[0]}`)
    .sort();
}

function asStopping(findings: readonly ControlResult[]): readonly string[] {
  return findings.map(({ control, subject }) => `${control} ${subject.name}`).sort();
}

const missing = hasGo ? '' : ' (skipped: Go, which builds the Pulumi CLI, is not installed)';

describe.skipIf(!hasGo)(`the real engine${missing}`, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine();
  }, 900_000);
  afterAll(() => engine.close());

  /** Previews a stack as declared in a folder, or another rendering in its place. */
  async function preview(folder: string, { stack }: Rendering, seeded?: Rendering): Promise<Previewed> {
    const { rendering } = await renderStack(folder, stack, targets);
    return await engine.preview({
      stack,
      program: seeded === undefined ? program : async () => registerRendering(seeded),
      config: { 'grundval:declaration': folder },
      secrets: Object.fromEntries(secretKeysOf(rendering).map((key) => [`grundval:${key}`, 'of a test'])),
    });
  }

  test.each([
    'orkelljunga.produktion.moln-1.base',
    'orkelljunga.produktion.moln-1.services',
    'orkelljunga.produktion.kluster-1.base',
  ])('is asked for %s as it is rendered, and stops at the gates that the check names', async (stack) => {
    const declared = await renderStack('examples/orkelljunga', stack, targets);
    const previewed = await preview('examples/orkelljunga', declared.rendering);
    expect(loggedStates(previewed)).toEqual(expectedStates(declared.rendering));
    expect(stopping(previewed)).toEqual(asStopping(gatesOf(declared)));
    expect(previewed.error).not.toBeNull();
  });

  describe.each<TargetKind>(['kubernetes', 'azure'])('with all of Örkelljunga on %s', (kind) => {
    let hall: DeclaredHall;
    let services: DeclaredStack;
    beforeAll(async () => {
      hall = await declareHallAs(kind);
      const stack = 'orkelljunga.produktion.hall-1.services';
      await hall.accept(gatesOf(await renderStack(hall.folder, stack, targets)));
      services = await renderStack(hall.folder, stack, targets);
    });
    afterAll(() => hall.remove());

    test.each(['base', 'services'])(
      'lets the %s through as rendered, once its findings are accepted',
      async (layer) => {
        const stack = `orkelljunga.produktion.hall-1.${layer}`;
        const { rendering } = await renderStack(hall.folder, stack, targets);
        const previewed = await preview(hall.folder, rendering);
        expect(resourcesOf(rendering).length).toBeGreaterThan(0);
        expect(loggedStates(previewed)).toEqual(expectedStates(rendering));
        expect(stopping(previewed)).toEqual([]);
        expect(previewed.error).toBeNull();
      },
    );

    test('stops where rules open another port, and names the control and the rule', async () => {
      const { plan, declaration, rendering } = services;
      const resources = declarePlatform(declaration, plan, targets)
        .sites.flatMap(({ renderings }) => renderings)
        .filter(({ platformSite }) => platformSite === rendering.platformSite)
        .flatMap(resourcesOf);
      const rules = targets[kind]
        .readMeaning(resources, plan)
        .flows.flatMap((flow) =>
          flow.key === 'group:castor/app>group:castor/db:tcp/1433' ? flow.resources : [],
        );
      expect(rules).not.toEqual([]);
      const previewed = await preview(hall.folder, rendering, openOtherPort(rendering, rules, 1433, 3389));
      const stopped = previewed.violations.filter(
        ({ resourceUrn = '', enforcementLevel }) =>
          enforcementLevel === 'mandatory' && rules.some((rule) => resourceUrn.endsWith(`::${rule}`)),
      );
      expect(stopped.map(({ policyName }) => policyName)).toEqual(
        expect.arrayContaining(['GV-22', 'grundval-meaning']),
      );
      expect(previewed.error).toContain('GV-22');
      expect(previewed.error).toContain(rules[0]);
      expect(previewed.error).toContain('tcp/3389');
    });

    test('stops where what holds data has lost its protection', async () => {
      const { rendering } = services;
      const disk = resourcesOf(rendering).find(({ holdsData }) => holdsData);
      if (disk === undefined) throw new Error('nothing holds data');
      const seeded: Rendering = {
        ...rendering,
        components: rendering.components.map((component) => ({
          ...component,
          resources: component.resources.map((each) =>
            each === disk ? { ...disk, holdsData: false } : each,
          ),
        })),
      };
      const previewed = await preview(hall.folder, rendering, seeded);
      expect(stopping(previewed)).not.toEqual([]);
      expect(previewed.error).toContain(disk.name);
    });
  });
});
