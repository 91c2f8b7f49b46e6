import { address } from '../address.ts';
import { type Html, html } from '../html.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  lost: {
    sv: 'Kontakten med insamlaren är bruten. Sidan visar hur det stod när den bröts och försöker igen.',
    en: 'The collector cannot be reached. The page shows how it stood then, and tries again.',
  },
};

/**
 * Keeps the parts of a page that change while it is read as they are now; without it the page is as it was when it
 * came.
 *
 * @param version of the parts on the page
 */
export function liveScript(events: string, version: string, { assets, lang }: Frame): Html {
  return html`<p class="note finding lost" id="kontakt" role="status" hidden>${speak(words, lang).lost}</p>
<p class="heard" id="sagt" role="status"></p>
<script src="${assets.live}" data-events="${address(events, { lang, version })}" defer></script>`;
}
