import { join } from 'node:path';
import { findRun } from '#runbooks/store/find-run.ts';
import { listRunIds, readRun } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { findCollector } from '../running-collector.ts';
import { runsFolder } from './places.ts';
import { shipRun } from './ship-run.ts';
import { shippedLine } from './shipped-text.ts';

/**
 * Ships one run, or all there are; one that is refused hides no other.
 *
 * @returns 1 where one was refused
 * @throws {GrundvalError} `cli/no-collector`
 */
export async function shipRuns(
  folder: string,
  given: string,
  dataFolder: string,
  io: CommandIo,
): Promise<number> {
  const collector = await findCollector(dataFolder);
  const runs = runsFolder(folder);
  const chosen =
    given === 'all'
      ? await Promise.all((await listRunIds(runs)).map((id) => readRun(join(runs, id))))
      : [await findRun(runs, given)];
  let status = 0;
  for (const run of chosen) {
    try {
      io.out(shippedLine(run.id, await shipRun(run, { collector, dataFolder, signal: io.signal }), io.lang));
    } catch (error) {
      status = 1;
      for (const line of describeFailure(error, io)) io.err(line);
    }
  }
  return status;
}
