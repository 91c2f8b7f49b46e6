import { createFormatter, type Formatter } from '#model/format/formatter.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Text } from '#model/format/text.ts';
import type { RunNews } from '../execute/run-log.ts';
import { noteText } from '../host/host-note.ts';
import type { HostOutcome, RunOutcome } from '../journal/entry.ts';
import { foldOutputs, hostRange } from './fold-outputs.ts';
import type { HostProgress, Progress } from './progress.ts';

type Waiting = Extract<RunNews, { kind: 'waiting' }>;

export interface ProgressView {
  readonly lang: Lang;
  readonly now: Date;
  /** Columns; longer lines are cut. */
  readonly width: number;
  /** Most hosts at work, and most kinds of failure, that have a line of their own. */
  readonly most: number;
}

const outcomeWords: Readonly<Record<HostOutcome, Text>> = {
  changed: { sv: 'ändrade', en: 'changed' },
  unchanged: { sv: 'oförändrade', en: 'unchanged' },
  failed: { sv: 'misslyckade', en: 'failed' },
  unreachable: { sv: 'ej nådda', en: 'not reached' },
  skipped: { sv: 'överhoppade', en: 'skipped' },
  unknown: { sv: 'okända', en: 'unknown' },
};

const runWords: Readonly<Record<RunOutcome, Text>> = {
  succeeded: { sv: 'Klar. Allt gick bra.', en: 'Done. All went well.' },
  failed: { sv: 'Klar, men allt gick inte bra.', en: 'Done, but not all went well.' },
  stopped: { sv: 'Stoppad. Inget är halvgjort.', en: 'Stopped. Nothing is half done.' },
  cancelled: {
    sv: 'Avbruten. Se efter på servrarna nedan.',
    en: 'Cancelled. Look at the servers below.',
  },
};

/** A progress as lines of text: how many are where, what is at work longest, and what went wrong, folded. */
export function renderProgress(progress: Progress, view: ProgressView): readonly string[] {
  const format = createFormatter(view.lang);
  const hosts = [...progress.hosts.values()];
  const lines = [
    headline(progress, hosts, view, format),
    counts(hosts, view.lang),
    ...state(progress, view),
    ...working(hosts, view, format),
    ...troubles(hosts, view),
  ];
  return lines.map((line) => cut(line, view.width));
}

function headline(
  { procedure, batch, batches }: Progress,
  hosts: readonly HostProgress[],
  { lang }: ProgressView,
  format: Formatter,
): string {
  const done = hosts.filter(({ outcome }) => outcome !== null).length;
  const where =
    batch === null
      ? ''
      : lang === 'sv'
        ? `  omgång ${batch + 1} av ${batches}`
        : `  batch ${batch + 1} of ${batches}`;
  const of = lang === 'sv' ? 'av' : 'of';
  const servers = lang === 'sv' ? 'servrar' : 'servers';
  return `${procedure}  ${bar(done, hosts.length)}  ${format.number(done)} ${of} ${format.number(hosts.length)} ${servers}${where}`;
}

const barWidth = 20;

function bar(done: number, all: number): string {
  // What is not finished never looks so.
  const filled = all === 0 ? barWidth : Math.floor((done / all) * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`;
}

function counts(hosts: readonly HostProgress[], lang: Lang): string {
  const parts = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = hosts.filter((host) => host.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words[lang]}`];
  });
  const working = hosts.filter(({ step }) => step !== null).length;
  if (working > 0) parts.push(`${working} ${lang === 'sv' ? 'pågår' : 'at work'}`);
  return parts.length === 0 ? (lang === 'sv' ? 'inget påbörjat' : 'nothing begun') : parts.join(', ');
}

function state({ outcome, isPaused, waiting }: Progress, { lang }: ProgressView): readonly string[] {
  if (outcome !== null) return [runWords[outcome][lang]];
  if (isPaused) return [pausedWords[lang]];
  return waiting?.until == null ? [] : [waitingText(waiting, lang)];
}

const pausedWords: Text = { sv: 'Pausad.', en: 'Paused.' };

/** What a run waits for, and until when. */
export function waitingText(waiting: Pick<Waiting, 'for' | 'until'>, lang: Lang): string {
  const until = waiting.until === null ? '' : createFormatter(lang).instant(waiting.until);
  const why: Readonly<Record<Waiting['for'], Text>> = {
    window: {
      sv: `Väntar på underhållsfönstret, som öppnar ${until}.`,
      en: `Waits for the maintenance window, which opens ${until}.`,
    },
    soak: { sv: `Ser om det håller, till ${until}.`, en: `Sees whether it holds, until ${until}.` },
    resume: pausedWords,
  };
  return why[waiting.for][lang];
}

/** Those at work for longest first: they are what somebody waits for. */
function working(hosts: readonly HostProgress[], view: ProgressView, format: Formatter): readonly string[] {
  const busy = hosts
    .flatMap((host) => (host.step === null ? [] : [{ ...host, step: host.step }]))
    .toSorted((a, b) => a.step.since.getTime() - b.step.since.getTime());
  const lines = busy.slice(0, view.most).map(({ host, step, last }) => {
    const seconds = Math.max(0, (view.now.getTime() - step.since.getTime()) / 1000);
    return `  ${[host, step.name, format.span(seconds), last].filter((part) => part !== '').join('  ')}`;
  });
  return more(lines, busy.length, view);
}

/** Hosts with the same trouble are told of together. */
function troubles(hosts: readonly HostProgress[], view: ProgressView): readonly string[] {
  const bad = hosts.filter(
    ({ outcome }) =>
      outcome === 'failed' || outcome === 'unreachable' || outcome === 'unknown' || outcome === 'skipped',
  );
  const folded = foldOutputs(bad.map(({ host, note }) => [host, noteText(note)[view.lang]]));
  const lines = folded
    .slice(0, view.most)
    // What went wrong first: of many hosts the end of the line is cut.
    .map(({ hosts: same, text }) => `  ! ${same.length}: ${text.replaceAll('\n', ' ')}  ${hostRange(same)}`);
  return more(lines, folded.length, view);
}

function more(lines: readonly string[], all: number, { lang }: ProgressView): readonly string[] {
  const left = all - lines.length;
  if (left === 0) return lines;
  return [...lines, lang === 'sv' ? `  … och ${left} till` : `  … and ${left} more`];
}

function cut(line: string, width: number): string {
  const characters = [...line];
  return characters.length <= width ? line : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}
