import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '#model/declaration/declaration.ts';
import { readDeclaration } from '#model/declaration/load.ts';
import { requirementAreas } from '#model/platform/requirement-areas.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices } from '../../stacks/plan/arbitrary-declaration.ts';

const folder = fileURLToPath(new URL('../../../examples/orkelljunga', import.meta.url));
const { declaration: orkelljunga, sources } = await readDeclaration(folder);

const areasOf = (declaration: Declaration) => requirementAreas(declaration, planProduction(declaration));
const textsOf = (declaration: Declaration, letter: string) =>
  areasOf(declaration)
    .find((area) => area.letter === letter)
    ?.requirements.map(({ text }) => text.sv) ?? [];

describe('the requirement areas', () => {
  it('are the sixteen of KUN-50, in order', () => {
    expect(areasOf(orkelljunga).map(({ id }) => id)).toEqual(
      [...'abcdefghijklmnop'].map((letter) => `KUN-50${letter}`),
    );
  });

  it('say nothing where nothing is declared', () => {
    const bare = buildDeclaration({ services: [], standards: { images: [], engines: [], areas: [] } });
    const filled = areasOf(bare).filter(({ requirements }) => requirements.length > 0);
    // A declaration cannot be without a service level, which says how copies are taken.
    expect(filled.map(({ letter }) => letter)).toEqual(['o']);
    expect(textsOf(orkelljunga, 'g')).toEqual([]);
  });

  it('fill an area as soon as a service or a standard is declared for it', () => {
    const services = [
      buildService({ id: 'vaxel', name: 'Växeln', capability: 'telephony', hosting: 'cloud' }),
    ];
    expect(textsOf(buildDeclaration({ services }), 'c')).toEqual([
      'Växeln ska levereras som molntjänst i servicenivån Silver för information i klass K 1, R 1, T 1. Till för prov.',
    ]);
    const areas = [{ id: 'ordbehandling', name: 'Ordbehandling', standard: 'LibreOffice' }];
    expect(textsOf(buildDeclaration({ standards: { images: [], areas } }), 'g')).toEqual([
      'Standard för ordbehandling ska vara LibreOffice.',
    ]);
  });

  it('leave out what is only proposed, and what is not approved', () => {
    const proposed = buildService({ capability: 'telephony', stage: 'proposed' });
    expect(textsOf(buildDeclaration({ services: [proposed] }), 'c')).toEqual([]);
    const images = [
      {
        id: 'gammal',
        name: 'Gammalt system',
        kind: 'server' as const,
        product: 'temple-os',
        cycle: '5',
        approved: false,
      },
    ];
    expect(textsOf(buildDeclaration({ standards: { images, areas: [] } }), 'k')).toEqual([]);
  });

  it('state the network, flows between services, copies and support ends of the example as declared', () => {
    expect(textsOf(orkelljunga, 'a')).toContain(
      'Nätet ska ha zonen Vård och omsorg (VLAN 220, 10.12.220.0/24, 2001:db8:1257:220::/64) för information i högst klass 3.',
    );
    expect(textsOf(orkelljunga, 'a')).toContain(
      'Gästers enheter ska hamna i zonen Gäster utan att visa vilka de är.',
    );
    expect(textsOf(orkelljunga, 'e')).toContain(
      'Treserva ska kunna nå Navet på 443/tcp efter inloggning (ömsesidig TLS).',
    );
    expect(textsOf(orkelljunga, 'k')).toContain(
      'Servrar ska kunna köras på Debian 13. Leverantören ger säkerhetsuppdateringar till och med 2028-08-09.',
    );
    expect(textsOf(orkelljunga, 'o')[1]).toMatch(
      /^I servicenivån Guld ska kopior tas med högst 1.timme emellan/,
    );
  });

  it('are each a demand, in both languages, numbered once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(orkelljunga), someServices.map(declarationOf)), (declaration) => {
        const all = areasOf(declaration).flatMap(({ requirements }) => requirements);
        for (const { text } of all) {
          expect(text.sv).toMatch(/ ska /);
          expect(text.en).toMatch(/ shall /);
          expect(`${text.sv} ${text.en}`).not.toMatch(/undefined|NaN|null|\[object/);
        }
        expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });

  it('lead to a line of the declaration that is there', () => {
    for (const { at, text } of areasOf(orkelljunga).flatMap(({ requirements }) => requirements)) {
      const lines = sources[at.file]?.split('\n') ?? [];
      expect(at.line, `${text.sv} ${at.file}${at.pointer}`).not.toBeNull();
      expect(lines[(at.line ?? 0) - 1]?.trim(), `${at.file}:${at.line}`).not.toBe('');
    }
  });
});
