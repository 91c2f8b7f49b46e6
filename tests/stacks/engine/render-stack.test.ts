import { describe, expect, test } from 'vitest';
import { renderStack } from '#stacks/engine/render-stack.ts';
import { plainTarget } from '../../policies/crossguard/plain-target.ts';

const targets = { kubernetes: plainTarget, azure: { ...plainTarget, kind: 'azure' as const } };
const folder = 'examples/orkelljunga';

describe('a stack by its name', () => {
  test.each([
    ['orkelljunga.produktion.moln-1.base', 'azure'],
    ['orkelljunga.produktion.moln-1.services', 'azure'],
    ['orkelljunga.produktion.kluster-1.base', 'kubernetes'],
  ])('%s is rendered from the declaration for %s', async (stack, target) => {
    const { rendering, plan, declaration } = await renderStack(folder, stack, targets);
    expect(rendering).toMatchObject({ stack, target, asIf: false, layer: stack.split('.').at(-1) });
    expect(plan).toMatchObject({ organisation: 'orkelljunga', environment: 'produktion' });
    expect(declaration.organisation.organisation.id).toBe('orkelljunga');
  });

  test.each([
    ['grundval', 'engine/stack-name', '"grundval"'],
    ['orkelljunga.produktion.moln-1.network', 'engine/stack-name', 'base or services'],
    ['orkelljunga.produktion.moln-1.base.more', 'engine/stack-name', 'base.more'],
    ['.produktion.moln-1.base', 'engine/stack-name', '<organisation>'],
    ['kungalv.produktion.moln-1.base', 'engine/unknown-organisation', 'declares "orkelljunga"'],
    ['orkelljunga.skarp.moln-1.base', 'plan/unknown-environment', 'skarp'],
    ['orkelljunga.produktion.moln-2.base', 'engine/unknown-site', 'hall-1, kluster-1, moln-1'],
    ['orkelljunga.produktion.as-if-azure.base', 'engine/unknown-site', 'as-if-azure'],
    ['orkelljunga.produktion.hall-1.base', 'engine/adopted-site', 'work order'],
  ])('%s is refused as %s', async (stack, code, named) => {
    await expect(renderStack(folder, stack, targets)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(named),
    });
  });

  test('an absent declaration is refused', async () => {
    await expect(
      renderStack('examples/atlantis', 'orkelljunga.produktion.moln-1.base', targets),
    ).rejects.toMatchObject({ code: 'declaration/no-folder' });
  });
});
