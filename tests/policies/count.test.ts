import { describe, expect, it } from 'vitest';
import { controls } from '#policies/controls/index.ts';
import { blockingFindings, countByControl, countByStatus } from '#policies/count.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { buildDeclaration, buildService } from '../builders/declaration.ts';
import { buildDevice, buildFleet, buildImportedDevice, testNow } from '../builders/fleet.ts';

const { results } = evaluateControls({
  controls,
  declaration: buildDeclaration({ services: [buildService(), buildService({ id: 'annan', owner: null })] }),
  fleet: buildFleet(
    buildDevice(),
    buildDevice({ id: 'x', declaredAs: null }),
    buildImportedDevice({}, { id: 'y' }),
  ),
  now: testNow,
});

describe('counting results', () => {
  it('keeps what is not measured in the denominator and out of what was measured', () => {
    const counts = countByStatus(results.filter(({ control }) => control === 'GV-11'));
    expect(counts).toEqual({ met: 2, finding: 0, exempt: 0, 'not-measured': 1, total: 3, measured: 2 });
  });

  it('counts by control, one without results as nothing', () => {
    const counts = countByControl([...controls, { id: 'GV-99' }], results);
    expect(counts.get('GV-01')).toMatchObject({ met: 1, finding: 1, total: 2 });
    expect(counts.get('GV-99')).toMatchObject({ total: 0 });
    const total = [...counts.values()].reduce((sum, { total: of }) => sum + of, 0);
    expect(total).toBe(results.length);
  });

  it('lets findings of gates block, and no others', () => {
    expect(results.filter(({ status }) => status === 'finding').map(({ control }) => control)).toContain(
      'GV-13',
    );
    expect(blockingFindings(controls, results).map(({ control }) => control)).toEqual(['GV-01']);
  });
});
