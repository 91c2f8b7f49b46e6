import { profileRules } from '#model/report/profile.ts';
import { sectionTexts } from '#model/report/section-texts.ts';
import { sectionNames } from '#model/report/sections/index.ts';
import { agentProfiles, profileWords } from '../devices/vocabulary.ts';
import { type Html, html } from '../html.ts';
import { layout, plainLayout } from '../layout.ts';
import { table } from '../parts/table.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  title: { sv: 'Vad läses från min dator?', en: 'What is read from my computer?' },
  lead: {
    sv: 'Ett litet program, agenten, läser några uppgifter om datorn och skickar dem till IT-enheten. Det mäter enheten, inte dig.',
    en: 'A small program, the agent, reads some facts of the computer and sends them to the IT unit. It measures the device, not you.',
  },
  never: { sv: 'Det här läses aldrig', en: 'This is never read' },
  neverItems: {
    sv: [
      'vad du skriver eller vad som syns på skärmen',
      'vilka webbplatser du besöker',
      'namn på dina filer eller vad som står i dem',
      'vilka program du använder, eller när',
      'när du loggar in och ut',
      'var du är',
    ].join('\n'),
    en: [
      'what you type or what is on the screen',
      'which web sites you visit',
      'the names of your files or what is in them',
      'which programs you use, or when',
      'when you log in and out',
      'where you are',
    ].join('\n'),
  },
  table: { sv: 'Det här läses', en: 'This is read' },
  intro: {
    sv: 'Vad som läses beror på vems enheten är. Tabellen är gjord ur samma regler som agenten själv följer.',
    en: 'What is read depends on whose device it is. The table is made from the same rules that the agent itself follows.',
  },
  what: { sv: 'Uppgift', en: 'What' },
  why: { sv: 'Till vad', en: 'What for' },
  yes: { sv: 'läses', en: 'read' },
  no: { sv: 'läses inte', en: 'not read' },
  noAddresses: { sv: 'läses, utan adresser', en: 'read, without addresses' },
  noPrograms: { sv: 'läses, utan programnamn', en: 'read, without program names' },
  see: { sv: 'Se själv vad din dator skickar', en: 'See for yourself what your computer sends' },
  seeText: {
    sv: 'Kör detta på datorn. Det skriver ut exakt det som skulle skickas, och skickar ingenting.',
    en: 'Run this on the computer. It prints exactly what would be sent, and sends nothing.',
  },
  who: { sv: 'Vem ser uppgifterna?', en: 'Who sees the facts?' },
  whoText: {
    sv: 'De som är inloggade här och har en roll som ger rätt till det. Enheten hör till en organisationsenhet, inte till en person; ditt namn skickas inte.',
    en: 'Those who are logged in here and have a role that permits it. The device belongs to a unit, not to a person; your name is not sent.',
  },
};

/** "Vad läses från min dator?": made from the rules of the agent's profiles, so that it cannot say anything else. */
export function readingPage(frame: Frame): Html {
  const { lang } = frame;
  const t = speak(words, lang);
  const main = html`<h1>${t.title}</h1>
<div class="prose"><p class="lead">${t.lead}</p>
<h2>${t.never}</h2><ul>${t.neverItems.split('\n').map((item) => html`<li>${item}</li>`)}</ul></div>
<section class="section"><h2>${t.table}</h2><p class="hint">${t.intro}</p>
${table({
  id: 'lasning',
  caption: t.table,
  captionHeard: true,
  columns: [
    { head: t.what, wide: true },
    ...agentProfiles.map((profile) => ({ head: profileWords[profile][lang] })),
    { head: t.why, wide: true },
  ],
  rows: sectionNames.map((name) => [
    html`<b>${sectionTexts[name].title[lang]}</b><span class="under">${sectionTexts[name].reads[lang]}</span>`,
    ...agentProfiles.map((profile) => {
      const rule = profileRules[profile];
      if (!rule.sections.includes(name)) return html`<span class="muted">${t.no}</span>`;
      if (name === 'network' && !rule.addresses) return t.noAddresses;
      if (name === 'listening-ports' && !rule.programNames) return t.noPrograms;
      return t.yes;
    }),
    html`<span class="small">${sectionTexts[name].purpose[lang]}</span>`,
  ]),
})}</section>
<div class="prose"><h2>${t.see}</h2><p>${t.seeText}</p><p><code>grundval-agent explain</code></p>
<h2>${t.who}</h2><p>${t.whoText}</p></div>`;
  return frame.viewer === null
    ? plainLayout({ title: t.title, main, wide: true }, frame)
    : layout({ title: t.title, place: null, main }, frame);
}
