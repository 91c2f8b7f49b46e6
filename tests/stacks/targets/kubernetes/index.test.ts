import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { componentKinds } from '#model/platform/rendering.ts';
import { kubernetesTarget } from '#stacks/targets/kubernetes/index.ts';

const folder = join(import.meta.dirname, '../../../../stacks/targets/kubernetes');
/** Files of the folder that are no component. */
const others = ['index.ts', 'judge-reach.ts', 'read-meaning.ts'];

describe('the components of a cluster', () => {
  it('are the files of the folder, one each', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !others.includes(name));
    const kinds = files.map((name) => name.replace('.ts', '').replaceAll('-', ''));
    expect(kubernetesTarget.components.map(({ kind }) => kind.toLowerCase()).sort()).toEqual(kinds.sort());
  });

  it('are one of each kind', () => {
    expect(kubernetesTarget.components.map(({ kind }) => kind).sort()).toEqual([...componentKinds].sort());
  });

  it.each(kubernetesTarget.components)(
    '$kind says what it becomes in a sentence of both languages',
    ({ description }) => {
      expect(description.sv).toMatch(/^[A-ZÅÄÖ].+\.$/);
      expect(description.en).toMatch(/^[A-Z].+\.$/);
    },
  );
});
