import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildAgent } from '#agents/client/bundle.ts';
import { type CollectorTwin, startCollectorTwin } from '../agents/client/collector-twin.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';
import { type Cost, measureProcess } from './measure-process.ts';

/**
 * What a run of the agent costs the device: the bundle as a process of its own, against a collector on
 * loopback, with the profile that reads most. Cold is the first run after the enrolment, when everything is
 * read and sent; warm is every run after it. Prints a table; `-- --json FILE` writes it. Never fails.
 */
const warmRuns = 15;
const goals = { wallSeconds: 0.5, cpuSeconds: 0.25, peakMb: 80 } as const;
const megabyte = 1_000_000;

/** The agent is started as its unit starts it. */
const unit = new URL('../../agents/client/packaging/systemd/grundval-agent.service', import.meta.url);
const nodeFlags =
  /^ExecStart=\S+ ((?:--\S+ )*)/m.exec(readFileSync(unit, 'utf8'))?.[1]?.split(' ').filter(Boolean) ?? [];

const folder = mkdtempSync(join(tmpdir(), 'grundval-bench-'));
async function measureAgent(): Promise<Figure[]> {
  const bundle = join(folder, 'grundval-agent.mjs');
  await buildAgent(bundle);
  const twin = await startCollectorTwin();
  try {
    await enrol(bundle, twin);
    const cold = await run(bundle);
    const coldBytes = sentBytes(twin);
    const warm: Cost[] = [];
    for (let at = 0; at < warmRuns; at += 1) warm.push(await run(bundle));
    return [
      figure('bundle', rounded(statSync(bundle).size / 1000), 'kB', null, 'one file, minified'),
      ...describe('cold run', [cold], false),
      figure('cold run, sent', rounded(coldBytes / 1000), 'kB', null, 'body as sent, all sections'),
      ...describe('warm run', warm, true),
      figure('warm run, sent', rounded(sentBytes(twin) / 1000), 'kB', null, 'body of the last report'),
    ];
  } finally {
    await twin.close();
  }
}

const agent = (bundle: string, ...args: readonly string[]) =>
  measureProcess(
    folder,
    [process.execPath, ...nodeFlags, bundle, ...args, '--state', join(folder, 'state')],
    {
      NODE_EXTRA_CA_CERTS: '',
      GRUNDVAL_ENROLMENT_TOKEN: randomUUID(),
    },
  );

async function enrol(bundle: string, twin: CollectorTwin): Promise<void> {
  twin.answerNext(() => ({
    status: 201,
    body: {
      deviceId: twin.deviceId,
      organisation: 'bench',
      profile: 'server',
      nextAfterSeconds: 900,
      serverTime: new Date().toISOString(),
    },
  }));
  await agent(bundle, 'enrol', '--server', twin.server);
}

async function run(bundle: string): Promise<Cost> {
  const cost = await agent(bundle, 'run', '--json');
  if (cost.exitCode !== 0) console.error(`a run ended with ${cost.exitCode}: ${cost.stdout}`);
  return cost;
}

const sentBytes = (twin: CollectorTwin) => twin.received.at(-1)?.body.byteLength ?? 0;

function describe(name: string, costs: readonly Cost[], hasGoals: boolean): Figure[] {
  const how = (what: string, values: readonly number[]) =>
    values.length === 1 ? what : `${what}; median of ${values.length}, worst ${rounded(Math.max(...values))}`;
  const of = (label: string, values: readonly number[], unit: string, goal: number | null, what: string) =>
    figure(
      `${name}, ${label}`,
      values.length === 0 ? null : rounded(median(values)),
      unit,
      goal,
      how(what, values),
    );
  const own = costs.flatMap((cost) => cost.own ?? []);
  const outside = costs.flatMap((cost) => cost.outside ?? []);
  const timeMissing = outside.length === 0 ? 'GNU time is not installed' : 'GNU time';
  return [
    of(
      'wall',
      costs.map(({ wallSeconds }) => wallSeconds),
      's',
      hasGoals ? goals.wallSeconds : null,
      'start to end, from outside',
    ),
    of(
      'CPU of the agent',
      own.map(({ cpuSeconds }) => cpuSeconds),
      's',
      hasGoals ? goals.cpuSeconds : null,
      'process.resourceUsage at its end',
    ),
    of(
      'CPU of children',
      own.map(({ childrenCpuSeconds }) => childrenCpuSeconds),
      's',
      null,
      '/proc/self/stat at its end',
    ),
    of(
      'peak of the agent',
      own.map(({ peakBytes }) => peakBytes / megabyte),
      'MB',
      hasGoals ? goals.peakMb : null,
      'process.resourceUsage at its end',
    ),
    of(
      'CPU with children',
      outside.map(({ cpuSeconds }) => cpuSeconds),
      's',
      null,
      timeMissing,
    ),
    of(
      'peak of agent or child',
      outside.map(({ peakBytes }) => peakBytes / megabyte),
      'MB',
      null,
      timeMissing,
    ),
  ];
}

/** Agents of others that do a comparable run and exit; measured in the same way, where they are installed. */
const peers: readonly (readonly string[])[] = [
  ['glpi-inventory', '--no-category=printer'],
  ['fusioninventory-inventory'],
  ['facter', '--json'],
  ['ohai'],
];

async function measurePeers(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [program = '', ...args] of peers) {
    const path = (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((part) => join(part, program))
      .find((file) => existsSync(file));
    if (path === undefined) {
      figures.push(figure(`peer ${program}, wall`, null, 's', null, 'peer not installed'));
      continue;
    }
    await measureProcess(folder, [path, ...args]); // once to warm what it keeps
    const costs = [];
    for (let at = 0; at < 3; at += 1) costs.push(await measureProcess(folder, [path, ...args]));
    figures.push(
      figure(
        `peer ${program}, wall`,
        rounded(median(costs.map(({ wallSeconds }) => wallSeconds))),
        's',
        null,
        'median of 3',
      ),
      figure(
        `peer ${program}, CPU with children`,
        rounded(median(costs.map(({ outside }) => outside?.cpuSeconds ?? 0))),
        's',
        null,
        'GNU time, median of 3',
      ),
      figure(
        `peer ${program}, peak`,
        rounded(median(costs.map(({ outside }) => (outside?.peakBytes ?? 0) / megabyte))),
        'MB',
        null,
        'GNU time, median of 3',
      ),
    );
  }
  return figures;
}

try {
  publish('grundval-agent', [...(await measureAgent()), ...(await measurePeers())]);
} catch (error) {
  // A bench tells; it never fails a build.
  console.error(`the measurement could not be made: ${error instanceof Error ? error.message : error}`);
} finally {
  rmSync(folder, { recursive: true });
}
