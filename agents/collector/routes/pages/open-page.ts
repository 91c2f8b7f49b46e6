import type { Context } from 'hono';
import type { Declaration } from '#model/declaration/declaration.ts';
import { createFormatter } from '#model/format/formatter.ts';
import { formatDay } from '#model/format/time.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { WorkOrder } from '#model/platform/work-order.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { createNames, type Names } from '../../figures/names.ts';
import type { Coverage, Scope } from '../../store/store.ts';
import { type ErrorStatus, errorPage } from '../../views/error.ts';
import type { Frame } from '../../views/view.ts';
import type { CollectorEnv } from '../context.ts';
import { readLanguage } from './language.ts';
import type { PageDeps } from './page-deps.ts';

/** What every page starts from: who reads, the declaration, and how much of the fleet is known. */
export interface OpenPage {
  readonly frame: Frame;
  readonly viewer: Viewer;
  readonly scope: Scope;
  readonly declaration: Declaration;
  /** What it means in production; null where it was read before there were plans. */
  readonly plan: PlatformPlan | null;
  /** What people set on the adopted sites, as it was planned: nothing of it is verified. */
  readonly workOrders: readonly WorkOrder[];
  /** SHA-256 of the snapshot: which version of declaration and plan this is. */
  readonly hash: string;
  /** Text of the declaration's files by their path. */
  readonly sources: Readonly<Record<string, string>>;
  readonly names: Names;
  readonly coverage: Coverage;
  readonly now: Date;
  /** Calendar day in Europe/Stockholm. */
  readonly today: string;
}

/** Reads what a page starts from, or answers in its place: to the login, or that no declaration was read. */
export async function openPage(c: Context<CollectorEnv>, deps: PageDeps): Promise<OpenPage | Response> {
  const viewer = c.get('viewer');
  if (viewer === null) return c.redirect('/logga-in', 303);
  const now = deps.clock();
  const [snapshot, coverage] = await Promise.all([
    deps.store.readSnapshot(viewer.scope.organisation),
    deps.store.countCoverage(viewer.scope, now),
  ]);
  if (snapshot === null) return renderError(c, 'no-declaration', deps);
  const { declaration } = snapshot;
  const names = createNames(declaration);
  const environment = declaration.organisation.environments.find(({ production }) => production);
  return {
    frame: {
      ...bareFrame(c, deps, now),
      organisation: declaration.organisation.organisation,
      environment: environment?.name ?? null,
      viewer: { name: viewer.name, roles: viewer.roles.map((role) => names.party(`role:${role}`)) },
      declaredAt: snapshot.takenAt,
      newestReportAt: coverage.newestReportAt,
    },
    viewer,
    scope: viewer.scope,
    declaration,
    plan: snapshot.plan,
    workOrders: snapshot.workOrders,
    hash: snapshot.hash,
    sources: snapshot.sources,
    names,
    coverage,
    now,
    today: formatDay(now),
  };
}

/** The frame of a page that needs no database: login, errors, what is read from my computer. */
export function bareFrame(c: Context<CollectorEnv>, deps: PageDeps, now: Date = deps.clock()): Frame {
  const lang = readLanguage(c);
  const viewer = c.get('viewer') ?? null;
  const query = new URL(c.req.url).searchParams;
  query.delete('lang');
  return {
    lang,
    format: createFormatter(lang),
    now,
    assets: deps.assets.paths,
    path: c.req.path,
    query: query.toString(),
    organisation: null,
    environment: null,
    viewer: viewer === null ? null : { name: viewer.name, roles: viewer.roles },
    csrfToken: c.get('csrfToken') ?? null,
    declaredAt: null,
    newestReportAt: null,
    version: deps.version,
  };
}

/** A page for what went wrong; `requestId` is shown with faults of ours. */
export function renderError(
  c: Context<CollectorEnv>,
  kind: ErrorStatus,
  deps: PageDeps,
  requestId: string | null = null,
): Response | Promise<Response> {
  c.header('cache-control', 'private, no-store');
  return c.html(errorPage(kind, requestId, bareFrame(c, deps)), kind === 'no-declaration' ? 503 : kind);
}
