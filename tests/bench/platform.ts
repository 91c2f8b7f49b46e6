import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Declaration } from '#model/declaration/declaration.ts';
import { declarationFiles } from '#model/declaration/files.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { resourcesOf } from '#model/platform/rendering.ts';
import { planProduction } from '#stacks/plan/plan-production.ts';
import { targets } from '#stacks/targets/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { sliceAsIf } from '#stacks/targets/slice.ts';
import { multiplyDeclaration } from '../builders/multiply-declaration.ts';
import { countDisagreements } from '../stacks/targets/parity.ts';
import { type Figure, figure, median, publish, rounded } from './figures.ts';
import { measureProcess } from './measure-process.ts';

/**
 * The platform, as `grundval check` renders it: whether the two networks and the plan say the same of random
 * questions, and what a check costs. `-- --json FILE` writes the table.
 */
const questions = 100_000;
const runs = 5;
const root = resolve(import.meta.dirname, '../..');

function parity(declaration: Declaration): readonly Figure[] {
  const plan = planProduction(declaration);
  return (['kubernetes', 'azure'] as const).map((kind) => {
    const { disagreements, open } = countDisagreements(declaration, plan, kind, questions, 20_261_125);
    const how = `of ${questions} random questions to plan and network, ${open} of them open`;
    return figure(`${kind}: disagreements`, disagreements, '', 0, how);
  });
}

/** A declaration as files, for a process of its own to read. */
async function write(folder: string, declaration: Declaration): Promise<void> {
  await mkdir(join(folder, 'services'), { recursive: true });
  for (const [key, { name }] of Object.entries(declarationFiles)) {
    const value = declaration[key as keyof typeof declarationFiles];
    await writeFile(join(folder, `${name}.yaml`), stringify(JSON.parse(JSON.stringify(value))));
  }
  for (const service of declaration.services) {
    await writeFile(
      join(folder, 'services', `${service.id}.yaml`),
      stringify(JSON.parse(JSON.stringify(service))),
    );
  }
}

/** Fewest services whose platform is at least so many resources on either target. */
function enlarge(declaration: Declaration, resources: number): Declaration {
  for (let count = declaration.services.length; ; count += 10) {
    const larger = multiplyDeclaration(declaration, count);
    const plan = planProduction(larger);
    const sizes = (['kubernetes', 'azure'] as const).map(
      (kind) => renderSlice(targets[kind], sliceAsIf(larger, plan, kind)).flatMap(resourcesOf).length,
    );
    if (Math.min(...sizes) >= resources) return larger;
  }
}

interface Goal {
  readonly wallSeconds: number | null;
  readonly cpuSeconds: number | null;
  readonly peakMb: number | null;
}

async function checkCost(name: string, declaration: Declaration, args: readonly string[], goal: Goal) {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-bench-'));
  try {
    await write(join(folder, 'declaration'), declaration);
    const command = [
      process.execPath,
      join(root, 'cli/main.ts'),
      'check',
      join(folder, 'declaration'),
      '--format',
      'json',
      ...args,
    ];
    const costs = [];
    for (let run = 0; run < runs; run++) costs.push(await measureProcess(folder, command));
    const said = JSON.parse(costs[0]?.stdout ?? '') as {
      readonly stacks: readonly { readonly target: string; readonly resources: number }[];
      readonly results: readonly unknown[];
    };
    const count = (target: string) =>
      said.stacks.filter((stack) => stack.target === target).reduce((sum, stack) => sum + stack.resources, 0);
    const how = `median of ${runs} processes; ${declaration.services.length} services, ${count('kubernetes')} + ${count('azure')} resources, ${said.results.length} results`;
    const middle = (values: readonly (number | undefined)[]) =>
      values.includes(undefined) ? null : rounded(median(values as readonly number[]));
    return [
      figure(
        `${name}: wall`,
        middle(costs.map(({ wallSeconds }) => wallSeconds)),
        's',
        goal.wallSeconds,
        how,
      ),
      figure(`${name}: CPU`, middle(costs.map(({ own }) => own?.cpuSeconds)), 'CPU-s', goal.cpuSeconds, how),
      figure(
        `${name}: peak memory`,
        middle(costs.map(({ own }) => (own === null ? undefined : own.peakBytes / 1e6))),
        'MB',
        goal.peakMb,
        how,
      ),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const declaration = await loadDeclaration(join(root, 'examples/orkelljunga'));
const all = ['--target', 'all'];
publish('Platform', [
  ...parity(declaration),
  ...(await checkCost('check of Örkelljunga', declaration, [], {
    wallSeconds: 3,
    cpuSeconds: null,
    peakMb: null,
  })),
  ...(await checkCost('check of Örkelljunga, all targets', declaration, all, {
    wallSeconds: 3,
    cpuSeconds: null,
    peakMb: null,
  })),
  ...(await checkCost('check of 300 services, all targets', multiplyDeclaration(declaration, 300), all, {
    wallSeconds: 10,
    cpuSeconds: null,
    peakMb: null,
  })),
  ...(await checkCost('2 × 1,000 resources, all controls', enlarge(declaration, 1000), all, {
    wallSeconds: null,
    cpuSeconds: 20,
    peakMb: 600,
  })),
]);
