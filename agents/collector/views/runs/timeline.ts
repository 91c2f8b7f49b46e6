import { fitText } from '../../figures/measure-text.ts';
import type { RunHost } from '../../figures/run-hosts.ts';
import { type TimelineLane, timelineLanes, timelineTicks } from '../../figures/run-timeline.ts';
import type { RunRow } from '../../store/store.ts';
import { runHostAddress } from '../address.ts';
import { picture } from '../drawing/picture.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { exactText } from './exact-time.ts';
import { hostShapeAt } from './marks.ts';
import { hostStateWords } from './vocabulary.ts';

const words = {
  title: { sv: 'Tidslinje', en: 'Timeline' },
  description: (lines: Value, from: string, to: string) => ({
    sv: `${lines} rader från ${from} till ${to}. Tabellen under bilden säger samma sak.`,
    en: `${lines} lines from ${from} to ${to}. The table below the picture says the same.`,
  }),
  batch: (batch: Value, hosts: Value) => ({
    sv: `Omgång ${batch}, ${hosts} servrar`,
    en: `Batch ${batch}, ${hosts} servers`,
  }),
  done: { sv: 'klar', en: 'done' },
};

const labelWidth = 208;
const trackWidth = 640;
const stateWidth = 112;
const laneHeight = 24;
const axisHeight = 28;

/** When hosts were at work, on the run's own time; batch by batch where they are many. */
export function timeline(row: RunRow, hosts: readonly RunHost[], view: View): Html | null {
  const began = row.openedAt;
  if (began === null || hosts.length === 0) return null;
  const t = speak(words, view.lang);
  const ended = row.closedAt ?? row.lastAt ?? began;
  const lanes = timelineLanes(hosts, began);
  const whole = Math.max(ended.getTime() - began.getTime(), 1000);
  const x = (ms: number): number => labelWidth + Math.min(ms / whole, 1) * trackWidth;
  const height = axisHeight + lanes.length * laneHeight;
  return picture({
    id: 'tidsbild',
    title: t.title,
    description: t.description(lanes.length, exactText(began, view), exactText(ended, view)),
    width: labelWidth + trackWidth + stateWidth,
    height,
    body: html`${timelineTicks(began, ended).map((at) => {
      const line = x(at.getTime() - began.getTime()).toFixed(1);
      return html`<path class="tick" d="M${line} ${axisHeight - 4}V${height}"/><text class="line-text" x="${line}" y="16" text-anchor="middle">${clockOf(at, whole, view)}</text>\n`;
    })}${lanes.map((lane, index) => laneRow(row.run, lane, axisHeight + index * laneHeight, x, view))}`,
  });
}

function laneRow(run: string, lane: TimelineLane, top: number, x: (ms: number) => number, view: View): Html {
  const t = speak(words, view.lang);
  const base = top + 16;
  const name = lane.host ?? t.batch(lane.batch, lane.hosts);
  const label = html`<text class="lane-name" x="0" y="${base}">${fitText(name, labelWidth - 16, 13)}</text>`;
  const isDone = lane.state === 'changed' || lane.state === 'unchanged';
  const said = lane.host === null && isDone ? t.done : hostStateWords[lane.state][view.lang];
  const [from, to] = lane.span === null ? [0, 0] : [x(lane.span.from), x(lane.span.to)];
  return html`${lane.host === null ? label : html`<a href="${runHostAddress(run, lane.host)}">${label}</a>`}
<path class="track" d="M${labelWidth} ${top + 12}h${trackWidth}"/>${lane.span !== null && html`<rect class="span ${lane.state}" x="${from.toFixed(1)}" y="${top + 6}" width="${Math.max(to - from, 3).toFixed(1)}" height="12" rx="2"/>`}
${hostShapeAt(lane.state, labelWidth + trackWidth + 8, top + 6)}<text class="line-text" x="${labelWidth + trackWidth + 26}" y="${base}">${said}</text>\n`;
}

/** Seconds where lines are less than a minute apart. */
function clockOf(at: Date, wholeMs: number, view: View): string {
  const [, clock = ''] = /(\d\d:\d\d:\d\d)/.exec(exactText(at, view)) ?? [];
  if (wholeMs <= 6 * 60_000) return clock;
  return wholeMs <= 86_400_000 ? clock.slice(0, 5) : view.format.day(at);
}
