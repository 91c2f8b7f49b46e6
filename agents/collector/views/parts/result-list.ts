import type { Evidence, ResultExemption } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { Control } from '#policies/control.ts';
import type { StoredResult } from '../../store/store.ts';
import { controlAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { attestationMark } from './attestation.ts';
import { prose } from './prose.ts';
import { sourceLink } from './source-link.ts';
import { severityWord, statusMark } from './status.ts';
import { instant } from './time.ts';

const words = {
  evidence: {
    sv: { one: 'underlag', other: 'underlag' },
    en: { one: 'piece of evidence', other: 'pieces of evidence' },
  },
  source: { sv: 'Källa', en: 'Source' },
  lasted: (span: string) => ({ sv: `i ${span}`, en: `for ${span}` }),
  judged: (at: string) => ({ sv: `bedömd ${at}`, en: `judged ${at}` }),
  exempt: (until: Value, owner: string) => ({
    sv: `Undantag till och med ${until}, ${owner}`,
    en: `Exempt until ${until}, ${owner}`,
  }),
  expired: (until: Value) => ({
    sv: `Undantaget gick ut ${until} och gäller inte längre`,
    en: `The exemption ended ${until} and no longer holds`,
  }),
  remedy: { sv: 'Åtgärd', en: 'Remedy' },
};

export interface ShownResult {
  readonly result: StoredResult;
  /** What the result is of: the control on a subject's page, the subject on a control's page. */
  readonly heading: Content;
  /** Shown with findings. */
  readonly remedy: Text | null;
}

/** Results with their sentence, exemption and evidence; the evidence folds out. */
export function resultList(
  items: readonly ShownResult[],
  party: (party: string) => string,
  view: View,
): Html {
  return html`<ul class="results">${items.map((item) => one(item, party, view))}</ul>`;
}

/** Results of one subject under the controls they are of; the order is the caller's. */
export function controlResults(
  results: readonly StoredResult[],
  controls: readonly Control[],
  party: (party: string) => string,
  view: View,
): Html {
  const byId = new Map(controls.map((control) => [control.id, control]));
  const items = results.map((result): ShownResult => {
    const control = byId.get(result.control);
    return {
      result,
      heading: html`<a href="${controlAddress(result.control)}">${control?.title[view.lang] ?? result.control}</a>`,
      remedy: control?.remedy ?? null,
    };
  });
  return resultList(items, party, view);
}

function one({ result, heading, remedy }: ShownResult, party: (party: string) => string, view: View): Html {
  const { lang, format, now } = view;
  const t = speak(words, lang);
  const lasted = format.span((now.getTime() - result.since.getTime()) / 1000);
  return html`<li class="result">
<span>${statusMark(result.status, lang)}${result.status === 'finding' && html`<span class="under">${severityWord(result.severity, lang)}</span>`}</span>
<div><p class="message"><b>${heading}</b></p>
<p class="message">${prose(result.message[lang])}</p>
${result.exemption !== null && exemptionLine(result.exemption, party, view)}
${result.status === 'finding' && remedy !== null && html`<p class="hint">${t.remedy}: ${prose(remedy[lang])}</p>`}
${result.evidence.length > 0 && html`<details class="evidence"><summary>${t.evidence(result.evidence.length)}</summary>${evidenceList(result.evidence, view)}</details>`}</div>
<p class="since"><time datetime="${result.since.toISOString()}" title="${format.instant(result.since)}">${t.lasted(lasted)}</time><span class="under">${t.judged(format.recent(result.evaluatedAt, now))}</span></p>
</li>\n`;
}

function exemptionLine(exemption: ResultExemption, party: (party: string) => string, view: View): Html {
  const t = speak(words, view.lang);
  const said = exemption.expired
    ? t.expired(exemption.until)
    : t.exempt(exemption.until, party(exemption.owner));
  return html`<p class="hint">${said}: ${exemption.reason} (${exemption.decision}) ${attestationMark('self-declared', view.lang)}</p>`;
}

/** Facts a verdict rests on, each with where it is from and how old it is. */
export function evidenceList(evidence: readonly Evidence[], view: View): Html {
  const t = speak(words, view.lang);
  return html`<ul>${evidence.map(
    ({ text, source, at, attestation }) =>
      html`<li>${text[view.lang]} <span class="muted">${t.source}: ${sourceLink(source)}${at !== null && html`, ${instant(at, view)}`}</span>${attestation !== undefined && html` ${attestationMark(attestation, view.lang)}`}</li>`,
  )}</ul>`;
}
