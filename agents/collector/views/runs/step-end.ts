import type { RunStep } from '../../figures/run-steps.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { hostMark } from './marks.ts';

const words = {
  run: { sv: 'gjort', en: 'done' },
  probe: { sv: 'var redan gjort', en: 'was done already' },
  person: { sv: 'gjort, enligt den som tittade', en: 'done, by who looked' },
  'not-needed': { sv: 'behövdes inte', en: 'was not needed' },
  unsaid: { sv: 'gjort', en: 'done' },
};

/** What a person says of a step that nobody else can tell the end of. */
export const decisionWords = {
  done: { sv: 'det är gjort', en: 'it is done' },
  'not-done': { sv: 'det är inte gjort och får göras', en: 'it is not done and may be done' },
  'skip-host': { sv: 'servern lämnas', en: 'the server is left' },
} as const;

/** What became of a step: shape and word, and why. */
export function stepEnd({ end }: Pick<RunStep, 'end'>, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  switch (end.kind) {
    case 'working':
      return hostMark('working', lang);
    case 'done':
      return hostMark(end.by === 'run' || end.by === 'unsaid' ? 'changed' : 'unchanged', lang, t[end.by]);
    case 'failed':
      return html`${hostMark('failed', lang)}<span class="under">${end.why}${end.last !== '' && html`: ${end.last}`}</span>`;
    case 'unknown':
      return html`${hostMark('unknown', lang)}<span class="under">${end.why}</span>`;
    case 'decided':
      return html`${hostMark(end.decision === 'skip-host' ? 'skipped' : 'working', lang, decisionWords[end.decision][lang])}<span class="under">${end.by}</span>`;
  }
}
