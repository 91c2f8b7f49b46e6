import { Hono } from 'hono';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { OnCallContact } from '#model/declaration/on-call.ts';
import { RestoreTest } from '#model/evidence/restore-test.ts';
import { evidenceNames } from '#model/evidence/run-evidence.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';
import { dayMs } from '#policies/calendar.ts';
import { lookAtService, type OnCallService, orderForOnCall } from '../../figures/on-call-order.ts';
import { proceduresForService, proceduresForSites } from '../../figures/procedures-for.ts';
import { dependenciesOf, idsOf } from '../../figures/service-graph.ts';
import { planOfService } from '../../figures/service-plan.ts';
import { isSilent, statesOfServices } from '../../figures/service-state.ts';
import { matchText } from '../../figures/text-match.ts';
import type { RunRow, Scope, ServerPulse, Store, StoredResult } from '../../store/store.ts';
import { onCallListPage } from '../../views/oncall/list.ts';
import type { LatestTest } from '../../views/oncall/read-back.ts';
import { type OnCallServiceData, onCallServicePage } from '../../views/oncall/service.ts';
import type { Below } from '../../views/oncall/stands-on.ts';
import type { CollectorEnv } from '../context.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { pageOf, textOf } from './query.ts';

/** Services of one page: what a weak line takes. */
const pageSize = 24;
/** Runs and critical findings read at most: more than that nobody reads at night. */
const mostRuns = 6;
const mostFindings = 50;
const changesOfServer = 20;

/** `/jour`: what those need who are woken, light enough for a telephone on a weak line; and one service. */
export function onCallRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, procedures } = deps;
  return new Hono<CollectorEnv>()
    .get('/jour', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const { declaration, scope, now, names, frame } = page;
      const text = textOf(c.req.query('q')) ?? '';
      const [servers, runs, serviceFindings] = await Promise.all([
        store.readServerPulses(scope),
        recentRuns(store, scope, now),
        store.listResults(scope, { ...critical, subjectKind: 'service' }),
      ]);
      const found = narrow(
        orderForOnCall(declaration.services, statesOfServices(declaration.services, servers, now)),
        text,
      );
      const shownPage = Math.min(pageOf(c.req.query('sida')), Math.ceil(found.length / pageSize) || 1);
      const data = {
        servers,
        runs: runs.slice(0, mostRuns),
        findings: [...serviceFindings, ...(await findingsOf(store, scope, servers))],
        services: found.slice((shownPage - 1) * pageSize, shownPage * pageSize),
        total: found.length,
        page: shownPage,
        pageSize,
        text,
        contacts: contactsOf(declaration, null),
        sites: proceduresForSites(procedures, declaration.organisation.platformSites),
        names,
        procedures,
      };
      return c.html(onCallListPage(data, frame));
    })
    .get('/jour/:id', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const data = await serviceData(page, deps, c.req.param('id'));
      return data === null ? renderError(c, 404, deps) : c.html(onCallServicePage(data, page.frame));
    });
}

const critical = { status: 'finding', severity: 'critical', limit: mostFindings } as const;

async function serviceData(
  page: OpenPage,
  { store, procedures }: PageDeps,
  id: string,
): Promise<OnCallServiceData | null> {
  const { declaration, plan, names, scope, now, today } = page;
  const { services } = declaration;
  const service = services.find((one) => one.id === id);
  if (service === undefined) return null;
  const [all, runs, lastRuns, tests, serviceFindings] = await Promise.all([
    store.readServerPulses(scope),
    recentRuns(store, scope, now),
    store.readRuns(scope, { service: id, isBegun: true, limit: mostRuns }),
    store.readRunHistory(scope, { procedure: 'restore-test', service: id, limit: 1 }),
    store.listResults(scope, { ...critical, subject: { kind: 'service', id } }),
  ]);
  const servers = all.filter(({ serviceIds }) => serviceIds.includes(id));
  const [changes, serverFindings, latestTest] = await Promise.all([
    store.listRecentChanges(
      scope,
      servers.map((server) => server.id),
      new Date(now.getTime() - dayMs),
      changesOfServer,
    ),
    findingsOf(store, scope, servers),
    testOf(store, scope, tests.rows[0], id),
  ]);
  const states = statesOfServices(services, all, now);
  const standing = idsOf(dependenciesOf(services, id));
  return {
    entry: lookAtService(service, services, states),
    below: belowOf(declaration, id, states),
    fall: whatFallsWith(declaration, id),
    units: [...new Set(service.users.map(({ unit }) => unit))],
    declaration,
    names,
    today,
    servers,
    runs: runs.filter((run) => run.services.some((one) => one === id || standing.has(one))),
    changes,
    findings: [...serviceFindings, ...serverFindings],
    contacts: contactsOf(declaration, id),
    procedures: proceduresForService(procedures, service, declaration),
    catalogue: procedures,
    backups: plan === null ? null : [...planOfService(plan, id).backups.values()],
    latestTest,
    lastRuns,
  };
}

/** Runs that go on, wait or ended within a day, the newest sign of each first. */
async function recentRuns(store: Store, scope: Scope, now: Date): Promise<readonly RunRow[]> {
  const [open, over] = await Promise.all([
    store.readRuns(scope, { isOpen: true, isBegun: true, limit: 20 }),
    store.readRunHistory(scope, { after: new Date(now.getTime() - dayMs), limit: 20 }),
  ]);
  return [...open, ...over.rows];
}

async function findingsOf(
  store: Store,
  scope: Scope,
  servers: readonly ServerPulse[],
): Promise<readonly StoredResult[]> {
  if (servers.length === 0) return [];
  return store.listResults(scope, { ...critical, devices: servers.map(({ id }) => id) });
}

/** What the newest restore test filed of a service's groups. */
async function testOf(
  store: Store,
  scope: Scope,
  run: RunRow | undefined,
  service: string,
): Promise<LatestTest | null> {
  if (run === undefined) return null;
  const entries = await store.readRunEntries(scope, run.run, { kinds: ['evidence'] });
  const tests = entries.flatMap(({ event }) => {
    if (event.kind !== 'evidence' || event.body.name !== evidenceNames.restoreTest) return [];
    const { data } = RestoreTest.safeParse(event.body.value);
    return data === undefined || data.service !== service ? [] : [data];
  });
  return { run, tests };
}

/** What a service stands on, directly and through others: those that are silent first, then the direct ones. */
function belowOf(
  { services }: Declaration,
  id: string,
  states: Parameters<typeof lookAtService>[2],
): readonly Below[] {
  const direct = services.find((one) => one.id === id)?.dependsOn ?? [];
  const all = [...idsOf(dependenciesOf(services, id))].filter((below) => below !== id);
  const entries = services
    .filter((one) => all.includes(one.id))
    .map((one): Below => {
      const through = direct.includes(one.id)
        ? []
        : direct.filter((next) => idsOf(dependenciesOf(services, next)).has(one.id));
      return { entry: lookAtService(one, services, states), through };
    });
  const weight = ({ entry, through }: Below): number =>
    (isSilent(entry.state) ? 2 : 0) + (through.length === 0 ? 1 : 0);
  return entries.toSorted((a, b) => weight(b) - weight(a));
}

/** Numbers for a service, those of its own first; for no service in particular where it is null: then those for all. */
function contactsOf({ organisation }: Declaration, service: string | null): readonly OnCallContact[] {
  const { onCall } = organisation.operations;
  const own = onCall.filter(({ services }) => service !== null && services.includes(service));
  return [...own, ...onCall.filter(({ services }) => services.length === 0)];
}

function narrow(services: readonly OnCallService[], text: string): readonly OnCallService[] {
  const fits = matchText(text);
  return services.filter(({ service: { id, name, publicName, purpose } }) =>
    fits(id, name, publicName, purpose),
  );
}
