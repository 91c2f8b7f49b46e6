import { describe, expect, it } from 'vitest';
import { measureCost } from '#agents/collector/figures/costs.ts';
import { measureStandardisation, standardStatus } from '#agents/collector/figures/standardisation.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';

const today = '2026-11-24';
const standards = {
  images: [
    { id: 'ny', name: 'Ny', kind: 'server', product: 'debian', cycle: '13' },
    {
      id: 'gammal',
      name: 'Gammal',
      kind: 'server',
      product: 'debian',
      cycle: '11',
      phaseOutBy: '2026-11-23',
    },
    {
      id: 'pa-vag-ut',
      name: 'På väg ut',
      kind: 'server',
      product: 'debian',
      cycle: '12',
      phaseOutBy: '2026-11-24',
    },
    { id: 'nekad', name: 'Nekad', kind: 'server', product: 'ubuntu', cycle: '16.04', approved: false },
  ],
  engines: [{ id: 'nekad-motor', name: 'Nekad', product: 'postgresql', cycle: '9', approved: false }],
  areas: [
    { id: 'e-post', name: 'E-post', standard: 'Den ena' },
    { id: 'kalender', name: 'Kalender' },
  ],
} as const;
const server = (image: string, engine?: string) => ({
  role: 'app',
  size: 'small',
  image,
  ...(engine === undefined ? {} : { engine }),
});
const declare = (...services: ReturnType<typeof buildService>[]) =>
  buildDeclaration({ standards: structuredClone(standards) as never, services });

describe('standardStatus', () => {
  it.each([
    [['ny'], 'approved'],
    [['pa-vag-ut'], 'approved'],
    [['gammal'], 'deviating'],
    [['ny', 'nekad'], 'deviating'],
    [['finns-inte'], 'deviating'],
    [[], 'no-servers'],
  ] as const)('of servers on %s is %s', (images, expected) => {
    const service = buildService({ id: 'a', servers: images.map((image) => server(image)) });
    expect(standardStatus(declare(service), service, today)).toBe(expected);
  });

  it('is deviating where the database engine is not approved', () => {
    const service = buildService({ id: 'a', servers: [server('ny', 'nekad-motor')] });
    expect(standardStatus(declare(service), service, today)).toBe('deviating');
  });
});

describe('measureStandardisation', () => {
  it('counts running services alone, and only those with servers are judged', () => {
    const measured = measureStandardisation(
      declare(
        buildService({ id: 'a', servers: [server('ny')], capability: 'brev' }),
        buildService({ id: 'b', servers: [server('nekad')], capability: 'brev', stage: 'retiring' }),
        buildService({ id: 'c', servers: [], capability: 'annat' }),
        buildService({ id: 'd', servers: [server('nekad')], stage: 'proposed', capability: 'annat' }),
      ),
      today,
    );
    expect(measured).toMatchObject({
      approved: 1,
      judged: 2,
      services: 3,
      operatingSystems: 2,
      areasDecided: 1,
      areas: 2,
    });
    expect(measured.overlaps.map(({ capability }) => capability)).toEqual(['brev']);
  });
});

describe('measureCost', () => {
  it('is not measured where no running service has a cost, and never counts a proposed one', () => {
    const cost = { kind: 'licence', sekPerYear: 1000, payer: 'it' } as const;
    expect(measureCost(declare(buildService({ id: 'a', costs: [] })))).toBeNull();
    expect(
      measureCost(
        declare(
          buildService({ id: 'a', costs: [cost, cost] }),
          buildService({ id: 'b', costs: [] }),
          buildService({ id: 'c', costs: [cost], stage: 'proposed' }),
        ),
      ),
    ).toMatchObject({ sekPerYear: 2000, covered: 1, services: 2, budgetSekPerYear: null });
  });
});
