import type { SameOutput } from '../../figures/run-outputs.ts';
import type { OutputExcerpt } from '../../runs/output-excerpt.ts';
import { runHostAddress, runOutputAddress } from '../address.ts';
import { type Content, type Html, html, join } from '../html.ts';
import type { View } from '../view.ts';
import { speak, type Value } from '../words.ts';
import { hostMark } from './marks.ts';

const words = {
  none: {
    sv: 'Inget steg har skrivit någon utdata än.',
    en: 'No step has written any output yet.',
  },
  hosts: { sv: { one: 'server', other: 'servrar' }, en: { one: 'server', other: 'servers' } },
  others: (count: Value) => ({ sv: `och ${count} till`, en: `and ${count} more` }),
  all: { sv: 'Hela utdatan', en: 'The whole output' },
  left: (lines: Value, bytes: string) => ({
    sv: `… ${lines} rader (${bytes}) visas inte …`,
    en: `… ${lines} lines (${bytes}) are not shown …`,
  }),
  cut: (bytes: string) => ({ sv: `… ${bytes} visas inte …`, en: `… ${bytes} are not shown …` }),
  large: {
    sv: 'Utdatan är för stor för sidan.',
    en: 'The output is too large for the page.',
  },
  notSent: {
    sv: 'Utdatan finns på datorn som kör; hit har bara dess hash skickats:',
    en: 'The output is on the computer that runs it; only its hash was sent here:',
  },
  more: (count: Value) => ({
    sv: `${count} utskrifter till står på servrarnas egna sidor.`,
    en: `${count} more outputs stand on the pages of the servers.`,
  }),
};

/** What a page has of an output: its excerpt, that it is too large, or that it was not sent. */
export type ShownOutput = OutputExcerpt | 'too-large' | 'not-sent';

const mostNamed = 8;

/** What steps said, told once for all hosts that said the same; what went wrong first and folded out. */
export function outputsPart(
  run: string,
  outputs: readonly SameOutput[],
  shown: ReadonlyMap<string, ShownOutput>,
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (outputs.length === 0) return html`<p class="empty">${t.none}</p>`;
  const listed = outputs.filter(({ sha256 }) => shown.has(sha256));
  return html`${listed.map(({ step, sha256, hosts, isFailure }) => {
    const links = hosts
      .slice(0, mostNamed)
      .map((host) => html`<a href="${runHostAddress(run, host)}">${host}</a>`);
    const rest = hosts.length - mostNamed;
    return html`<details class="said" id="utdata-${step.replace(/[^\w-]/g, '_')}-${sha256.slice(0, 8)}"${isFailure && html` open`}><summary><b>${step}</b> <span class="muted">${t.hosts(hosts.length)}</span>${isFailure && html` ${hostMark('failed', view.lang)}`}</summary>
<p class="hint">${join(links, ', ')}${rest > 0 && html` ${t.others(rest)}`}</p>
${outputText(run, sha256, shown.get(sha256) ?? 'not-sent', view)}</details>\n`;
  })}${outputs.length > listed.length && html`<p class="hint">${t.more(outputs.length - listed.length)}</p>`}`;
}

/** One output: its beginning and its end, and a link to all of it. */
export function outputText(run: string, sha256: string, shown: ShownOutput, view: View): Html {
  const t = speak(words, view.lang);
  if (shown === 'not-sent') return html`<p class="hint">${t.notSent} <code>${sha256}</code></p>`;
  const link = html`<p class="hint"><a href="${runOutputAddress(run, sha256)}">${t.all}</a> <code title="${sha256}">${sha256.slice(0, 12)}…</code></p>`;
  if (shown === 'too-large') return html`<p class="hint">${t.large}</p>${link}`;
  const { head, tail, left } = shown;
  const between: Content =
    left.bytes > 0 &&
    html`<span class="muted">${left.lines > 0 ? t.left(left.lines, view.format.bytes(left.bytes)) : t.cut(view.format.bytes(left.bytes))}</span>\n`;
  return html`<pre class="output">${head}${between}${tail}</pre>${link}`;
}
