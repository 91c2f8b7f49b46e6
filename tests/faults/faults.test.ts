import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryEverything } from './try-everything.ts';

const root = resolve(import.meta.dirname, '../..');
const schemas = existsSync(resolve(root, '../shared/data/crds'));

describe.skipIf(!schemas)('seeded faults (needs ../shared/data/crds)', () => {
  it('are noticed offline, 95 of 100 at least; each that is not has its reason', async () => {
    // One of five of each sort, the whole in `npm run bench:mutation`.
    const { outcomes, survivors } = await tryEverything(root, { every: 5 });
    expect(outcomes.length).toBeGreaterThan(100);
    expect(
      survivors.filter(({ reason }) => reason === null).map(({ where, name }) => `${where}: ${name}`),
    ).toEqual([]);
    expect(survivors.length / outcomes.length).toBeLessThan(0.05);
  });
});
