import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf } from './arbitrary-declaration.ts';

const server = (role: string, size: string, count = 1) => ({ role, size, count, image: 'debian-13' });
const declaration = declarationOf([
  buildService({ runsOn: 'hall', servers: [server('app', 'small', 2), server('db', 'large')] }),
  buildService({
    id: 'drivs-av-andra',
    runsOn: 'hall',
    hosting: 'external',
    servers: [server('app', 'small')],
  }),
]);
const energyOf = (of: Declaration) => planPlatform(of, { environment: 'produktion' }).energy.standing;

/** The same with an estimate of the small size alone, as a host's meter divided by its servers would give. */
const estimated: Declaration = {
  ...declaration,
  prices: {
    ...declaration.prices,
    sizes: declaration.prices.sizes.map((size) =>
      size.id === 'small'
        ? {
            ...size,
            energy: {
              kwhPerYear: 100,
              lowKwhPerYear: 80,
              highKwhPerYear: 150,
              source: 'Elmätaren i hallen',
              year: 2026,
            },
          }
        : size,
    ),
  },
};

describe('the energy of the servers', () => {
  it('is not measured where nobody has estimated a size', () => {
    expect(energyOf(declaration)).toEqual({
      kwhPerYear: null,
      emissionsKgCo2ePerYear: null,
      costSekPerYear: null,
      serversEstimated: 0,
      servers: 3,
      sources: [],
    });
  });

  it('counts what we run ourselves, with its band, and says of how many servers', () => {
    expect(energyOf(estimated)).toMatchObject({
      kwhPerYear: { value: 200, low: 160, high: 300 },
      serversEstimated: 2,
      servers: 3,
    });
  });

  it('is money and emissions only by declared factors, whose sources it names', () => {
    expect(energyOf(estimated).emissionsKgCo2ePerYear).toBeNull();
    const { organisation } = estimated;
    const priced = energyOf({
      ...estimated,
      organisation: {
        ...organisation,
        electricity: { sekPerKwh: 1.5, source: 'Elavtalet', year: 2026 },
        emissionFactor: { kgCo2ePerKwh: 0.05, source: 'Ember', year: 2024 },
      },
    });
    expect(priced).toMatchObject({
      costSekPerYear: { value: 300, low: 240, high: 450 },
      emissionsKgCo2ePerYear: { value: 10, low: 8, high: 15 },
      sources: [
        { source: 'Elavtalet', year: 2026 },
        { source: 'Elmätaren i hallen', year: 2026 },
        { source: 'Ember', year: 2024 },
      ],
    });
  });

  it('is said of each service that we run, and its parts are the whole', () => {
    const { services, standing, upcoming } = planPlatform(estimated, { environment: 'produktion' }).energy;
    const sum = (of: (part: (typeof services)[number]) => number) =>
      services.reduce((total, part) => total + of(part), 0);
    expect(services.length).toBeGreaterThan(0);
    expect(sum(({ servers }) => servers)).toBe(standing.servers + upcoming.servers);
    expect(sum(({ kwhPerYear }) => kwhPerYear?.value ?? 0)).toBe(
      (standing.kwhPerYear?.value ?? 0) + (upcoming.kwhPerYear?.value ?? 0),
    );
  });
});
