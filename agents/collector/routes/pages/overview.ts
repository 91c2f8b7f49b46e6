import { Hono } from 'hono';
import type { Declaration } from '#model/declaration/declaration.ts';
import { isStanding } from '#model/declaration/stage.ts';
import { dayMs } from '#policies/calendar.ts';
import type { Control } from '#policies/control.ts';
import { sumCounts } from '../../figures/control-status.ts';
import { measureCost } from '../../figures/costs.ts';
import { type FirstThing, firstThings } from '../../figures/first-things.ts';
import { answerFourQuestions } from '../../figures/four-questions.ts';
import { findNews } from '../../figures/news.ts';
import { measureStandardisation } from '../../figures/standardisation.ts';
import type { StoredResult } from '../../store/store.ts';
import { overviewPage } from '../../views/overview/page.ts';
import type { ToDo } from '../../views/overview/to-do.ts';
import type { CollectorEnv } from '../context.ts';
import { listCarriers } from './all-devices.ts';
import { type OpenPage, openPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

const shownToDo = 10;

/** `/`: Översikt. */
export function overviewRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, controls } = deps;
  return new Hono<CollectorEnv>().get('/', async (c) => {
    const page = await openPage(c, deps);
    if (page instanceof Response) return page;
    const { scope, declaration, names, now, today, coverage } = page;
    const yesterday = new Date(now.getTime() - dayMs);
    const [counted, serviceResults, changed, imports, carriers] = await Promise.all([
      store.countResults(scope),
      store.listResults(scope, { subjectKind: 'service' }),
      store.countChanges(scope, yesterday),
      store.listImports(scope),
      listCarriers(store, scope, now),
    ]);
    const countsByControl = new Map(counted.map(({ control, counts }) => [control, counts]));
    const [carrierFindings, alike] = await Promise.all([
      store.listResults(scope, { status: 'finding', devices: carriers.map(({ id }) => id) }),
      store.listAlikeFindings(
        scope,
        carriers.map(({ id }) => id),
      ),
    ]);
    const findings = [...serviceResults.filter(({ status }) => status === 'finding'), ...carrierFindings];
    const carried = new Map(carriers.map(({ id, serviceIds }) => [id, serviceIds]));
    const results = sumCounts([...countsByControl.values()]);
    const answers = answerFourQuestions(
      declaration,
      controls,
      { countsByControl, serviceResults, carriers },
      today,
    );
    const running = declaration.services.filter(isStanding);
    const news = findNews(changed, results, controls, imports, yesterday);
    return c.html(
      overviewPage(
        {
          declaration,
          names,
          today,
          answers,
          trend: news.startedAt === null ? news.trend : null,
          tiles: {
            results,
            controls: countsByControl.size,
            coverage,
            cost: measureCost(declaration),
            goals: answers.goals,
            standardisation: measureStandardisation(declaration, today),
            checked: running.filter(({ checks }) => checks.length > 0).length,
            energyTarget: declaration.organisation.energyTarget,
          },
          toDo: firstThings(findings, alike, declaration, carried, now, shownToDo).flatMap((item) =>
            asToDo(item, controls, page),
          ),
          findings: results.finding,
          news,
        },
        page.frame,
      ),
    );
  });
}

function asToDo(
  { result, alike }: FirstThing,
  controls: readonly Control[],
  { declaration, names }: OpenPage,
): readonly ToDo[] {
  const control = controls.find(({ id }) => id === result.control);
  if (control === undefined) return [];
  const owner = ownerOf(result, declaration);
  return [
    {
      result,
      alike,
      title: control.title,
      remedy: control.remedy,
      owner: owner === null ? null : names.party(owner),
    },
  ];
}

/** A service's owner; of a device, whoever answers for IT. */
function ownerOf({ subject }: StoredResult, { services, organisation }: Declaration): string | null {
  if (subject.kind === 'service') return services.find(({ id }) => id === subject.id)?.owner ?? null;
  return organisation.contact?.role ?? null;
}
