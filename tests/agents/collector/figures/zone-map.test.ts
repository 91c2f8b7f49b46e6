import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignLanes } from '#agents/collector/figures/lanes.ts';
import type { Box } from '#agents/collector/figures/route.ts';
import { edgesBetween, type Place, type PlaceEdge, placesOf } from '#agents/collector/figures/zone-flows.ts';
import { drawZones } from '#agents/collector/figures/zone-map.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { declarationOf, someServices } from '../../../stacks/plan/arbitrary-declaration.ts';

const kinds = ['server', 'client', 'management', 'guest', 'device'] as const;
const platforms = ['public', 'administrative', 'pedagogical', 'technical'] as const;

const anyZone = (id: string) =>
  fc.record({ kind: fc.constantFrom(...kinds), platform: fc.constantFrom(...platforms) }).map(
    ({ kind, platform }): PlannedZone => ({
      id,
      name: id,
      kind,
      platform,
      vlan: null,
      maximumClass: 2,
      holdsServers: true,
      subnets: [],
      roles: [],
      at: { file: 'network.yaml', pointer: '/zones/0', line: null },
    }),
  );

const anyNetwork = fc
  .integer({ min: 1, max: 7 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyZone(`z${index}`))))
  .chain((zones) => {
    const places: readonly Place[] = [...zones.map(({ id }): Place => `zone:${id}`), 'internet', 'outside'];
    const isDrawn = (from: Place, to: Place) => from.startsWith('zone:') || to.startsWith('zone:');
    const pairs = places.flatMap((from) =>
      places.flatMap((to): PlaceEdge[] => (isDrawn(from, to) ? [{ from, to, flows: 1, open: 0 }] : [])),
    );
    return fc.subarray(pairs).map((edges) => ({ zones, edges }));
  });

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const isOnEdge = (box: Box, { x, y }: { x: number; y: number }) =>
  (x === box.x || x === box.x + box.width ? y >= box.y && y <= box.y + box.height : false) ||
  (y === box.y || y === box.y + box.height ? x >= box.x && x <= box.x + box.width : false);

describe('the drawing of zones', () => {
  it('keeps boxes apart and within the drawing, and ends every line at its boxes', () => {
    fc.assert(
      fc.property(anyNetwork, ({ zones, edges }) => {
        const map = drawZones(zones, edges, new Map());
        const boxes: readonly Box[] = [
          ...map.zones,
          map.internet,
          ...(map.outside === null ? [] : [map.outside]),
        ];
        for (const [index, box] of boxes.entries()) {
          expect(box.x >= 0 && box.x + box.width <= map.width).toBe(true);
          expect(box.y >= 0 && box.y + box.height <= map.height).toBe(true);
          for (const other of boxes.slice(index + 1)) expect(apart(box, other)).toBe(true);
        }
        const boxOf = (place: Place) =>
          place === 'internet'
            ? map.internet
            : place === 'outside'
              ? map.outside
              : map.zones.find(({ zone }) => `zone:${zone.id}` === place);
        expect(map.lines.map(({ edge }) => edge)).toEqual(edges.filter(({ from, to }) => from !== to));
        for (const { edge, route } of map.lines) {
          const ends = [
            [boxOf(edge.from), route.points[0]],
            [boxOf(edge.to), route.points.at(-1)],
          ] as const;
          for (const [box, point] of ends) {
            if (box === null || box === undefined || point === undefined) throw new Error('no end');
            expect(isOnEdge(box, point), `${edge.from} → ${edge.to}`).toBe(true);
          }
          for (const { x } of route.points) expect(x >= 0 && x <= map.width).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lets no two lines meet a side of a box at the same height', () => {
    fc.assert(
      fc.property(anyNetwork, ({ zones, edges }) => {
        const map = drawZones(zones, edges, new Map());
        const ports = map.lines.flatMap(({ edge, route }) =>
          (
            [
              [edge.from, route.points[0]],
              [edge.to, route.points.at(-1)],
            ] as const
          ).flatMap(([place, at]) => (place.startsWith('zone:') ? [`${place} ${at?.x} ${at?.y}`] : [])),
        );
        expect(new Set(ports).size).toBe(ports.length);
      }),
    );
  });
});

describe('lanes', () => {
  it('hold stretches that keep apart', () => {
    const stretch = fc
      .tuple(fc.nat(500), fc.nat(500))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (spans) => {
        const stretches = spans.map((span) => ({ of: span, ...span }));
        const lanes = assignLanes(stretches, 10);
        expect(lanes.size).toBe(spans.length);
        for (const a of spans) {
          for (const b of spans) {
            if (a === b || lanes.get(a) !== lanes.get(b)) continue;
            expect(a.to + 10 <= b.from || b.to + 10 <= a.from).toBe(true);
          }
        }
      }),
    );
  });
});

describe('flows between places', () => {
  it('add up to every flow whose ends have a place', () => {
    fc.assert(
      fc.property(someServices.map(declarationOf), (declaration) => {
        const plan = planPlatform(declaration, { environment: 'produktion' });
        const placeOf = placesOf(plan);
        const placed = plan.flows.filter(({ from, to }) => placeOf(from) !== null && placeOf(to) !== null);
        const edges = edgesBetween(plan.flows, placeOf);
        expect(edges.reduce((sum, { flows }) => sum + flows, 0)).toBe(placed.length);
        expect(edges.reduce((sum, { open }) => sum + open, 0)).toBe(
          placed.filter(({ authenticated }) => !authenticated).length,
        );
        expect(new Set(edges.map(({ from, to }) => `${from}>${to}`)).size).toBe(edges.length);
      }),
      { numRuns: 30 },
    );
  });
});
