import { Hono } from 'hono';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Control } from '#policies/control.ts';
import { sumCounts } from '../../figures/control-status.ts';
import { measureCost } from '../../figures/costs.ts';
import { type CarriedServices, type FirstThing, firstThings } from '../../figures/first-things.ts';
import { answerFourQuestions } from '../../figures/four-questions.ts';
import { findNews } from '../../figures/news.ts';
import { isRunning, measureStandardisation } from '../../figures/standardisation.ts';
import type { StoredResult } from '../../store/store.ts';
import { overviewPage } from '../../views/overview/page.ts';
import type { ToDo } from '../../views/overview/to-do.ts';
import type { CollectorEnv } from '../context.ts';
import { anyDevice } from './any-device.ts';
import { type OpenPage, openPage } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';

const dayMs = 86_400_000;
const shownToDo = 10;
/** The heaviest findings by severity come first from the store; further down none reaches the top ten. */
const weighed = 2000;
const comparedChanges = 10_000;
const serversPerQuery = 1000;

/** `/`: Översikt. */
export function overviewRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, controls } = deps;
  return new Hono<CollectorEnv>().get('/', async (c) => {
    const page = await openPage(c, deps);
    if (page instanceof Response) return page;
    const { scope, declaration, names, now, today, coverage } = page;
    const yesterday = new Date(now.getTime() - dayMs);
    const [counted, serviceResults, findings, changed, imports, carried] = await Promise.all([
      store.countResults(scope),
      store.listResults(scope, { subjectKind: 'service' }),
      store.listResults(scope, { status: 'finding', limit: weighed }),
      store.listResults(scope, { changedAfter: yesterday, limit: comparedChanges }),
      store.listImports(scope),
      carriedServices(page, deps),
    ]);
    const countsByControl = new Map(counted.map(({ control, counts }) => [control, counts]));
    const results = sumCounts([...countsByControl.values()]);
    const answers = answerFourQuestions(declaration, controls, countsByControl, serviceResults, today);
    const running = declaration.services.filter(isRunning);
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
          toDo: firstThings(findings, declaration, carried, now, shownToDo).flatMap((item) =>
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

/** Ids of devices that carry services, with those services. Only servers do. */
async function carriedServices({ scope, now }: OpenPage, { store }: PageDeps): Promise<CarriedServices> {
  const carried = new Map<string, readonly string[]>();
  for (let number = 1; ; number += 1) {
    const found = await store.listDevices(
      scope,
      { ...anyDevice, kind: 'server', page: number, pageSize: serversPerQuery },
      now,
    );
    for (const { id, serviceIds } of found.rows) if (serviceIds.length > 0) carried.set(id, serviceIds);
    if (number * serversPerQuery >= found.total) return carried;
  }
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
