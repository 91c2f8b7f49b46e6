import { join } from 'node:path';
import { inLanguage } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import type { Text } from '#model/format/text.ts';
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
  | 'cancelled'
  /** Its plan or its journal cannot be read, or is damaged. */
  | 'unreadable';

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
  /** What cannot be read, and where; null where all can. */
  readonly problem: Text | null;
}

/** Every run of a declaration's platform, newest first. */
export async function listRuns(folder: string, now: Date): Promise<readonly ListedRun[]> {
  const runs = runsFolder(folder);
  const ids = await listRunIds(runs);
  return Promise.all(
    ids.map((id) =>
      describeRun(join(runs, id), now).catch((error: unknown) => {
        // One that is damaged does not hide the others.
        if (error instanceof GrundvalError) return unreadable(id, error);
        throw error;
      }),
    ),
  );
}

async function describeRun(folder: string, now: Date): Promise<ListedRun> {
  const run = await readRun(folder);
  const history = await readHistory(journalPath(run.folder));
  const { state } = foldRunState(history);
  const isApproved = (await readApprovals(run.folder)).length > 0;
  const emergency = emergencyState(state, now);
  return {
    run: run.id,
    procedure: run.plan.procedure,
    requestedBy: run.plan.requestedBy,
    plannedAt: run.plan.plannedAt,
    standing: standingOf(state, isApproved),
    isOver: state.closed !== null,
    hosts: run.plan.batches.flat().length,
    outcomes: countOutcomes(state),
    reviewDue: emergency === null || emergency.secondPerson !== null ? null : emergency.due.toISOString(),
    unanchored: await findUnanchored(run.folder, history),
    problem: null,
  };
}

function unreadable(run: string, error: GrundvalError): ListedRun {
  return {
    run,
    procedure: '',
    requestedBy: '',
    plannedAt: '',
    standing: 'unreadable',
    isOver: false,
    hosts: 0,
    outcomes: {},
    reviewDue: null,
    unanchored: [],
    problem: { sv: inLanguage(error, 'sv').message, en: inLanguage(error, 'en').message },
  };
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
