import type { Declaration } from '#model/declaration/declaration.ts';
import type { FourAnswers } from '../../figures/four-questions.ts';
import type { Names } from '../../figures/names.ts';
import type { News } from '../../figures/news.ts';
import { type Html, html } from '../html.ts';
import { layout } from '../layout.ts';
import type { Frame } from '../view.ts';
import { speak } from '../words.ts';
import { goalsAndActions } from './goals-and-actions.ts';
import { newsList } from './news.ts';
import { questionStrip, type Trend } from './questions.ts';
import { type TileFigures, tiles } from './tiles.ts';
import { type ToDo, toDoList } from './to-do.ts';

const words = {
  title: { sv: 'Översikt', en: 'Overview' },
  lead: (at: string) => ({ sv: `Uppgifter per ${at}`, en: `As of ${at}` }),
  state: { sv: 'Läget', en: 'How things stand' },
  first: { sv: 'Att göra först', en: 'To do first' },
  news: { sv: 'Nytt sedan igår', en: 'New since yesterday' },
};

export interface OverviewData {
  readonly declaration: Declaration;
  readonly names: Names;
  readonly today: string;
  readonly answers: FourAnswers;
  readonly trend: Trend | null;
  readonly tiles: TileFigures;
  readonly toDo: readonly ToDo[];
  /** All findings, of which `toDo` holds the heaviest. */
  readonly findings: number;
  readonly news: News;
}

/** Översikt: how things stand and what to do first, in thirty seconds. */
export function overviewPage(data: OverviewData, frame: Frame): Html {
  const t = speak(words, frame.lang);
  const isMeasured = data.answers.rules !== null;
  return layout(
    {
      title: t.title,
      place: 'overview',
      main: html`<h1>${t.title}</h1>
<p class="lead small">${t.lead(frame.format.instant(frame.now))}</p>
${questionStrip(data.answers, data.trend, frame)}
<section class="section"><h2>${t.state}</h2>${tiles(data.tiles, frame)}</section>
<section class="section"><h2 id="forst">${t.first}</h2>${toDoList(data.toDo, data.findings, isMeasured, frame)}</section>
<section class="section"><h2>${t.news}</h2>${newsList(data.news, frame)}</section>
${goalsAndActions(data.declaration.goals, data.names, data.today, frame)}`,
    },
    frame,
  );
}
