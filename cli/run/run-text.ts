import { createFormatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import type { HostOutcome } from '#model/runs/journal-entry.ts';
import type { CommandIo } from '../command.ts';
import type { ListedRun, Standing } from './list-runs.ts';

/** How a run stands, in words. */
export const standingWords: Readonly<Record<Standing, Text>> = {
  planned: { sv: 'väntar på godkännande', en: 'waits for approval' },
  approved: { sv: 'har godkännande', en: 'has an approval' },
  running: { sv: 'pågår, eller har avbrutits', en: 'goes on, or was cut off' },
  paused: { sv: 'pausad', en: 'paused' },
  waiting: { sv: 'väntar på ett beslut', en: 'waits for a decision' },
  succeeded: { sv: 'klar', en: 'done' },
  failed: { sv: 'misslyckad', en: 'failed' },
  stopped: { sv: 'stoppad', en: 'stopped' },
  cancelled: { sv: 'avbruten', en: 'cancelled' },
  unreadable: { sv: 'kan inte läsas', en: 'cannot be read' },
};

const outcomeWords: Readonly<Record<HostOutcome, Text>> = {
  changed: { sv: 'ändrade', en: 'changed' },
  unchanged: { sv: 'oförändrade', en: 'unchanged' },
  failed: { sv: 'misslyckade', en: 'failed' },
  unreachable: { sv: 'ej nådda', en: 'not reached' },
  skipped: { sv: 'överhoppade', en: 'skipped' },
  unknown: { sv: 'okända', en: 'unknown' },
};

/** Hosts by outcome, in words: `3 ändrade, 1 misslyckade av 9`. */
export function outcomesText(
  outcomes: ListedRun['outcomes'],
  hosts: number,
  { lang }: Pick<CommandIo, 'lang'>,
): string {
  const parts = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = outcomes[outcome as HostOutcome] ?? 0;
    return count === 0 ? [] : [`${count} ${words[lang]}`];
  });
  const of = lang === 'sv' ? 'av' : 'of';
  return `${parts.join(', ') || '0'} ${of} ${hosts}`;
}

/** Runs as lines of a list. */
export function listLines(runs: readonly ListedRun[], { lang }: Pick<CommandIo, 'lang'>): readonly string[] {
  if (runs.length === 0) {
    return [
      lang === 'sv'
        ? 'Inga körningar. Planera en: grundval run PROCEDUR --plan'
        : 'No runs. Plan one: grundval run PROCEDURE --plan',
    ];
  }
  const format = createFormatter(lang);
  const width = Math.max(...runs.map(({ run }) => run.length));
  return runs.flatMap(({ run, standing, outcomes, hosts, reviewDue, unanchored, problem }) => [
    `${run.padEnd(width)}  ${standingWords[standing][lang]}  ${problem === null ? outcomesText(outcomes, hosts, { lang }) : ''}`.trimEnd(),
    ...(problem === null ? [] : [`  ${problem[lang]}`]),
    ...(reviewDue === null
      ? []
      : [
          lang === 'sv'
            ? `  Akut: någon mer granskar före ${format.instant(new Date(reviewDue))}: grundval runs review ${run}`
            : `  Emergency: somebody else looks before ${format.instant(new Date(reviewDue))}: grundval runs review ${run}`,
        ]),
    ...unanchoredLines(run, unanchored, lang),
  ]);
}

/** That a journal is not anchored wherever it should be, and what to do; nothing where it is. */
export function unanchoredLines(
  run: string,
  unanchored: ListedRun['unanchored'],
  lang: Lang,
): readonly string[] {
  if (unanchored === null) {
    return [
      lang === 'sv'
        ? '  Okänt om den är förankrad: ögonblicksbilden som den planerades från kan inte läsas.'
        : '  Unknown whether it is anchored: the snapshot that it was planned from cannot be read.',
    ];
  }
  if (unanchored.length === 0) return [];
  const places = unanchored.join(', ');
  return [
    lang === 'sv'
      ? `  Inte förankrad hos ${places}: grundval runs anchor ${run}`
      : `  Not anchored at ${places}: grundval runs anchor ${run}`,
  ];
}
