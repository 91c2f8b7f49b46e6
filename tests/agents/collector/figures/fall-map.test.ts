import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFall } from '#agents/collector/figures/fall-map.ts';
import type { Box } from '#agents/collector/figures/route.ts';
import { buildService } from '../../../builders/declaration.ts';

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the drawing of what falls', () => {
  it('leaves out a line that follows from others', () => {
    const services = [
      buildService({ id: 'katalog' }),
      buildService({ id: 'post', dependsOn: ['katalog'] }),
      buildService({ id: 'arende', dependsOn: ['katalog', 'post'] }),
    ];
    const { lines, nodes } = drawFall(services, 'katalog', ['arende', 'post']);
    expect(lines.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([
      'katalog → post',
      'post → arende',
    ]);
    const x = (id: string) => nodes.find((node) => node.id === id)?.x ?? Number.NaN;
    expect(x('katalog') < x('post') && x('post') < x('arende')).toBe(true);
  });

  it('shows every service once, apart from all others, with lines that go to the right', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const needs = fc.tuple(...ids.map((_, index) => fc.subarray(ids.slice(0, index))));
    fc.assert(
      fc.property(needs, (dependsOn) => {
        const services = ids.map((id, index) => buildService({ id, dependsOn: dependsOn[index] ?? [] }));
        const fallen = ids.filter((id) => id !== 'a');
        const { nodes, lines, width, height } = drawFall(services, 'a', fallen);
        expect(nodes.map(({ id }) => id).toSorted()).toEqual(ids);
        for (const [index, node] of nodes.entries()) {
          expect(node.x + node.width <= width && node.y + node.height <= height).toBe(true);
          for (const other of nodes.slice(index + 1)) expect(apart(node, other)).toBe(true);
        }
        for (const { route } of lines) {
          expect((route.points[1]?.x ?? 0) > (route.points[0]?.x ?? 0)).toBe(true);
        }
      }),
    );
  });

  it('says how many had no room in a column', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `s${index}`);
    const services = [
      buildService({ id: 'katalog' }),
      ...ids.map((id) => buildService({ id, dependsOn: ['katalog'] })),
    ];
    const { nodes } = drawFall(services, 'katalog', ids);
    const rest = nodes.find(({ id }) => id === null);
    expect(rest?.count).toBe(25);
    expect(nodes.filter(({ id }) => id !== null)).toHaveLength(16);
  });

  it('ends where a declaration that is not valid has a ring', () => {
    const services = [
      buildService({ id: 'a', dependsOn: ['c'] }),
      buildService({ id: 'b', dependsOn: ['a', 'c'] }),
      buildService({ id: 'c', dependsOn: ['b'] }),
    ];
    expect(drawFall(services, 'a', ['b', 'c']).nodes).toHaveLength(3);
  });
});
