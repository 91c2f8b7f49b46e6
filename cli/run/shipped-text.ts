import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Shipped } from './ship-run.ts';

/** What became of a shipment, in one line. */
export function shippedLine(
  run: string,
  { entries, outputs, withheld, receipt }: Shipped,
  lang: Lang,
): string {
  const format = createFormatter(lang);
  const words =
    lang === 'sv'
      ? { entry: { one: 'post', other: 'poster' }, output: { one: 'utskrift', other: 'utskrifter' } }
      : { entry: { one: 'entry', other: 'entries' }, output: { one: 'output', other: 'outputs' } };
  const sent = `${format.count(entries, words.entry)}, ${format.count(outputs, words.output)}`;
  const left =
    withheld === 0
      ? ''
      : lang === 'sv'
        ? `; ${withheld} för stora eller ersatta, bara deras hash finns där`
        : `; ${withheld} too large or replaced, only their hashes are there`;
  const judged = {
    proved: { sv: 'Kedjan håller och är styrkt.', en: 'The chain holds and is proved.' },
    whole: {
      sv: 'Kedjan håller, men är inte styrkt med nycklar som insamlaren känner.',
      en: 'The chain holds, but is not proved by keys that the collector knows.',
    },
    broken: { sv: 'KEDJAN HÅLLER INTE.', en: 'THE CHAIN DOES NOT HOLD.' },
    open: { sv: 'Den pågår.', en: 'It goes on.' },
  } as const;
  const verdict = receipt.proved ? 'proved' : (receipt.verdict ?? 'open');
  const head = lang === 'sv' ? `Skickat till insamlaren: ${run}` : `Sent to the collector: ${run}`;
  return `${head} (${sent}${left}). ${judged[verdict][lang]}`;
}
