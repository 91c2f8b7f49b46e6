import type { RequirementArea } from '#model/platform/requirement-areas.ts';
import { platformAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import { facts } from '../parts/facts.ts';
import { placeLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import { instant } from '../parts/time.ts';
import type { Frame, View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { noPlan } from './no-plan.ts';

const words = {
  platform: { sv: 'Plattform', en: 'Platform' },
  title: { sv: 'Kravspecifikation: teknik och arkitektur', en: 'Requirements: technology and architecture' },
  lead: {
    sv: 'Det som är deklarerat för plattformen, som krav i sexton områden. Skriv ut den, eller kör',
    en: 'What is declared for the platform, as requirements in sixteen areas. Print it, or run',
  },
  organisation: { sv: 'Organisation', en: 'Organisation' },
  environment: { sv: 'Miljö', en: 'Environment' },
  date: { sv: 'Deklarationen läst', en: 'Declaration read' },
  version: { sv: 'Version', en: 'Version' },
  counted: { sv: 'Omfattning', en: 'Extent' },
  requirement: { sv: { one: 'krav', other: 'krav' }, en: { one: 'requirement', other: 'requirements' } },
  extent: (requirements: string, filled: Value, all: Value) => ({
    sv: `${requirements} i ${filled} av ${all} områden`,
    en: `${requirements} in ${filled} of ${all} areas`,
  }),
  areas: { sv: 'Områden', en: 'Areas' },
  number: { sv: 'Nr', en: 'No.' },
  text: { sv: 'Krav', en: 'Requirement' },
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  nothing: { sv: 'Inget deklarerat.', en: 'Nothing declared.' },
  wouldStand: (where: string) => ({ sv: `Det läses ur ${where}.`, en: `It is read from ${where}.` }),
  proposals: {
    sv: 'Föreslagna tjänster är inte med, eftersom ingen har beslutat om dem.',
    en: 'Proposed services are left out, since nobody has decided on them.',
  },
};

export interface SpecificationData {
  /** Null where there is no plan to read. */
  readonly areas: readonly RequirementArea[] | null;
  /** SHA-256 of the snapshot. */
  readonly hash: string;
}

/** The sixteen areas of a technical requirement specification, with what is declared for each; made to be printed. */
export function specificationPage({ areas, hash }: SpecificationData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  return layout(
    {
      title: t.title,
      place: 'platform',
      main: html`<p class="above not-printed"><a href="${platformAddress}">${t.platform}</a></p>
<h1>${t.title}</h1>
<p class="lead not-printed">${t.lead} <code>grundval kravspec</code>.</p>
${areas === null ? noPlan(frame) : specification(areas, hash, frame)}`,
    },
    frame,
  );
}

function specification(areas: readonly RequirementArea[], hash: string, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const filled = areas.filter(({ requirements }) => requirements.length > 0).length;
  const total = areas.reduce((sum, { requirements }) => sum + requirements.length, 0);
  return html`<div class="spec-head">${facts([
    [t.organisation, frame.organisation?.name ?? ''],
    [t.environment, frame.environment ?? ''],
    frame.declaredAt === null ? null : [t.date, instant(frame.declaredAt, frame)],
    [t.version, html`<code title="${hash}">${hash.slice(0, 12)}</code>`],
    [t.counted, t.extent(t.requirement(total), filled, areas.length)],
  ])}</div>
<p class="hint">${t.proposals}</p>
<nav class="contents" aria-label="${t.areas}"><ul>${areas.map(({ letter, title }) => html`<li><a href="#omrade-${letter}">${letter}. ${title[frame.lang]}</a></li>`)}</ul></nav>
${areas.map((area) => section(area, frame))}`;
}

function section({ letter, id, title, declaredIn, requirements }: RequirementArea, view: View): Html {
  const { lang } = view;
  const t = speak(words, lang);
  return html`<section class="section spec"><h2 id="omrade-${letter}">${letter}. ${title[lang]} <span class="tag">${id}</span></h2>${table(
    {
      id: `omrade-${letter}-tabell`,
      caption: title[lang],
      captionHeard: true,
      columns: [{ head: t.number, tight: true }, { head: t.text, wide: true }, { head: t.declared }],
      rows: requirements.map(({ number, text, at }) => [number, text[lang], placeLink(at)]),
      empty: html`<b>${t.nothing}</b> <span class="muted">${t.wouldStand(declaredIn[lang])}</span>`,
    },
  )}</section>\n`;
}
