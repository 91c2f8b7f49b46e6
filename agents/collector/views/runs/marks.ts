import type { Lang } from '#model/format/lang.ts';
import { countStates, type HostState, type RunHost } from '../../figures/run-hosts.ts';
import type { RunRow, RunState } from '../../store/store.ts';
import { type Html, html } from '../html.ts';
import { capitalise } from '../parts/capitalise.ts';
import { besideWord, statusShapes } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { claimedWords, hostCountWords, hostStateWords, runStateWords } from './vocabulary.ts';

const { met: disc, finding: triangle, exempt: diamond, 'not-measured': ring } = statusShapes;
const cross = html`<path d="M1.5 1.5l9 9m0-9l-9 9" stroke="currentColor" stroke-width="2.5"/>`;
const square = html`<rect x="1.5" y="1.5" width="9" height="9" fill="none" stroke="currentColor" stroke-width="1.5"/>`;
const half = html`<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor"/>`;
const target = html`<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/><circle cx="6" cy="6" r="2.2" fill="currentColor"/>`;
const bars = html`<path d="M2.5 1v10m7-10v10" stroke="currentColor" stroke-width="3"/>`;

interface Look {
  readonly shape: Html;
  /** Which of the colours of a status. */
  readonly colour: 'met' | 'finding' | 'exempt' | 'not-measured' | 'working' | 'waiting';
}

/** Each state of a host has a shape of its own; colour only says it once more. */
const hostLooks: Readonly<Record<HostState, Look>> = {
  failed: { shape: triangle, colour: 'finding' },
  unknown: { shape: ring, colour: 'not-measured' },
  unreachable: { shape: cross, colour: 'finding' },
  working: { shape: half, colour: 'working' },
  waiting: { shape: square, colour: 'waiting' },
  skipped: { shape: diamond, colour: 'exempt' },
  unchanged: { shape: target, colour: 'met' },
  changed: { shape: disc, colour: 'met' },
};

const runLooks: Readonly<Record<RunState, Look>> = {
  planned: { shape: square, colour: 'waiting' },
  running: { shape: half, colour: 'working' },
  paused: { shape: bars, colour: 'exempt' },
  waiting: { shape: ring, colour: 'not-measured' },
  succeeded: { shape: disc, colour: 'met' },
  failed: { shape: triangle, colour: 'finding' },
  stopped: { shape: diamond, colour: 'exempt' },
  cancelled: { shape: cross, colour: 'finding' },
};

const claimed: Look = { shape: ring, colour: 'not-measured' };

/** Shape and word of a run: ◐ Pågår. That it succeeded is only what its journal says, until that is proved. */
export function runMark({ state, proved }: Pick<RunRow, 'state' | 'proved'>, lang: Lang): Html {
  const isClaimed = state === 'succeeded' && !proved;
  const look = isClaimed ? claimed : runLooks[state];
  const said = isClaimed ? claimedWords : runStateWords[state];
  return html`<span class="status ${look.colour}">${besideWord(look.shape)}${said[lang]}</span>`;
}

/** Shape and word of a host in a run, or of a step by a word of its own: ▲ Misslyckad. */
export function hostMark(state: HostState, lang: Lang, said: string = hostStateWords[state][lang]): Html {
  const look = hostLooks[state];
  return html`<span class="status ${look.colour}">${besideWord(look.shape)}${capitalise(said)}</span>`;
}

/** "3 misslyckade" with its shape, for every state that occurs: what the shapes of a grid mean. */
export function hostCounts(hosts: readonly RunHost[], { lang }: View): Html {
  const t = speak(hostCountWords, lang);
  return html`<span class="counts">${countStates(hosts).map(({ state, count }) => {
    const look = hostLooks[state];
    return html`<span class="status ${look.colour}">${besideWord(look.shape)}${t[state](count)}</span> `;
  })}</span>`;
}

/** States that somebody has to look at. */
const toLookAt: readonly HostState[] = ['failed', 'unknown', 'unreachable', 'working'];

/**
 * One host of a grid: the shape to see, its name and word to hear and on hover. Only a host that somebody has to look
 * at is a link, so that the keyboard does not pass by two hundred; the table has a link for each.
 */
export function hostShape({ host, state }: RunHost, href: string, lang: Lang): Html {
  const look = hostLooks[state];
  const said = `${host}: ${hostStateWords[state][lang]}`;
  const inside = html`${besideWord(look.shape)}<span class="heard">${said}</span>`;
  return toLookAt.includes(state)
    ? html`<a class="status ${look.colour}" href="${href}" title="${said}">${inside}</a>`
    : html`<span class="status ${look.colour}" title="${said}">${inside}</span>`;
}

/** The shape of a state within a drawing; the word has to stand beside it. */
export function hostShapeAt(state: HostState, x: number, y: number): Html {
  const { shape, colour } = hostLooks[state];
  return html`<svg class="status ${colour}" x="${x}" y="${y}" width="12" height="12" viewBox="0 0 12 12">${shape}</svg>`;
}
