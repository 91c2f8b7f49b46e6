import type { RunStep } from '../../figures/run-steps.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { exactTime } from './exact-time.ts';
import { outputText, type ShownOutput } from './outputs.ts';
import { stepEnd } from './step-end.ts';
import { effectWords } from './vocabulary.ts';

const words = {
  none: { sv: 'Inget steg har tagits på servern än.', en: 'No step has been taken on the server yet.' },
  took: { sv: 'tog', en: 'took' },
  silent: { sv: 'Steget skrev ingen utdata.', en: 'The step wrote no output.' },
};

/** Steps of one host in the order they were taken, each with what it said. */
export function stepList(
  run: string,
  steps: readonly RunStep[],
  shown: ReadonlyMap<string, ShownOutput>,
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (steps.length === 0) return html`<p class="empty">${t.none}</p>`;
  return html`<ol class="steps-taken">${steps.map(
    (
      step,
    ) => html`<li><h3><code>${step.step}</code>${step.effect !== null && html` <span class="tag">${effectWords[step.effect][view.lang]}</span>`}</h3>
<p>${stepEnd(step, view)}</p>
<p class="hint">${times(step, view)}</p>
${
  step.outputSha256 !== null
    ? outputText(run, step.outputSha256, shown.get(step.outputSha256) ?? 'not-sent', view)
    : step.to !== null && html`<p class="hint">${t.silent}</p>`
}</li>\n`,
  )}</ol>`;
}

function times({ from, to }: RunStep, view: View): Html {
  const t = speak(words, view.lang);
  if (from === null) return html`${to !== null && exactTime(to, view)}`;
  if (to === null) return exactTime(from, view);
  return html`${exactTime(from, view)} – ${exactTime(to, view)}, ${t.took} ${view.format.span((to.getTime() - from.getTime()) / 1000)}`;
}
