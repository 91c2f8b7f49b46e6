import { evidenceNames } from '#model/evidence/run-evidence.ts';
import type { RunEntry } from '../../store/store.ts';
import { controlAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { exactTime } from './exact-time.ts';

const words = {
  caption: { sv: 'Underlag', en: 'Evidence' },
  name: { sv: 'Underlag', en: 'Evidence' },
  host: { sv: 'Server', en: 'Server' },
  value: { sv: 'Värde', en: 'Value' },
  at: { sv: 'När', en: 'When' },
  hash: { sv: 'Hash', en: 'Hash' },
  controls: { sv: 'Går till', en: 'Feeds' },
  whole: { sv: 'hela körningen', en: 'the whole run' },
  none: {
    sv: 'Körningen har inte lämnat något eget underlag.',
    en: 'The run has filed no evidence of its own.',
  },
  change: {
    sv: 'Körningen själv är underlag för att ändringar sker genom godkänd körning:',
    en: 'The run itself is evidence that changes are made by approved runs:',
  },
  show: { sv: 'Visa', en: 'Show' },
};

/** Which control reads evidence of a name. */
const controlOf: Readonly<Record<string, string>> = {
  [evidenceNames.restoreTest]: 'GV-28',
  [evidenceNames.change]: 'GV-35',
  [evidenceNames.disposal]: 'GV-38',
};

/** Longer values fold away. */
const shortValue = 80;

/**
 * What the run filed, by what and of what, and the controls that read it.
 *
 * @param entries those of the kind `evidence`
 * @param controls ids of the catalogue
 */
export function evidencePart(entries: readonly RunEntry[], controls: ReadonlySet<string>, view: View): Html {
  const t = speak(words, view.lang);
  const link = (id: string | undefined): Content =>
    id !== undefined && controls.has(id) && html`<a href="${controlAddress(id)}">${id}</a>`;
  const changeControl = link(controlOf[evidenceNames.change]);
  return html`${table({
    id: 'underlagstabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.name, tight: true },
      { head: t.host },
      { head: t.value, wide: true },
      { head: t.at, tight: true },
      { head: t.hash },
      { head: t.controls, tight: true },
    ],
    rows: entries.flatMap(({ seq, at, event }) =>
      event.kind !== 'evidence'
        ? []
        : [
            [
              html`<code>${event.body.name}</code>`,
              event.body.host ?? html`<span class="muted">${t.whole}</span>`,
              shownValue(seq, event.body.value, view),
              exactTime(at, view),
              html`<code title="${event.body.sha256}">${event.body.sha256.slice(0, 12)}…</code>`,
              link(controlOf[event.body.name]),
            ],
          ],
    ),
    empty: t.none,
  })}
${changeControl !== false && html`<p class="more hint">${t.change} ${changeControl}</p>`}`;
}

function shownValue(seq: number, value: unknown, { lang }: View): Content {
  const short = JSON.stringify(value);
  if (short.length <= shortValue) return html`<code>${short}</code>`;
  const t = speak(words, lang);
  return html`<details id="varde-${seq}"><summary>${t.show}</summary><pre class="output">${JSON.stringify(value, null, 2)}</pre></details>`;
}
