import { Hono } from 'hono';
import { resultStatuses } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Control } from '#policies/control.ts';
import { readParameters } from '#policies/parameters.ts';
import { noResults, overallStatus } from '../../figures/control-status.ts';
import { missingHere } from '../../figures/missing-here.ts';
import { matchText } from '../../figures/text-match.ts';
import type { ResultCount, ResultFilter, StoredResult } from '../../store/store.ts';
import { controlPage, resultPageSize } from '../../views/controls/control.ts';
import { type ControlQuery, type ControlRow, controlListPage } from '../../views/controls/list.ts';
import { sourceKinds } from '../../views/controls/vocabulary.ts';
import type { CollectorEnv } from '../context.ts';
import { fileHeaders, type Row, toCsv } from './csv.ts';
import { type OpenPage, openPage, renderError } from './open-page.ts';
import type { PageDeps } from './page-deps.ts';
import { oneOf, pageOf, textOf } from './query.ts';

/** `/kontroller`: the catalogue, one control, and their verdicts as CSV and JSON. */
export function controlRoutes(deps: PageDeps): Hono<CollectorEnv> {
  const { store, controls } = deps;
  const withCounts = (counted: readonly ResultCount[], hasPlan: boolean): readonly ControlRow[] => {
    const counts = new Map(counted.map((one) => [one.control, one.counts]));
    return controls.map((control) => ({
      control,
      counts: counts.get(control.id) ?? noResults,
      missing: missingHere(control, hasPlan),
    }));
  };
  const exported = async (page: OpenPage, filter: ResultFilter) =>
    (await store.listResults(page.scope, filter)).map(exportRow);
  return new Hono<CollectorEnv>()
    .get('/kontroller', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const query = readQuery((name) => c.req.query(name));
      const counted = await store.countResults(page.scope);
      const all = withCounts(counted, page.plan !== null);
      return c.html(
        controlListPage({ all, rows: narrow(all, query), query, evaluatedAt: newestOf(counted) }, page.frame),
      );
    })
    .get('/kontroller.csv', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      return c.body(toCsv(exportColumns, await exported(page, {})), 200, fileHeaders('kontroller', 'csv'));
    })
    .get('/kontroller.json', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      return c.body(
        JSON.stringify(await exported(page, {}), null, 2),
        200,
        fileHeaders('kontroller', 'json'),
      );
    })
    .get('/kontroller/:file{GV-[0-9]+\\.csv}', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const control = controls.find(({ id }) => `${id}.csv` === c.req.param('file'));
      if (control === undefined) return renderError(c, 404, deps);
      const status = oneOf(c.req.query('status'), resultStatuses);
      const rows = await exported(page, { control: control.id, ...(status === null ? {} : { status }) });
      return c.body(toCsv(exportColumns, rows), 200, fileHeaders(control.id, 'csv'));
    })
    .get('/kontroller/:id', async (c) => {
      const page = await openPage(c, deps);
      if (page instanceof Response) return page;
      const control = controls.find(({ id }) => id === c.req.param('id'));
      if (control === undefined) return renderError(c, 404, deps);
      const status = oneOf(c.req.query('status'), resultStatuses);
      const number = pageOf(c.req.query('sida'));
      const [counted, results] = await Promise.all([
        store.countResults(page.scope),
        store.listResults(page.scope, {
          control: control.id,
          ...(status === null ? {} : { status }),
          limit: resultPageSize,
          offset: (number - 1) * resultPageSize,
        }),
      ]);
      return c.html(
        controlPage(
          {
            control,
            counts: counted.find((one) => one.control === control.id)?.counts ?? noResults,
            parameters: parametersOf(control, page.declaration),
            hasPlan: page.plan !== null,
            results,
            status,
            page: number,
            exemptions: page.declaration.decisions.exemptions.filter((one) => one.control === control.id),
            names: page.names,
            today: page.today,
          },
          page.frame,
        ),
      );
    });
}

function readQuery(field: (name: string) => string | undefined): ControlQuery {
  return {
    text: textOf(field('q')) ?? '',
    status: oneOf(field('status'), resultStatuses) ?? '',
    source: oneOf(field('kalla'), sourceKinds) ?? '',
    group: field('gruppera') === 'kalla' ? 'source' : 'profile',
  };
}

/** Controls that have at least one verdict of the status, a source of the kind, and the text in number or title. */
function narrow(rows: readonly ControlRow[], query: ControlQuery): readonly ControlRow[] {
  const fits = matchText(query.text);
  const status = oneOf(query.status, resultStatuses);
  return rows.filter(
    ({ control, counts }) =>
      (status === null || counts[status] > 0 || overallStatus(counts) === status) &&
      (query.source === '' || control.sources.some(({ kind }) => kind === query.source)) &&
      fits(control.id, control.title.sv, control.title.en),
  );
}

/** The limits in force: the declaration's over the control's own defaults. */
function parametersOf(control: Control, declaration: Declaration): Readonly<Record<string, unknown>> {
  const values = readParameters([control], declaration).values.get(control.id);
  return typeof values === 'object' && values !== null ? (values as Record<string, unknown>) : {};
}

function newestOf(counted: readonly ResultCount[]): Date | null {
  return counted.reduce<Date | null>(
    (newest, { evaluatedAt }) => (newest === null || evaluatedAt > newest ? evaluatedAt : newest),
    null,
  );
}

const exportColumns = [
  'control',
  'controlVersion',
  'subjectKind',
  'subjectId',
  'subjectName',
  'status',
  'severity',
  'messageSv',
  'messageEn',
  'since',
  'evaluatedAt',
  'exemptUntil',
  'exemptOwner',
  'exemptDecision',
  'exemptAttestation',
  'evidence',
] as const;

function exportRow(result: StoredResult): Row {
  return {
    control: result.control,
    controlVersion: result.controlVersion,
    subjectKind: result.subject.kind,
    subjectId: result.subject.id,
    subjectName: result.subject.name,
    status: result.status,
    severity: result.severity,
    messageSv: result.message.sv,
    messageEn: result.message.en,
    since: result.since,
    evaluatedAt: result.evaluatedAt,
    exemptUntil: result.exemption?.until ?? null,
    exemptOwner: result.exemption?.owner ?? null,
    exemptDecision: result.exemption?.decision ?? null,
    exemptAttestation: result.exemption === null ? null : 'self-declared',
    evidence: result.evidence.map(
      ({ text, source, attestation }) =>
        `${text.sv} (${source}${attestation === undefined ? '' : `, ${attestation}`})`,
    ),
  };
}
