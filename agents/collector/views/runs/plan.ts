import type { AffectedUsers } from '#model/platform/what-falls.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { Names } from '../../figures/names.ts';
import { foldPlan, type PlannedWork } from '../../figures/planned-work.ts';
import { serviceAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { day, instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { rolloutSentence } from './rollout.ts';
import { changeHints, changeWords, effectWords, plannedOutcomeWords } from './vocabulary.ts';

const words = {
  change: { sv: 'Sorts ändring', en: 'Kind of change' },
  requested: { sv: 'Begärdes av', en: 'Requested by' },
  planned: { sv: 'Planerades', en: 'Planned' },
  ticket: { sv: 'Ärende', en: 'Ticket' },
  noTicket: { sv: 'inget angivet', en: 'none given' },
  hash: { sv: 'Planens hash', en: 'Hash of the plan' },
  environment: { sv: 'Miljö', en: 'Environment' },
  parameters: { sv: 'Parametrar', en: 'Parameters' },
  services: { sv: 'Tjänster som ändras', en: 'Services that change' },
  dependents: { sv: 'Tjänster som står på dem', en: 'Services that stand on them' },
  none: { sv: 'inga', en: 'none' },
  users: { sv: 'Användare som berörs', en: 'Users affected' },
  band: (low: Value, high: Value) => ({
    sv: `minst ${low}, högst ${high}`,
    en: `at least ${low}, at most ${high}`,
  }),
  uncounted: (list: string) => ({
    sv: `Användare inte räknade för ${list}`,
    en: `Users not counted for ${list}`,
  }),
  nobodyCounted: {
    sv: 'ingen av tjänsterna har räknade användare (users)',
    en: 'none of the services has counted users',
  },
  window: { sv: 'Fönster', en: 'Window' },
  anyTime: { sv: 'när som helst', en: 'at any time' },
  freezes: { sv: 'Ändringsstopp', en: 'Freezes' },
  batches: { sv: 'Omgångar', en: 'Batches' },
  batch: { sv: { one: 'omgång', other: 'omgångar' }, en: { one: 'batch', other: 'batches' } },
  sizes: (batches: string, list: string) => ({
    sv: `${batches}, med så här många servrar: ${list}`,
    en: `${batches}, of so many servers: ${list}`,
  }),
  what: { sv: 'Vad som ändras på servrarna', en: 'What changes on the servers' },
  hosts: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  named: { sv: 'Vilka servrar', en: 'Which servers' },
  maybe: { sv: 'om det behövs', en: 'if needed' },
  undo: { sv: 'Ångra', en: 'Undo' },
};

/** More servers than this fold away. */
const mostNamed = 20;

/** What was planned and approved: whom it touches, when, in which order, and what is done on each server. */
export function planPart(plan: RunPlan, planHash: string, names: Names, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  const links = (ids: readonly string[]): Content =>
    ids.length === 0
      ? t.none
      : join(
          ids.map((id) => html`<a href="${serviceAddress(id)}">${names.service(id)}</a>`),
          ', ',
        );
  const parameters = Object.entries(asObject(plan.parameters));
  return html`${facts([
    [
      t.change,
      html`${changeWords[plan.change][lang]}<span class="under">${changeHints[plan.change][lang]}</span>`,
    ],
    [t.requested, plan.requestedBy],
    [t.planned, instant(new Date(plan.plannedAt), view)],
    [t.ticket, plan.ticket ?? html`<span class="muted">${t.noTicket}</span>`],
    [t.services, links(plan.affected.services)],
    [t.dependents, links(plan.affected.dependents)],
    [t.users, users(plan.affected.users, names, view)],
    [t.window, planWindow(plan, view)],
    plan.freezes.length === 0
      ? null
      : [
          t.freezes,
          html`<ul class="plain">${plan.freezes.map(({ from, until, reason }) => html`<li>${day(from)} – ${day(until)}: ${reason}</li>`)}</ul>`,
        ],
    [
      t.batches,
      html`${batchSizes(plan, view)}<span class="under">${rolloutSentence(plan.rollout, view)}</span>`,
    ],
    [t.environment, plan.environment],
    parameters.length === 0
      ? null
      : [
          t.parameters,
          html`<ul class="plain">${parameters.map(([name, value]) => html`<li><code>${name}</code>: ${shown(value)}</li>`)}</ul>`,
        ],
    [t.hash, html`<code>${planHash}</code>`],
  ])}
<h3 class="spaced">${t.what}</h3>
${foldPlan(plan).map((work) => workPart(work, view))}`;
}

function workPart({ hosts, outcome, note, steps }: PlannedWork, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  return html`<div class="planned"><p><b>${t.hosts(hosts.length)} ${plannedOutcomeWords[outcome][lang]}</b>${note !== null && html`: ${note[lang]}`}</p>
${hosts.length > mostNamed ? html`<details><summary class="hint">${t.named}</summary><p class="hint">${hosts.join(', ')}</p></details>` : html`<p class="hint">${hosts.join(', ')}</p>`}
${
  steps.length > 0 &&
  html`<ol class="steps">${steps.map(
    (step) =>
      html`<li><span${step.effect === 'destroy' && html` class="destroys"`}>${step.what[lang]}</span> <span class="tag">${effectWords[step.effect][lang]}</span>${!step.certain && html` <span class="tag">${t.maybe}</span>`}<span class="under"><code>${step.command}</code></span>${step.undo !== null && html`<span class="under">${t.undo}: ${step.undo[lang]}</span>`}</li>\n`,
  )}</ol>`
}</div>`;
}

function users({ atLeast, atMost, uncounted }: AffectedUsers, names: Names, view: View): Content {
  const t = speak(words, view.lang);
  if (atMost === 0 && uncounted.length > 0) return notMeasured(t.nobodyCounted, view.lang);
  const said = atLeast === atMost ? view.format.number(atMost) : t.band(atLeast, atMost);
  const missing = uncounted.map(names.service).join(', ');
  return html`${said}${uncounted.length > 0 && html`<span class="under">${t.uncounted(missing)}</span>`}`;
}

function planWindow({ window }: RunPlan, view: View): Content {
  if (window === null) return speak(words, view.lang).anyTime;
  return html`${instant(new Date(window.opens), view)} – ${instant(new Date(window.closes), view)}`;
}

/** "5 omgångar, med så här många servrar: 1, 4, 12, 12, 11". */
function batchSizes({ batches }: RunPlan, view: View): string {
  const t = speak(words, view.lang);
  const sizes = batches.map(({ length }) => view.format.number(length));
  const shown = sizes.length > 12 ? [...sizes.slice(0, 12), '…'] : sizes;
  return t.sizes(t.batch(batches.length), shown.join(', '));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Secrets are named in a plan, not shown. */
function shown(value: unknown): Content {
  const { $secret: secret } = asObject(value);
  if (typeof secret === 'string') return html`<span class="muted">•••</span>`;
  return html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;
}
