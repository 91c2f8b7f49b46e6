import type { RunNews } from '../execute/run-log.ts';
import type { HostOutcome, RunOutcome } from '../journal/entry.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import { createExcerpt, type Excerpt } from './excerpt.ts';

/** A host as the progress shows it. */
export interface HostProgress {
  readonly host: string;
  readonly outcome: HostOutcome | null;
  /** As the journal has it. */
  readonly note: string;
  /** What it is at; null while it waits or when it is over. */
  readonly step: { readonly name: string; readonly since: Date } | null;
  /** Its last line of output. */
  readonly last: string;
}

/** How far a run has come. */
export interface Progress {
  readonly procedure: string;
  readonly batches: number;
  /** From 0; null before the first. */
  readonly batch: number | null;
  readonly hosts: ReadonlyMap<string, HostProgress>;
  readonly waiting: Extract<RunNews, { kind: 'waiting' }> | null;
  readonly isPaused: boolean;
  readonly outcome: RunOutcome | null;
}

/** A progress that goes on with each piece of news. */
export interface ProgressFold {
  readonly progress: Progress;
  apply(news: RunNews): void;
}

const lastLineCharacters = 200;
const lineLimits = { lines: 1, bytes: lastLineCharacters };

/** The progress of a run that has not begun. Memory is that of its hosts, however much they say. */
export function trackProgress(plan: Pick<RunPlan, 'procedure' | 'batches'>): ProgressFold {
  const hosts = new Map<string, HostProgress>(
    plan.batches.flat().map((host) => [host, { host, outcome: null, note: '', step: null, last: '' }]),
  );
  const ends = new Map<string, Excerpt>();
  const progress = {
    procedure: plan.procedure,
    batches: plan.batches.length,
    batch: null as number | null,
    hosts,
    waiting: null as Progress['waiting'],
    isPaused: false,
    outcome: null as RunOutcome | null,
  };

  function set(host: string, change: Partial<HostProgress>): void {
    const before = hosts.get(host);
    if (before !== undefined) hosts.set(host, { ...before, ...change });
  }

  function hear(host: string, text: string): void {
    const end = ends.get(host) ?? createExcerpt(lineLimits);
    ends.set(host, end);
    end.push(text);
    const line = (end.tail === '' ? end.head : end.tail).trimEnd();
    set(host, { last: line.slice(-lastLineCharacters) });
  }

  function applyEvent({ event, at }: Extract<RunNews, { kind: 'event' }>): void {
    switch (event.kind) {
      case 'batch':
        progress.batch = event.body.number;
        for (const host of event.body.hosts)
          set(host, { outcome: null, note: '', step: { name: '', since: at } });
        break;
      case 'intent':
        set(event.body.host, { step: { name: event.body.step, since: at } });
        break;
      case 'host':
        set(event.body.host, { outcome: event.body.outcome, note: event.body.note, step: null });
        ends.delete(event.body.host);
        break;
      case 'control':
        progress.isPaused = event.body.action === 'pause';
        break;
      case 'closed':
        progress.outcome = event.body.outcome;
        break;
    }
  }

  return {
    progress,
    apply(news) {
      if (news.kind === 'waiting') progress.waiting = news;
      if (news.kind === 'output') hear(news.host, news.chunk.text);
      if (news.kind !== 'event') return;
      progress.waiting = null;
      applyEvent(news);
    },
  };
}
