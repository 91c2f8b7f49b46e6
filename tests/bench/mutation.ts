import { resolve } from 'node:path';
import { tryEverything } from '../faults/try-everything.ts';
import { figure, publish, rounded } from './figures.ts';

/**
 * How many seeded faults are noticed without engine, network or cluster, and by what. Lists those that are not.
 * `-- --json FILE` writes the table.
 */
const { outcomes, survivors } = await tryEverything(resolve(import.meta.dirname, '../..'));
const caughtBy = (by: string) =>
  outcomes.filter(({ catches }) => catches.some((each) => each.by === by)).length;
const share = (part: number, whole: number) => rounded((100 * part) / whole);
const caught = outcomes.length - survivors.length;
publish('Seeded faults', [
  figure(
    'faults',
    outcomes.length,
    '',
    300,
    'in declarations, in the plan, in resources of both targets',
    'high',
  ),
  figure(
    'caught offline',
    share(caught, outcomes.length),
    '%',
    95,
    `${caught} of ${outcomes.length}`,
    'high',
  ),
  ...(['declaration', 'plan', 'kubernetes', 'azure'] as const).map((where) => {
    const here = outcomes.filter((outcome) => outcome.where === where);
    const noticed = here.filter(({ catches }) => catches.length > 0).length;
    return figure(`in ${where}`, share(noticed, here.length), '%', null, `${noticed} of ${here.length}`);
  }),
  ...(['schema', 'control', 'plan', 'parity', 'constraint'] as const).map((by) =>
    figure(`noticed by ${by}`, caughtBy(by), '', null, 'faults, some of them by others too'),
  ),
]);
console.log(survivors.length === 0 ? '\nNone survives.' : '\nSurvivors:');
for (const { where, name, reason } of survivors)
  console.log(`  ${where}: ${name}\n    ${reason ?? 'no reason is known'}`);
