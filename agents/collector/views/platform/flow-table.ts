import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { Names } from '../../figures/names.ts';
import { type Content, type Html, html } from '../html.ts';
import { placeLinks } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { endLink, loginText } from './flow-end.ts';

const words = {
  from: { sv: 'Från', en: 'From' },
  to: { sv: 'Till', en: 'To' },
  port: { sv: 'Port', en: 'Port' },
  login: { sv: 'Inloggning', en: 'Login' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  proposed: { sv: 'förslag, stängt', en: 'proposed, closed' },
  elsewhere: { sv: 'inte i vårt nät', en: 'not in our network' },
};

export interface FlowTableOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly flows: readonly PlannedFlow[];
  readonly empty?: Content;
}

/** Flows of the plan, each with every line that declares it. */
export function flowTable({ id, caption, flows, empty }: FlowTableOptions, names: Names, view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id,
    caption,
    captionHeard: true,
    columns: [
      { head: t.from, wide: true },
      { head: t.to, wide: true },
      { head: t.port, tight: true },
      { head: t.login },
      { head: t.declared },
    ],
    rows: flows.map((flow) => [
      endLink(flow, 'from', names, view),
      endLink(flow, 'to', names, view),
      html`${String(flow.port)}/${flow.protocol}${!flow.build && html`<span class="under">${t.proposed}</span>`}${!flow.ours && html`<span class="under">${t.elsewhere}</span>`}`,
      loginText(flow, view.lang),
      placeLinks(flow.reasons.map(({ at }) => at)),
    ]),
    ...(empty === undefined ? {} : { empty }),
  });
}
