import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { loadAssets } from '#agents/collector/assets/assets.ts';
import { startPostgres } from '#agents/collector/postgres/supervisor.ts';
import type { CollectorEnv } from '#agents/collector/routes/context.ts';
import { pageRoutes } from '#agents/collector/routes/pages.ts';
import { createRunWatch } from '#agents/collector/runs/run-watch.ts';
import { type Database, openDatabase } from '#agents/collector/store/database.ts';
import { migrateDatabase } from '#agents/collector/store/migrate.ts';
import type { DeviceQuery, Store } from '#agents/collector/store/store.ts';
import type { Section } from '#model/report/section.ts';
import { controls } from '#policies/controls/index.ts';
import {
  declare,
  enrolDevice,
  type OpenCollector,
  reportOf,
  sendReport,
  type TestDevice,
  wireCollector,
} from '../agents/collector/open-collector.ts';
import { buildDeclaration } from '../builders/declaration.ts';
import { buildSections, okSection } from '../builders/fleet.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';

/**
 * Measures the collector with as many devices as the largest of the 290 municipalities may have, on a
 * PostgreSQL with the settings of the product. Prints a table; `--json FILE` writes the figures.
 */
const deviceCount = 20_000;
const titleCount = 5_000;
const titlesPerDevice = 200;
const rounds = 15;
/** Every device by the hour is 5.6 a second; all of them back within ten minutes of an outage, 33. */
const leastPerSecond = 33;

const figures: Figure[] = [];
const scope = { organisation: 'exempel', tenants: ['exempel'] };
const now = new Date();

/** Median and worst of some rounds, after one that warms up; in milliseconds. */
async function time(work: (round: number) => Promise<unknown>): Promise<{ middle: number; worst: number }> {
  await work(0);
  const taken: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const from = performance.now();
    await work(round);
    taken.push(performance.now() - from);
  }
  return { middle: median(taken), worst: Math.max(...taken) };
}

async function measure(
  name: string,
  goalMs: number | null,
  how: string,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  const { middle, worst } = await time(work);
  const told = `${how}; median of ${rounds}, worst ${rounded(worst)} ms`;
  figures.push(figure(name, rounded(middle), 'ms', goalMs, told));
}

async function seed(db: Database): Promise<void> {
  await sql`
    INSERT INTO software_titles (tenant, name, version, manager, architecture, publisher)
    SELECT 'exempel', 'program-' || n, (n % 9)::text || '.0', 'windows', NULL, 'Utgivare ' || n % 50
      FROM generate_series(1, ${titleCount}::int) n`.execute(db);
  await sql`
    INSERT INTO devices (tenant, id, name, kind, profile, unit, manufacturer, model, operating_system, serial, search,
                         hostname, enrolled_at, last_report_at, last_seen_at, agent_version, signal_serial, created_at)
    SELECT 'exempel', gen_random_uuid(), 'pc-' || n, CASE WHEN n % 20 = 0 THEN 'server' ELSE 'client' END,
           CASE WHEN n % 20 = 0 THEN 'server' ELSE 'staff' END, 'enhet-' || n % 60, 'HP', 'EliteBook ' || n % 30,
           'Windows 11 Enterprise ' || n % 4, '5CG' || n,
           'pc-' || n || E'\nelitebook ' || n % 30 || E'\n5cg' || n || E'\n10.' || n % 200 || '.' || n % 250 || '.7',
           'pc-' || n, ${now}::timestamptz - interval '90 days', ${now}::timestamptz - n % 5000 * interval '1 minute',
           ${now}::timestamptz - n % 5000 * interval '1 minute', '0.1.0', '5CG' || n, ${now}
      FROM generate_series(1, ${deviceCount}::int) n`.execute(db);
  await sql`
    INSERT INTO device_software (tenant, device_id, titles)
    SELECT 'exempel', d.id, (SELECT array_agg(DISTINCT 1 + (('x' || substr(md5(d.id::text || k), 1, 7))::bit(28)::int % ${titleCount}::int))
                               FROM generate_series(1, ${titlesPerDevice}::int) k)
      FROM devices d`.execute(db);
  for (const [name, section] of Object.entries(buildSections())) {
    const { data } = section as unknown as { data: unknown };
    await sql`
      INSERT INTO sections (tenant, device_id, name, status, source, took_ms, collected_at, received_at, hash, data, data_at)
      SELECT 'exempel', id, ${name}, 'ok', 'test', 1, last_report_at, last_report_at, md5(${name}),
             ${JSON.stringify(data)}::jsonb, last_report_at FROM devices`.execute(db);
  }
  await sql`
    INSERT INTO sections (tenant, device_id, name, status, source, took_ms, collected_at, received_at, hash, data_at)
    SELECT 'exempel', id, 'software', 'ok', 'test', 1, last_report_at, last_report_at, '0', last_report_at
      FROM devices`.execute(db);
  await sql`
    INSERT INTO device_changes (tenant, id, device_id, at, section, change, what)
    SELECT 'exempel', uuidv7(), id, ${now}::timestamptz - n * interval '5 hours', 'software', 'added', 'program-' || n
      FROM devices CROSS JOIN generate_series(50, 1, -1) n WHERE kind = 'server'`.execute(db);
  await sql`UPDATE devices SET service_ids = '{tjanst}' WHERE name IN ('pc-20', 'pc-40', 'pc-60')`.execute(
    db,
  );
  await sql`ANALYZE`.execute(db);
}

const everything: DeviceQuery = {
  text: null,
  kind: null,
  unit: null,
  operatingSystem: null,
  knownBy: null,
  status: null,
  seen: null,
  service: null,
  sort: 'name',
  descending: false,
  page: 1,
  pageSize: 50,
};

async function measureReads({ store, db }: OpenCollector): Promise<void> {
  const queries: readonly (readonly [string, Partial<DeviceQuery>])[] = [
    ['first page by name', {}],
    ['page 200 by name', { page: 200 }],
    ['most findings first', { sort: 'findings', descending: true }],
    ['text "elitebook 7"', { text: 'elitebook 7' }],
    [
      'unit, operating system and findings',
      { unit: 'enhet-7', operatingSystem: 'Windows 11 Enterprise 3', status: 'finding' },
    ],
  ];
  for (const [name, query] of queries) {
    await measure(
      `list of devices, ${name}`,
      50,
      `${deviceCount} devices, 50 a page with counts and facets`,
      () =>
        Promise.all([store.listDevices(scope, { ...everything, ...query }, now), store.countDevices(scope)]),
    );
  }
  const ids = await store.listDeviceIds(scope);
  await measure('one device with everything', 50, `${titlesPerDevice} titles of software`, async (round) => {
    const found = await store.readDevice(scope, ids[round * 37] ?? '', now);
    if (found?.device.sections.software === undefined) throw new Error('a seeded device lacks its software');
  });
  await measure('coverage', 50, `${deviceCount} devices`, () => store.countCoverage(scope, now));
  await measure('results counted by control', null, `${deviceCount} devices`, () =>
    store.countResults(scope),
  );
  await measure('ten heaviest findings', null, 'all results of all devices', () =>
    store.listResults(scope, { status: 'finding', limit: 10 }),
  );
  const pages = await pagesOver(store);
  for (const path of ['/jour', '/jour/tjanst']) {
    await measure(
      `page ${path}`,
      100,
      `${deviceCount} devices, ${deviceCount / 20} of them servers`,
      async () => {
        const response = await pages.request(path);
        if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
        await response.text();
      },
    );
  }
  await measure('who has one title of software', 50, `${titleCount} titles`, (round) =>
    sql`SELECT device_id FROM device_software WHERE tenant = 'exempel' AND titles @> ARRAY[${round * 11 + 1}::int]`.execute(
      db,
    ),
  );
}

/** The pages as somebody gets them who is logged in. */
async function pagesOver(store: Store): Promise<Hono<CollectorEnv>> {
  const log = { warn: () => undefined };
  const watch = createRunWatch({ store, log, everyMs: 60_000, most: 1 });
  const viewer = { id: 'bench', name: 'Bench', roles: [], scope, readOnly: true };
  const assets = await loadAssets();
  const pages = new Hono<CollectorEnv>();
  pages.use(async (c, next) => {
    c.set('viewer', viewer);
    c.set('csrfToken', null);
    await next();
  });
  const clock = () => now;
  return pages.route(
    '/',
    pageRoutes({ store, controls, procedures: [], watch, assets, clock, version: '0' }),
  );
}

async function measureReports(collector: OpenCollector): Promise<void> {
  const devices = await Promise.all(
    Array.from({ length: 50 }, () => enrolDevice(collector, 'exempel', { profile: 'staff' })),
  );
  const software = okSection({
    packages: Array.from({ length: 800 }, (_, at) => ({
      name: `program-${at + 1}`,
      version: `${(at + 1) % 9}.0`,
      manager: 'windows' as const,
      architecture: null,
      publisher: `Utgivare ${(at + 1) % 50}`,
    })),
  });
  const sections = { ...buildSections(), software } as Readonly<Record<string, Section>>;
  const names = Object.keys(sections);
  await send(devices, (device) => sendReport(collector, device, reportOf(sections)));
  await collector.evaluator.settled();
  const heartbeat = (device: TestDevice) => sendReport(collector, device, reportOf(sections, names));
  const perSecond = async (work: (device: TestDevice) => Promise<unknown>): Promise<number> => {
    const from = performance.now();
    for (let turn = 0; turn < 10; turn += 1) await send(devices, work);
    const seconds = (performance.now() - from) / 1000;
    await collector.evaluator.settled();
    return Math.round((devices.length * 10) / seconds);
  };
  const how = '50 devices, 10 at a time, signed and verified in this process, PostgreSQL on the same machine';
  const rate = (name: string, value: number): void => {
    figures.push(figure(name, value, '1/s', leastPerSecond, how, 'high'));
  };
  rate('reports with nothing new', await perSecond(heartbeat));
  let version = 0;
  const changed = () => {
    version += 1;
    const reboot = okSection(
      { required: version % 2 === 0, signals: [String(version)], since: null },
      new Date(),
    );
    return { ...sections, reboot };
  };
  rate(
    'reports with one changed section',
    await perSecond((device) =>
      sendReport(
        collector,
        device,
        reportOf(
          changed(),
          names.filter((name) => name !== 'reboot'),
        ),
      ),
    ),
  );
}

async function send(
  devices: readonly TestDevice[],
  work: (device: TestDevice) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < devices.length; start += 10) {
    await Promise.all(devices.slice(start, start + 10).map(work));
  }
}

async function main(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'grundval-bench-'));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const postgres = await startPostgres({ dataFolder, log: silent });
  try {
    await migrateDatabase(postgres.url);
    const db = openDatabase({ url: postgres.url, statementTimeoutMs: 300_000 });
    const log = {
      ...silent,
      error: (fields: object) => void process.stderr.write(`${JSON.stringify(fields)}\n`),
    };
    const collector = {
      ...wireCollector(db, postgres.url, { now }, log),
      logged: [],
      close: () => db.destroy(),
    };
    const { evaluator, clock } = collector;
    await declare(collector, buildDeclaration());
    await seed(db);
    const from = performance.now();
    await evaluator.evaluateAll(scope.organisation);
    figures.push(
      figure(
        'all controls over all devices',
        rounded((performance.now() - from) / 1000),
        's',
        null,
        `${deviceCount} devices, ${controls.length} controls, results stored for the first time`,
      ),
    );
    const again = performance.now();
    clock.now = new Date(now.getTime() + 1000);
    await evaluator.evaluateAll(scope.organisation);
    figures.push(
      figure(
        'all controls over all devices, again',
        rounded((performance.now() - again) / 1000),
        's',
        null,
        'the same, with results there to compare with',
      ),
    );
    await sql`ANALYZE`.execute(db);
    await measureReads(collector);
    await measureReports(collector);
    const { rows } = await sql<{
      bytes: string;
    }>`SELECT pg_database_size(current_database()) AS bytes`.execute(db);
    figures.push(
      figure(
        'size of the database',
        Math.round(Number(rows[0]?.bytes) / 1e6),
        'MB',
        null,
        `${deviceCount} devices with ${titlesPerDevice} titles each`,
      ),
    );
    await collector.close();
  } finally {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

await main();
publish('Collector', figures);
