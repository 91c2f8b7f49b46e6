import type { Text } from '#model/format/text.ts';
import type { StoredResult } from '../../store/store.ts';
import { address, controlAddress, subjectAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { prose } from '../parts/prose.ts';
import { severityMark } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  remedy: { sv: 'Åtgärd', en: 'Remedy' },
  owner: { sv: 'Ansvarig', en: 'Owner' },
  age: { sv: 'Ålder', en: 'Age' },
  nobody: { sv: 'ingen utsedd', en: 'nobody appointed' },
  alike: {
    sv: {
      one: 'enhet till har en lika allvarlig avvikelse',
      other: 'enheter till har en lika allvarlig avvikelse',
    },
    en: { one: 'more device has a finding as severe', other: 'more devices have a finding as severe' },
  },
  none: {
    sv: 'Inga avvikelser. Kontroller som är ej mätta räknas inte hit; de står under Kontroller.',
    en: 'No findings. Controls that are not measured do not count here; they stand under Controls.',
  },
  unrun: {
    sv: 'Inga kontroller har körts än. De körs när deklarationen läses in och när en enhet rapporterar.',
    en: 'No controls have been run yet. They run when the declaration is read and when a device reports.',
  },
  more: (shown: Value, all: Value) => ({
    sv: `${shown} saker som väger tyngst bland ${all} avvikelser: allvar gånger klass gånger ålder.`,
    en: `The ${shown} things that weigh most among ${all} findings: severity times class times age.`,
  }),
};

/** A finding with what the reader needs to act on it. */
export interface ToDo {
  readonly result: StoredResult;
  readonly title: Text;
  readonly remedy: Text;
  /** How many more devices have a finding of the same control and severity. */
  readonly alike: number;
  /** Who answers for the subject, as it is called; null where nobody is appointed. */
  readonly owner: string | null;
}

/** The findings that weigh most, heaviest first. */
export function toDoList(items: readonly ToDo[], findings: number, isMeasured: boolean, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  if (items.length === 0) return html`<p class="empty">${isMeasured ? t.none : t.unrun}</p>`;
  return html`<p class="hint">${t.more(items.length, findings)}</p>
<ol class="todo">${items.map(
    ({ result, alike, title, remedy, owner }) => html`<li>
<span>${severityMark(result.severity, lang)}</span>
<span><a class="which" href="${controlAddress(result.control)}">${title[lang]}</a><span class="under"><a href="${subjectAddress(result.subject)}">${result.subject.name}</a>: ${prose(result.message[lang])}${alike > 0 && html` <a href="${address(controlAddress(result.control), { status: 'finding' }, 'bedomningar')}">${t.alike(alike)}</a>.`}</span></span>
<span class="remedy"><span class="label">${t.remedy} </span>${prose(remedy[lang])}</span>
<span class="owner"><span class="label">${t.owner} </span>${owner ?? html`<span class="muted">${t.nobody}</span>`}</span>
<span class="since"><span class="label">${t.age} </span><time datetime="${result.since.toISOString()}" title="${view.format.instant(result.since)}">${view.format.span((view.now.getTime() - result.since.getTime()) / 1000)}</time></span>
</li>\n`,
  )}</ol>`;
}
