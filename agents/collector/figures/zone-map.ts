import type { Platform } from '#model/declaration/values.ts';
import type { PlannedZone } from '#model/platform/planned-network.ts';
import { assignLanes, type Lane } from './lanes.ts';
import { textWidth } from './measure-text.ts';
import type { Box, Point, Route } from './route.ts';
import type { Place, PlaceEdge } from './zone-flows.ts';

/** A drawing of the network: a band for each platform, those who reach on the left, servers on the right. */
export interface ZoneMap {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly (Box & { readonly platform: Platform })[];
  readonly zones: readonly (Box & { readonly zone: PlannedZone })[];
  readonly internet: Box;
  /** Null where no line leads to servers of others. */
  readonly outside: Box | null;
  readonly lines: readonly { readonly edge: PlaceEdge; readonly route: Route }[];
}

const boxWidth = 224;
const lowestBox = 66;
/** A zone of clients or management in which servers stand has a line more. */
const lowestMixedBox = 84;
const nameSize = 15;
const lineHeight = 18;
const portStep = 18;
const laneStep = 22;
const between = 216;
const gap = 12;
const bandHead = 30;
const barHeight = 32;
const barGap = 32;
const shownPlatforms: readonly Platform[] = ['public', 'administrative', 'pedagogical', 'technical'];

type Side = 'left' | 'right';

/** Where one end of a line leaves its box. */
interface Port {
  readonly edge: PlaceEdge;
  readonly end: 'from' | 'to';
  readonly side: Side;
}

/**
 * Places zones and lines. Lines between the two columns are curves; all others run in the margins, each in a lane of
 * its own, to the bar of the internet above, to that of others below, or to a box of the same column.
 */
export function drawZones(
  zones: readonly PlannedZone[],
  edges: readonly PlaceEdge[],
  serversIn: ReadonlyMap<string, number>,
): ZoneMap {
  const known = new Set<Place>([...zones.map(({ id }): Place => `zone:${id}`), 'internet', 'outside']);
  const shown = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  const columns = new Map<Place, Side>(zones.map((zone) => [`zone:${zone.id}`, columnOf(zone)]));
  const ports = shown.flatMap((edge) => portsOf(edge, columns));
  const heights = new Map(
    zones.map((zone) => [
      zone.id,
      heightOf(
        ports.filter((port) => port.edge[port.end] === `zone:${zone.id}`),
        lowestOf(zone, serversIn),
      ),
    ]),
  );
  const stacked = stack(zones, heights);
  const boxes = new Map<Place, Box>(stacked.zones.map(({ zone, ...box }) => [`zone:${zone.id}`, box]));
  const hasOutside = shown.some(({ from, to }) => from === 'outside' || to === 'outside');
  const bottom = stacked.bottom + (hasOutside ? barGap : 0);
  const portAt = placePorts(ports, boxes, stacked.bottom);
  const lanes = laneRoutes(shown, columns, portAt, bottom);
  const margin = (side: Side) => 20 + (lanes.depth[side] > 0 ? (lanes.depth[side] + 1) * laneStep : 0);
  const left = margin('left');
  const columnX = { left, right: left + boxWidth + between };
  const width = columnX.right + boxWidth + margin('right');
  const at = (box: Box, column: Side): Box => ({ ...box, x: columnX[column] });
  return {
    width,
    height: bottom + (hasOutside ? barHeight : 0) + 2,
    bands: stacked.bands.map((band) => ({
      ...band,
      x: left - 10,
      width: width - left - margin('right') + 20,
    })),
    zones: stacked.zones.map(({ zone, ...box }) => ({ zone, ...at(box, columnOf(zone)) })),
    internet: { x: 2, y: 2, width: width - 4, height: barHeight },
    outside: hasOutside ? { x: 2, y: bottom, width: width - 4, height: barHeight } : null,
    lines: shown.map((edge) => ({ edge, route: route(edge, { columns, columnX, portAt, lanes, bottom }) })),
  };
}

/** Servers stand on the right; management, from where they are looked after, stands with those who reach. */
function columnOf({ kind }: PlannedZone): Side {
  return kind === 'server' ? 'right' : 'left';
}

function portsOf(edge: PlaceEdge, columns: ReadonlyMap<Place, Side>): readonly Port[] {
  const from = columns.get(edge.from);
  const to = columns.get(edge.to);
  const crosses = from !== undefined && to !== undefined && from !== to;
  const inner = (column: Side): Side => (column === 'left' ? 'right' : 'left');
  return (['from', 'to'] as const).flatMap((end) => {
    const column = end === 'from' ? from : to;
    return column === undefined ? [] : [{ edge, end, side: crosses ? inner(column) : column }];
  });
}

/** Room for the name, on two lines where one is too short for it, and for what stands below. */
function lowestOf(zone: PlannedZone, serversIn: ReadonlyMap<string, number>): number {
  const lowest = zone.kind !== 'server' && serversIn.has(zone.id) ? lowestMixedBox : lowestBox;
  return lowest + (textWidth(zone.name, nameSize) > boxWidth - 20 ? lineHeight : 0);
}

function heightOf(ports: readonly Port[], lowest: number): number {
  const most = Math.max(
    ...(['left', 'right'] as const).map((side) => ports.filter((port) => port.side === side).length),
  );
  return Math.max(lowest, most * portStep + 10);
}

/** Bands from the top, each as high as the higher of its two columns. */
function stack(zones: readonly PlannedZone[], heights: ReadonlyMap<string, number>) {
  const placed: (Box & { readonly zone: PlannedZone })[] = [];
  const bands: (Box & { readonly platform: Platform })[] = [];
  let top = 2 + barHeight + barGap;
  for (const platform of shownPlatforms) {
    const members = zones.filter((zone) => zone.platform === platform);
    if (members.length === 0) continue;
    const next = { left: top + bandHead, right: top + bandHead };
    for (const zone of members) {
      const column = columnOf(zone);
      const height = heights.get(zone.id) ?? lowestBox;
      placed.push({ zone, x: 0, y: next[column], width: boxWidth, height });
      next[column] += height + gap;
    }
    const height = Math.max(next.left, next.right) - top;
    bands.push({ platform, x: 0, y: top, width: 0, height });
    top += height + gap;
  }
  return { zones: placed, bands, bottom: top - gap };
}

const keyOf = (edge: PlaceEdge, end: 'from' | 'to'): string => `${edge.from}>${edge.to}:${end}`;

/** The height of each port: along its side, in the order of where the lines come from, so that fewer cross. */
function placePorts(
  ports: readonly Port[],
  boxes: ReadonlyMap<Place, Box>,
  bottom: number,
): (edge: PlaceEdge, end: 'from' | 'to') => number {
  const middle = (place: Place): number => {
    const box = boxes.get(place);
    if (box !== undefined) return box.y + box.height / 2;
    return place === 'internet' ? 0 : bottom;
  };
  const other = ({ edge, end }: Port): number => middle(end === 'from' ? edge.to : edge.from);
  const heights = new Map<string, number>();
  for (const [, same] of Map.groupBy(ports, ({ edge, end, side }) => `${edge[end]} ${side}`)) {
    const box = boxes.get(same[0]?.edge[same[0].end] ?? 'internet');
    if (box === undefined) continue;
    const first = box.y + box.height / 2 - ((same.length - 1) * portStep) / 2;
    same
      .toSorted((a, b) => other(a) - other(b))
      .forEach(({ edge, end }, index) => {
        heights.set(keyOf(edge, end), first + index * portStep);
      });
  }
  return (edge, end) => heights.get(keyOf(edge, end)) ?? 0;
}

interface Lanes {
  readonly laneOf: (edge: PlaceEdge) => number;
  readonly depth: Readonly<Record<Side, number>>;
}

/** Which margin a line runs in; null for a curve between the columns. */
function marginOf({ from, to }: PlaceEdge, columns: ReadonlyMap<Place, Side>): Side | null {
  const [a, b] = [columns.get(from), columns.get(to)];
  return a !== undefined && b !== undefined && a !== b ? null : (a ?? b ?? 'right');
}

function laneRoutes(
  edges: readonly PlaceEdge[],
  columns: ReadonlyMap<Place, Side>,
  portAt: (edge: PlaceEdge, end: 'from' | 'to') => number,
  bottom: number,
): Lanes {
  const heightOfEnd = (edge: PlaceEdge, end: 'from' | 'to'): number =>
    edge[end] === 'internet' ? 0 : edge[end] === 'outside' ? bottom : portAt(edge, end);
  const sides = (['left', 'right'] as const).map((side) => {
    const spans = edges
      .filter((edge) => marginOf(edge, columns) === side)
      .map((edge): Lane<PlaceEdge> => {
        const ends = [heightOfEnd(edge, 'from'), heightOfEnd(edge, 'to')];
        return { of: edge, from: Math.min(...ends), to: Math.max(...ends) };
      });
    return assignLanes(spans, portStep);
  });
  const all = new Map(sides.flatMap((assigned) => [...assigned]));
  const depth = (index: number) =>
    Math.max(0, ...[...(sides[index]?.values() ?? [])].map((lane) => lane + 1));
  return { laneOf: (edge) => all.get(edge) ?? 0, depth: { left: depth(0), right: depth(1) } };
}

interface Placed {
  readonly columns: ReadonlyMap<Place, Side>;
  readonly columnX: Readonly<Record<Side, number>>;
  readonly portAt: (edge: PlaceEdge, end: 'from' | 'to') => number;
  readonly lanes: Lanes;
  readonly bottom: number;
}

function route(edge: PlaceEdge, placed: Placed): Route {
  const { columns, columnX, portAt, lanes, bottom } = placed;
  const side = marginOf(edge, columns);
  if (side === null) {
    const goesRight = columns.get(edge.from) === 'left';
    const xs = [columnX.left + boxWidth, columnX.right] as const;
    const from = { x: goesRight ? xs[0] : xs[1], y: portAt(edge, 'from') };
    const to = { x: goesRight ? xs[1] : xs[0], y: portAt(edge, 'to') };
    return {
      points: [from, to],
      shape: 'curve',
      label: { x: to.x + (goesRight ? -14 : 14), y: to.y, anchor: goesRight ? 'end' : 'start' },
    };
  }
  const outward = side === 'left' ? -1 : 1;
  const edgeX = side === 'left' ? columnX.left : columnX.right + boxWidth;
  const laneX = edgeX + outward * (14 + (lanes.laneOf(edge) + 1) * laneStep);
  const stretch = (end: 'from' | 'to'): readonly Point[] => {
    const place = edge[end];
    if (place === 'internet') return [{ x: laneX, y: 2 + barHeight }];
    if (place === 'outside') return [{ x: laneX, y: bottom }];
    const y = portAt(edge, end);
    return [
      { x: edgeX, y },
      { x: laneX, y },
    ];
  };
  const points = [...stretch('from'), ...stretch('to').toReversed()];
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const label: Route['label'] =
    edge.to === 'internet' || edge.to === 'outside'
      ? { x: laneX + 5, y: end.y + (edge.to === 'internet' ? 16 : -16), anchor: 'start' }
      : { x: edgeX + outward * 13, y: end.y, anchor: side === 'left' ? 'end' : 'start' };
  return { points, shape: 'bent', label };
}
