import type { Point, Route } from '../../figures/route.ts';
import { type Content, type Html, html } from '../html.ts';

export interface ArrowOptions {
  readonly route: Route;
  /** Somebody gets through without saying who they are: dashed. */
  readonly open: boolean;
  /** Said in full to those who point at it. */
  readonly title: string;
  readonly label?: Content;
}

const headLength = 8;

/** A line with its head and its label; what it says stands in the table below, so it is not heard twice. */
export function arrow({ route, open, title, label }: ArrowOptions): Html {
  return html`<g class="arrow-line${open && ' open'}" aria-hidden="true"><title>${title}</title>
<path class="line" d="${linePath(route)}"/><path class="head" d="${headPath(route)}"/>${
    label !== undefined &&
    html`<text class="label" x="${round(route.label.x)}" y="${round(route.label.y)}" dy=".35em" text-anchor="${route.label.anchor}">${label}</text>`
  }</g>\n`;
}

function linePath({ points, shape }: Route): string {
  const end = lastOf(points);
  const before = points.at(-2) ?? end;
  const tip = shorten(before, end);
  if (shape === 'curve') {
    const start = points[0] ?? end;
    const reach = Math.max(24, Math.abs(tip.x - start.x) / 2) * Math.sign(tip.x - start.x || 1);
    return `M${at(start)}C${at({ x: start.x + reach, y: start.y })} ${at({ x: tip.x - reach, y: tip.y })} ${at(tip)}`;
  }
  const corners = points.slice(1, -1);
  const path = corners.map((corner, index) => {
    const from = points[index] ?? corner;
    const to = points[index + 2] ?? corner;
    return `L${at(towards(corner, from))}Q${at(corner)} ${at(towards(corner, to))}`;
  });
  return `M${at(points[0] ?? end)}${path.join('')}L${at(tip)}`;
}

/** The head points the way the last stretch goes; a curve ends level. */
function headPath({ points, shape }: Route): string {
  const end = lastOf(points);
  const before = points.at(-2) ?? end;
  const isLevel = shape === 'curve' || before.y === end.y;
  const back = isLevel ? Math.sign(end.x - before.x) * headLength : 0;
  const up = isLevel ? 0 : Math.sign(end.y - before.y) * headLength;
  const base = { x: end.x - back, y: end.y - up };
  const wing = isLevel ? { x: 0, y: 4 } : { x: 4, y: 0 };
  return `M${at(end)}L${at({ x: base.x - wing.x, y: base.y - wing.y })}L${at({ x: base.x + wing.x, y: base.y + wing.y })}z`;
}

/** The line ends where the head begins, so that a dash does not fray it. */
function shorten(before: Point, end: Point): Point {
  const isLevel = before.y === end.y || before.x !== end.x;
  return isLevel
    ? { x: end.x - Math.sign(end.x - before.x) * headLength, y: end.y }
    : { x: end.x, y: end.y - Math.sign(end.y - before.y) * headLength };
}

const cornerRadius = 6;

function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}

const lastOf = (points: readonly Point[]): Point => points.at(-1) ?? { x: 0, y: 0 };
const round = (value: number): number => Math.round(value * 10) / 10;
const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
