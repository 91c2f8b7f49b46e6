import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import type { Box, Route } from './route.ts';
import type { ServicePlan } from './service-plan.ts';

/** A line of the drawing: all that is open between two boxes, by port. */
export interface StarLine {
  readonly flows: readonly PlannedFlow[];
  /** `443, 636` */
  readonly ports: string;
  readonly open: boolean;
  readonly route: Route;
}

/** Somebody who reaches the service, or whom it reaches: all servers of another service are one. */
export interface StarNode extends Box {
  readonly end: FlowEnd;
}

/** A drawing of what reaches a service, on the left, and what it reaches, on the right. */
export interface FlowStar {
  readonly width: number;
  readonly height: number;
  readonly frame: Box;
  /** Server roles of the service; one without a role where it has no servers of ours. */
  readonly groups: readonly (Box & { readonly role: string | null })[];
  readonly left: readonly StarNode[];
  readonly right: readonly StarNode[];
  readonly lines: readonly StarLine[];
  /** Neighbours that had no room; the table has them. */
  readonly hidden: number;
}

const nodeWidth = 208;
const nodeHeight = 36;
const groupWidth = 160;
const between = 176;
const gap = 10;
const portStep = 18;
const framePad = 14;
const frameHead = 28;
const shownNeighbours = 20;

/** Places the service in the middle with a box for each of its server roles, and its neighbours beside it. */
export function drawFlows({ groups, flows }: Pick<ServicePlan, 'groups' | 'flows'>): FlowStar {
  const into = neighboursOf(flows.into.filter(isOpen), 'from');
  const out = neighboursOf(flows.out.filter(isOpen), 'to');
  const shown = { into: into.slice(0, shownNeighbours), out: out.slice(0, shownNeighbours) };
  const roles = groups.length === 0 ? [null] : groups.map(({ role }) => role);
  const inner = linesWithin(flows.within.filter(isOpen));
  const portsOf = (role: string | null) =>
    Math.max(
      ...[shown.into, shown.out].map(
        (side) => side.flatMap(({ lines }) => lines.filter((line) => line.role === role)).length,
      ),
      inner.filter(({ from, to }) => from === role || to === role).length,
    );
  const heights = roles.map((role) => Math.max(44, portsOf(role) * portStep + 12));
  const innerLane = inner.length === 0 ? 0 : 24 + inner.length * 52;
  const frameWidth = framePad * 2 + groupWidth + innerLane;
  const frameHeight = frameHead + heights.reduce((sum, height) => sum + height + gap, 0) + framePad - gap;
  const stackHeight = (count: number) => count * (nodeHeight + gap) - gap;
  const height = Math.max(frameHeight, stackHeight(shown.into.length), stackHeight(shown.out.length)) + 4;
  const frameX = (shown.into.length > 0 ? nodeWidth + between : 0) + 2;
  const frame = { x: frameX, y: (height - frameHeight) / 2, width: frameWidth, height: frameHeight };
  const rightX = frameX + frameWidth + between;
  const placed = new Map<string | null, Box>();
  let top = frame.y + frameHead;
  roles.forEach((role, index) => {
    const boxHeight = heights[index] ?? 44;
    placed.set(role, { x: frame.x + framePad, y: top, width: groupWidth, height: boxHeight });
    top += boxHeight + gap;
  });
  const column = (
    side: readonly Neighbour[],
    x: number,
  ): readonly (StarNode & { readonly of: Neighbour })[] => {
    const first = (height - stackHeight(side.length)) / 2;
    return side.map((of, index) => ({
      of,
      end: of.end,
      x,
      y: first + index * (nodeHeight + gap),
      width: nodeWidth,
      height: nodeHeight,
    }));
  };
  const left = column(shown.into, 2);
  const right = column(shown.out, rightX);
  return {
    width: rightX + (shown.out.length > 0 ? nodeWidth + 2 : 2 - between),
    height,
    frame,
    groups: [...placed].map(([role, box]) => ({ role, ...box })),
    left,
    right,
    lines: [
      ...sideLines(left, placed, 'left', frame),
      ...sideLines(right, placed, 'right', frame),
      ...innerLines(inner, placed),
    ],
    hidden: into.length + out.length - shown.into.length - shown.out.length,
  };
}

const isOpen = ({ build }: PlannedFlow): boolean => build;

interface Neighbour {
  readonly end: FlowEnd;
  readonly lines: readonly { readonly role: string | null; readonly flows: readonly PlannedFlow[] }[];
}

function roleOf(end: FlowEnd): string | null {
  return end.kind === 'group' ? end.role : null;
}

function keyOf(end: FlowEnd): string {
  if (end.kind === 'internet') return 'internet';
  return end.kind === 'zone' ? `zone:${end.zone}` : `service:${end.service}`;
}

/** The other ends of flows, each with its flows by our server role. */
function neighboursOf(flows: readonly PlannedFlow[], side: 'from' | 'to'): readonly Neighbour[] {
  const own = side === 'from' ? 'to' : 'from';
  return [...Map.groupBy(flows, (flow) => keyOf(flow[side])).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({
      end: first[side],
      lines: [...Map.groupBy(same, (flow) => roleOf(flow[own]))].map(([role, of]) => ({ role, flows: of })),
    })),
  );
}

interface InnerLine {
  readonly from: string | null;
  readonly to: string | null;
  readonly flows: readonly PlannedFlow[];
}

function linesWithin(flows: readonly PlannedFlow[]): readonly InnerLine[] {
  return [...Map.groupBy(flows, ({ from, to }) => `${roleOf(from)}>${roleOf(to)}`).values()].flatMap((same) =>
    same.slice(0, 1).map(({ from, to }) => ({ from: roleOf(from), to: roleOf(to), flows: same })),
  );
}

function lineOf(flows: readonly PlannedFlow[], route: Route): StarLine {
  const ports = [...new Set(flows.map(({ port }) => port))].sort((a, b) => a - b);
  return {
    flows,
    ports: ports.length > 3 ? `${ports.slice(0, 3).join(', ')} …` : ports.join(', '),
    open: flows.some(({ authenticated }) => !authenticated),
    route,
  };
}

/** Curves between the neighbours of a side and our boxes, in the order of the neighbours, so that fewer cross. */
function sideLines(
  nodes: readonly (StarNode & { readonly of: Neighbour })[],
  groups: ReadonlyMap<string | null, Box>,
  side: 'left' | 'right',
  frame: Box,
): readonly StarLine[] {
  const all = nodes.flatMap((node) => node.of.lines.map((line, index) => ({ node, line, index })));
  return all.flatMap(({ node, line, index }) => {
    const box = groups.get(line.role) ?? [...groups.values()][0];
    if (box === undefined) return [];
    const peers = all.filter((other) => other.line.role === line.role);
    const at = peers.findIndex((other) => other.node === node && other.line === line);
    const y = box.y + box.height / 2 + (at - (peers.length - 1) / 2) * portStep;
    const nodeY = node.y + node.height / 2 + (index - (node.of.lines.length - 1) / 2) * 12;
    const outer = { x: side === 'left' ? node.x + node.width : node.x, y: nodeY };
    const inner = { x: side === 'left' ? box.x : frame.x + frame.width, y };
    const route: Route = {
      points: side === 'left' ? [outer, inner] : [inner, outer],
      shape: 'curve',
      label:
        side === 'left'
          ? { x: frame.x - 8, y, anchor: 'end' }
          : { x: frame.x + frame.width + 8, y, anchor: 'start' },
    };
    return [lineOf(line.flows, route)];
  });
}

/** Bends from one of our boxes to another, each in a lane of its own to the right of them. */
function innerLines(
  lines: readonly InnerLine[],
  groups: ReadonlyMap<string | null, Box>,
): readonly StarLine[] {
  return lines.flatMap(({ from, to, flows }, index) => {
    const a = groups.get(from);
    const b = groups.get(to);
    if (a === undefined || b === undefined) return [];
    const laneX = a.x + a.width + 20 + index * 52;
    const shift = from === to ? 8 : 0;
    const y = { from: a.y + a.height / 2 - shift, to: b.y + b.height / 2 + shift };
    return [
      lineOf(flows, {
        points: [
          { x: a.x + a.width, y: y.from },
          { x: laneX, y: y.from },
          { x: laneX, y: y.to },
          { x: b.x + b.width, y: y.to },
        ],
        shape: 'bent',
        label: { x: laneX + 4, y: (y.from + y.to) / 2, anchor: 'start' },
      }),
    ];
  });
}
