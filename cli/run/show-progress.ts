import type { RunPlan } from '#model/runs/run-plan.ts';
import type { RunNews } from '#runbooks/engine/execute/run-log.ts';
import type { TimedEvent } from '#runbooks/engine/execute/run-state.ts';
import { noteText } from '#runbooks/engine/host/host-note.ts';
import { newsLine } from '#runbooks/engine/output/news-line.ts';
import { trackProgress } from '#runbooks/engine/output/progress.ts';
import { renderProgress, waitingText } from '#runbooks/engine/output/render-progress.ts';
import type { CommandIo } from '../command.ts';

/** Shows a run as it goes on. */
export interface ProgressScreen {
  tell(news: RunNews): void;
  /** Draws how it ended. */
  finish(): void;
}

/** Most hosts at work, and kinds of trouble, with a line of their own. */
const most = 10;
const redrawMs = 200;

/** As lines of JSON, one for each piece of news. */
export function jsonScreen(io: Pick<CommandIo, 'out'>): ProgressScreen {
  return { tell: (news) => io.out(newsLine(news)), finish: () => undefined };
}

/**
 * For people: on a terminal a few lines that are drawn anew, elsewhere a line for each host that is done.
 *
 * @param history what the run has done before
 */
export function peopleScreen(plan: RunPlan, history: readonly TimedEvent[], io: CommandIo): ProgressScreen {
  const { progress, apply } = trackProgress(plan);
  for (const { at, event } of history) apply({ kind: 'event', at, event });
  let [drawn, drawnAt] = [0, 0];
  let later: ReturnType<typeof setTimeout> | null = null;

  function draw(): void {
    if (later !== null) clearTimeout(later);
    later = null;
    drawnAt = Date.now();
    const lines = renderProgress(progress, {
      lang: io.lang,
      now: io.now(),
      // Some terminals say that they have none.
      width: io.columns || 100,
      most,
    });
    const [first = '', ...rest] = lines;
    io.out(`${drawn > 0 ? `\u001B[${drawn}A\u001B[J` : ''}${first}`);
    for (const line of rest) io.out(line);
    drawn = lines.length;
  }

  function say(news: RunNews): void {
    if (news.kind === 'event' && news.event.kind === 'host') {
      const { host, outcome, note } = news.event.body;
      io.out(`${host}  ${outcome}  ${noteText(note)[io.lang]}`.trimEnd());
    }
    if (news.kind === 'waiting') io.out(waitingText(news, io.lang));
    if (news.kind === 'event' && news.event.kind === 'batch') {
      const { number, hosts } = news.event.body;
      const word = io.lang === 'sv' ? 'Omgång' : 'Batch';
      io.out(
        `${word} ${number + 1}/${plan.batches.length}: ${hosts.length > 8 ? hosts.length : hosts.join(', ')}`,
      );
    }
  }

  return {
    tell(news) {
      apply(news);
      if (!io.colour) return say(news);
      const wait = drawnAt + redrawMs - Date.now();
      if (wait <= 0 || wait > redrawMs) draw();
      // What is told last may stand for hours: that a window is waited for.
      else later ??= setTimeout(draw, wait).unref();
    },
    finish: draw,
  };
}
