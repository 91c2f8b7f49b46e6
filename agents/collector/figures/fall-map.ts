import type { Service } from '#model/declaration/service.ts';
import type { Box, Route } from './route.ts';

/** A service in the drawing; null stands for those of its column that had no room. */
export interface FallNode extends Box {
  readonly id: string | null;
  /** How many it stands for: 1, or those without room. */
  readonly count: number;
}

/** A drawing of what falls with a service: column by column, the later for those that need one of the earlier. */
export interface FallMap {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly FallNode[];
  readonly lines: readonly { readonly from: string; readonly to: string; readonly route: Route }[];
}

const widestNode = 192;
const narrowestNode = 136;
const nodeHeight = 58;
const between = 44;
/** What a page has beside its menu: columns are made narrower to stay within it, as far as names can be read. */
const pageWidth = 1040;
const gap = 10;
const shownInColumn = 16;

/** Places a service on the left and those that fall with it to the right, each after everything it stands on. */
export function drawFall(services: readonly Service[], id: string, fallen: readonly string[]): FallMap {
  const members = new Set([id, ...fallen]);
  const needs = new Map(
    services
      .filter((service) => members.has(service.id))
      .map((service) => [
        service.id,
        service.id === id ? [] : service.dependsOn.filter((below) => members.has(below)),
      ]),
  );
  const depths = depthsOf(needs);
  const columns = [...Map.groupBy(needs.keys(), (member) => depths.get(member) ?? 0)]
    .sort(([a], [b]) => a - b)
    .map(([, column]) => column);
  const nodes = placeColumns(columns);
  const byId = new Map(nodes.flatMap((node) => (node.id === null ? [] : [[node.id, node] as const])));
  const lines = [...needs].flatMap(([to, below]) =>
    below.flatMap((from) => {
      const a = byId.get(from);
      const b = byId.get(to);
      if (a === undefined || b === undefined || isImplied(from, to, needs)) return [];
      return [{ from, to, route: curve(a, b) }];
    }),
  );
  return {
    width: Math.max(...nodes.map(({ x, width }) => x + width)) + 2,
    height: Math.max(...nodes.map(({ y, height }) => y + height)) + 2,
    nodes,
    lines,
  };
}

/** Steps of the longest way from where nothing is needed; a loop, which no valid declaration has, is cut. */
function depthsOf(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const depthOf = (id: string, above: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (above.has(id)) return 0;
    const within = new Set([...above, id]);
    const depth = Math.max(0, ...(needs.get(id) ?? []).map((below) => depthOf(below, within) + 1));
    depths.set(id, depth);
    return depth;
  };
  for (const id of needs.keys()) depthOf(id, new Set());
  return depths;
}

function placeColumns(columns: readonly (readonly string[])[]): readonly FallNode[] {
  const rows = columns.map((column) => {
    const shown = column.length <= shownInColumn ? column : column.slice(0, shownInColumn - 1);
    const rest = column.length - shown.length;
    return [...shown.map((id) => ({ id, count: 1 })), ...(rest === 0 ? [] : [{ id: null, count: rest }])];
  });
  const fitting = (pageWidth - (columns.length - 1) * between - 4) / columns.length;
  const nodeWidth = Math.max(narrowestNode, Math.min(widestNode, Math.floor(fitting)));
  const highest = Math.max(...rows.map((row) => row.length));
  const height = highest * (nodeHeight + gap) - gap;
  return rows.flatMap((row, column) => {
    const first = 2 + (height - (row.length * (nodeHeight + gap) - gap)) / 2;
    return row.map(({ id, count }, index) => ({
      id,
      count,
      x: 2 + column * (nodeWidth + between),
      y: first + index * (nodeHeight + gap),
      width: nodeWidth,
      height: nodeHeight,
    }));
  });
}

/** Does the one also stand on something that stands on the other? Then a line between them says nothing new. */
function isImplied(from: string, to: string, needs: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const waiting = (needs.get(to) ?? []).filter((below) => below !== from);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === from) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(needs.get(next) ?? []));
  }
  return false;
}

function curve(a: Box, b: Box): Route {
  const to = { x: b.x, y: b.y + b.height / 2 };
  return {
    points: [{ x: a.x + a.width, y: a.y + a.height / 2 }, to],
    shape: 'curve',
    label: { ...to, anchor: 'end' },
  };
}
