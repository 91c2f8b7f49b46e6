import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { Service } from '#model/declaration/service.ts';
import { comparePlans } from '#stacks/plan/changes/compare-plans.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

const declaration = await loadDeclaration(resolve(import.meta.dirname, '../../../examples/orkelljunga'));
const stateOf = (declared: Declaration) => ({
  declaration: declared,
  plan: planPlatform(declared, { environment: 'produktion' }),
});
const before = stateOf(declaration);

function withService(id: string, change: (service: Service) => Service): Declaration {
  return {
    ...declaration,
    services: declaration.services.map((service) => (service.id === id ? change(service) : service)),
  };
}

describe('the difference of two plans', () => {
  it('is empty where nothing is different', () => {
    expect(comparePlans(before, stateOf(declaration))).toEqual([]);
  });

  it('says what a lower service level means for hours, backups and windows', () => {
    const after = stateOf(
      withService('treserva', (service) => ({ ...service, serviceLevel: { class: 'bronze' } })),
    );
    const changes = comparePlans(before, after);
    expect(new Set(changes.map(({ services }) => services.join()))).toEqual(new Set(['treserva']));
    expect(changes.map(({ what }) => what.sv)).toEqual(
      expect.arrayContaining([
        'Tjänsten Treserva ändras: servicenivå silver → bronze',
        'Säkerhetskopian av treserva/db ändras: var 4 h → 1 dygn; sparas 90 dygn → 30 dygn; RPO 4 h → 1 dygn; RTO 8 h → 1 dygn; återläsning provas var 180 dygn → 365 dygn',
      ]),
    );
  });

  it('says that a flow is opened, for whom, and where it is declared', () => {
    const after = stateOf(
      withService('treserva', (service) => ({
        ...service,
        flows: [
          ...service.flows,
          { from: 'internet', to: 'app', port: 443, protocol: 'tcp', authenticated: false },
        ],
      })),
    );
    const opened = comparePlans(before, after).filter(({ part }) => part === 'flow');
    expect(opened).toMatchObject([
      {
        kind: 'added',
        services: ['treserva'],
        source: 'services/treserva.yaml',
        what: { sv: 'Flödet internet → treserva/app tcp/443 tillkommer (inloggning nej, öppet ja)' },
      },
    ]);
  });

  it('read backwards, what is added is removed', () => {
    const without = stateOf({
      ...declaration,
      services: declaration.services.filter(({ id }) => id !== 'webbplats'),
    });
    const there = comparePlans(without, before);
    const back = comparePlans(before, without);
    const kinds = (changes: typeof there) =>
      changes.map(({ kind, part, key }) => `${kind} ${part} ${key}`).sort();
    expect(kinds(there)).toEqual(
      kinds(back).map((text) =>
        text.startsWith('added') ? text.replace('added', 'removed') : text.replace('removed', 'added'),
      ),
    );
    expect(there.some(({ part, kind }) => part === 'server' && kind === 'added')).toBe(true);
  });
});
