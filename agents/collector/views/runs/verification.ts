import type { RunVerification } from '#model/runs/run-verification.ts';
import type { RunDetail } from '../../store/store.ts';
import { runJournalAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { statusShape } from '../parts/status.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { chainStatuses, chainWorth } from './chain-mark.ts';

const words = {
  proved: { sv: 'Verifierad: hashkedjan är hel', en: 'Verified: the hash chain is whole' },
  whole: {
    sv: 'Hashkedjan är hel, men vem som skrev den är inte bevisat',
    en: 'The hash chain is whole, but who wrote it is not proved',
  },
  broken: {
    sv: 'Journalen går inte att lita på: kedjan är bruten',
    en: 'The journal cannot be relied upon: its chain is broken',
  },
  untried: { sv: 'Inte prövad än', en: 'Not tried yet' },
  untriedWhy: {
    sv: 'Kedjan prövas från första posten när journalen förseglas eller avslutas. Varje post prövas för sig när den tas emot.',
    en: 'The chain is tried from its first entry when the journal is sealed or closed. Each entry is tried by itself when it is taken.',
  },
  empty: {
    sv: 'Körningen har inte börjat: det finns ingen journal att pröva.',
    en: 'The run has not begun: there is no journal to try.',
  },
  head: { sv: 'Senaste post', en: 'Newest entry' },
  sealed: { sv: 'Förseglad av', en: 'Sealed by' },
  notSealed: { sv: 'ingen med en känd nyckel', en: 'nobody whose key is known' },
  to: (seq: Value) => ({ sv: `till och med post ${seq}`, en: `up to entry ${seq}` }),
  anchored: { sv: 'Förankrad utanför IT-enheten', en: 'Anchored outside the IT unit' },
  notAnchored: { sv: 'ingen förankring utanför IT-enheten', en: 'no anchor outside the IT unit' },
  told: { sv: 'Vad prövningen säger, rad för rad', en: 'What the verification says, line by line' },
  same: {
    sv: 'Samma svar ger grundval runs verify på en annan dator, utan den här servern.',
    en: 'grundval runs verify gives the same answer on another computer, without this server.',
  },
  entries: { sv: 'Läs alla poster', en: 'Read all entries' },
  download: { sv: 'Hämta journalen som JSONL', en: 'Download the journal as JSONL' },
};

/** What the journal proves, who outside vouches for it, and, where it is broken, exactly where. */
export function verificationPart({ row, head, verification }: RunDetail, view: View): Html {
  const t = speak(words, view.lang);
  if (head === null) return html`<p class="empty">${t.empty}</p>`;
  const worth = chainWorth(row);
  return html`<p class="verdict status ${chainStatuses[worth]}">${statusShape(chainStatuses[worth])}${t[worth]}</p>
${verification === null && html`<p class="hint">${t.untriedWhy}</p>`}
${facts([
  [t.head, html`${view.format.number(head.seq)} <code>${head.hash}</code>`],
  verification === null ? null : [t.sealed, seal(verification, view)],
  verification === null ? null : [t.anchored, anchor(verification, view)],
])}
<p class="more actions"><a href="${runJournalAddress(row.run)}">${t.entries}</a><a href="${runJournalAddress(row.run, { file: true })}">${t.download}</a></p>
${verification !== null && html`<details class="rest" id="provning"${verification.verdict === 'broken' && html` open`}><summary>${t.told}</summary><pre class="told">${verification.told[view.lang].join('\n')}</pre><p class="hint">${t.same}</p></details>`}`;
}

function seal({ sealedBy, sealedTo }: RunVerification, view: View): Html {
  const t = speak(words, view.lang);
  if (sealedBy === null) return html`<span class="muted">${t.notSealed}</span>`;
  return html`${sealedBy}${sealedTo !== null && html`<span class="under">${t.to(sealedTo)}</span>`}`;
}

function anchor({ anchoredTo }: RunVerification, view: View): Html {
  const t = speak(words, view.lang);
  return anchoredTo === null ? html`<span class="muted">${t.notAnchored}</span>` : html`${t.to(anchoredTo)}`;
}
