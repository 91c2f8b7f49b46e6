import { onCallAddress } from '../address.ts';
import { document } from '../document.ts';
import { type Content, type Html, html } from '../html.ts';
import { languageSwitch } from '../language-switch.ts';
import type { Frame } from '../view.ts';
import { speak, type Value } from '../words.ts';

const words = {
  back: { sv: 'Alla tjänster', en: 'All services' },
  whole: { sv: 'Hela Grundval', en: 'All of Grundval' },
  read: (clock: Value) => ({ sv: `Läst ${clock}.`, en: `Read at ${clock}.` }),
  report: (clock: Value) => ({
    sv: `Senaste agentrapport ${clock}.`,
    en: `Newest agent report ${clock}.`,
  }),
  noReport: { sv: 'Ingen agent har rapporterat.', en: 'No agent has reported.' },
  again: { sv: 'Läs om', en: 'Read again' },
  accessibility: { sv: 'Tillgänglighetsredogörelse', en: 'Accessibility statement' },
};

/** A page for those on call: its own small style, no script, no font, no menu of what is not needed at night. */
export function onCallPage(title: string, main: Content, frame: Frame): Html {
  const { assets, path, version, organisation } = frame;
  const t = speak(words, frame.lang);
  return document(
    {
      title,
      links: html`<link rel="stylesheet" href="${assets.onCallStyle}">`,
      body: html`<header class="top">${path === onCallAddress ? html`<a href="/">Grundval</a>` : html`<a href="${onCallAddress}">‹ ${t.back}</a>`}<span class="muted">${organisation?.name}</span>${languageSwitch(frame)}</header>
<main id="innehall" tabindex="-1">
${main}
</main>
<footer class="foot"><a href="/">${t.whole}</a><a href="/om/tillganglighet">${t.accessibility}</a><span>Grundval ${version}</span></footer>`,
    },
    frame,
  );
}

/** How old what stands here is, and a link that reads it again: nothing on the page changes by itself. */
export function dataAge(frame: Frame): Html {
  const { lang, format, now, newestReportAt, path, query } = frame;
  const t = speak(words, lang);
  return html`<p class="age"><span>${t.read(format.recent(now, now))} ${newestReportAt === null ? t.noReport : t.report(format.recent(newestReportAt, now))}</span><a class="button" href="${path}${query !== '' && `?${query}`}">${t.again}</a></p>`;
}
