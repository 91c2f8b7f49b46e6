import { sayIssue } from '#model/platform/issue-words.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import { blockingFirst, subjectOf } from '../../figures/issues.ts';
import type { Names } from '../../figures/names.ts';
import { serviceAddress, zoneAddress } from '../address.ts';
import { type Content, type Html, html } from '../html.ts';
import { prose } from '../parts/prose.ts';
import { placeLink } from '../parts/source-link.ts';
import { statusShape } from '../parts/status.ts';
import { groupedTable } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  caption: {
    sv: 'Det som inte kan planeras som det är deklarerat',
    en: 'What cannot be planned as declared',
  },
  subject: { sv: 'Gäller', en: 'Subject' },
  found: { sv: 'Planen fann', en: 'The plan found' },
  expected: { sv: 'Väntat', en: 'Expected' },
  hint: { sv: 'Gör så här', en: 'What to do' },
  decide: { sv: 'behöver beslutas', en: 'needs a decision' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  blocking: {
    sv: 'Spärr: inget genomförs förrän det är rättat',
    en: 'Blocking: nothing is applied until it is mended',
  },
  notice: { sv: 'Upplysning', en: 'Notice' },
  none: {
    sv: 'Planen har inget att anmärka: allt kan planeras som det är deklarerat.',
    en: 'The plan has no issues: everything can be planned as declared.',
  },
};

/** Issues of a plan in words, by what is wrong; what stops an apply comes first. */
export function issueTable(issues: readonly PlanIssue[], names: Names, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  if (issues.length === 0) return html`<p class="empty">${t.none}</p>`;
  const groups = Map.groupBy(blockingFirst(issues), ({ severity, code }) => `${severity} ${code}`);
  return groupedTable({
    id: 'anmarkningar-tabell',
    caption: t.caption,
    columns: [
      { head: t.subject },
      { head: t.found },
      { head: t.expected },
      { head: t.hint },
      { head: t.declared },
    ],
    groups: [...groups.values()].map((same) => ({
      head: same
        .slice(0, 1)
        .map((issue) => html`${sayIssue(issue).title[lang]} ${severity(issue.severity, t)}`),
      rows: same.map((issue) => {
        const said = sayIssue(issue);
        return [
          subject(issue, names),
          prose(said.found[lang]),
          prose(said.expected[lang]),
          said.hint === null ? html`<span class="muted">${t.decide}</span>` : prose(said.hint[lang]),
          placeLink(issue.at),
        ];
      }),
    })),
  });
}

function severity(of: PlanIssue['severity'], t: { blocking: string; notice: string }): Content {
  if (of === 'notice') return html`<span class="tag">${t.notice}</span>`;
  return html`<span class="status finding">${statusShape('finding')}${t.blocking}</span>`;
}

function subject(issue: PlanIssue, names: Names): Content {
  const { kind, id, part } = subjectOf(issue);
  if (kind === 'zone') return html`<a href="${zoneAddress(id)}">${names.zone(id)}</a>`;
  return html`<a href="${serviceAddress(id)}">${names.service(id)}</a>${part !== null && `, ${part}`}`;
}
