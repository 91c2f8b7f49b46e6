import { join } from 'node:path';
import type { HostOutcome } from '#model/runs/journal-entry.ts';
import { emergencyState } from '#runbooks/engine/execute/emergency.ts';
import { foldRunState, type RunState } from '#runbooks/engine/execute/run-state.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath, listRunIds, readApprovals, readRun } from '#runbooks/store/run-folder.ts';
import { runsFolder } from './places.ts';
import { findUnanchored } from './run-anchors.ts';

/** How a run stands, as people are told it. */
export type Standing =
  | 'planned'
  | 'approved'
  | 'running'
  | 'paused'
  | 'waiting'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'cancelled';

/** A run in a list. */
export interface ListedRun {
  readonly run: string;
  readonly procedure: string;
  readonly requestedBy: string;
  readonly plannedAt: string;
  readonly standing: Standing;
  readonly isOver: boolean;
  readonly hosts: number;
  readonly outcomes: Readonly<Partial<Record<HostOutcome, number>>>;
  /** A second person must look, by this time; null where nobody must. */
  readonly reviewDue: string | null;
  /** Places outside that do not vouch for all of its journal; null where nobody knows. Empty while it goes on. */
  readonly unanchored: readonly string[] | null;
}

/** Every run of a declaration's platform, newest first. */
export async function listRuns(folder: string, now: Date): Promise<readonly ListedRun[]> {
  const runs = runsFolder(folder);
  const ids = await listRunIds(runs);
  return Promise.all(
    ids.map(async (id): Promise<ListedRun> => {
      const run = await readRun(join(runs, id));
      const history = await readHistory(journalPath(run.folder));
      const { state } = foldRunState(history);
      const isApproved = (await readApprovals(run.folder)).length > 0;
      const emergency = emergencyState(state, now);
      return {
        run: id,
        procedure: run.plan.procedure,
        requestedBy: run.plan.requestedBy,
        plannedAt: run.plan.plannedAt,
        standing: standingOf(state, isApproved),
        isOver: state.closed !== null,
        hosts: run.plan.batches.flat().length,
        outcomes: countOutcomes(state),
        reviewDue: emergency === null || emergency.secondPerson !== null ? null : emergency.due.toISOString(),
        unanchored: await findUnanchored(run.folder, history),
      };
    }),
  );
}

/** How a run stands by its journal; a run without one is planned, and maybe approved. */
export function standingOf(state: RunState, isApproved: boolean): Standing {
  if (state.closed !== null) return state.closed;
  if (state.header === null) return isApproved ? 'approved' : 'planned';
  if ([...state.hosts.values()].some(({ outcome }) => outcome === 'unknown')) return 'waiting';
  return state.paused ? 'paused' : 'running';
}

/** Hosts by outcome. */
export function countOutcomes({ hosts }: RunState): ListedRun['outcomes'] {
  const counts: Partial<Record<HostOutcome, number>> = {};
  for (const { outcome } of hosts.values()) {
    if (outcome !== null) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
