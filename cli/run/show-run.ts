import { createFormatter } from '#model/format/formatter.ts';
import { parseSnapshot } from '#model/platform/read-snapshot-file.ts';
import { openQuestions } from '#runbooks/engine/execute/decide.ts';
import { foldRunState } from '#runbooks/engine/execute/run-state.ts';
import { noteText } from '#runbooks/engine/host/host-note.ts';
import { foldOutputs, hostRange } from '#runbooks/engine/output/fold-outputs.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { findRun } from '#runbooks/store/find-run.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath, readApprovals, readRunSnapshot } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { countOutcomes, standingOf } from './list-runs.ts';
import { runsFolder } from './places.ts';
import { planLines } from './plan-text.ts';
import { findUnanchored } from './run-anchors.ts';
import { outcomesText, standingWords, unanchoredLines } from './run-text.ts';

/**
 * Shows one run.
 *
 * @throws {GrundvalError} `run/unknown`, `run/unreadable`, `journal/damaged`
 */
export async function showRun(
  folder: string,
  given: string,
  form: 'text' | 'json',
  io: CommandIo,
): Promise<number> {
  const run = await findRun(runsFolder(folder), given);
  const history = await readHistory(journalPath(run.folder), io.signal);
  const approvals = await readApprovals(run.folder);
  const { state } = foldRunState(history);
  const standing = standingOf(state, approvals.length > 0);
  const questions = openQuestions(history);
  const unanchored = await findUnanchored(run.folder, history);
  const hash = planHash(run.plan);
  const hosts = [...state.hosts].map(([host, { outcome, note }]) => ({ host, outcome, note }));
  if (form === 'json') {
    const { id, plan } = run;
    io.out(
      JSON.stringify(
        {
          schemaVersion: 1,
          run: id,
          planHash: hash,
          standing,
          plan,
          approvals,
          hosts,
          questions,
          unanchored,
        },
        null,
        2,
      ),
    );
    return 0;
  }
  const { declaration } = parseSnapshot(await readRunSnapshot(run.folder), run.folder);
  const format = createFormatter(io.lang);
  for (const line of planLines(run.id, hash, run.plan, declaration, io.lang)) io.out(line);
  for (const { approval } of approvals) {
    const until = format.instant(new Date(approval.validUntil));
    const given = approval.planHash === hash ? '' : io.lang === 'sv' ? ' (en annan plan)' : ' (another plan)';
    io.out(
      `${io.lang === 'sv' ? 'Godkänd' : 'Approved'}  ${approval.approver}, ${approval.role} → ${until}${given}`,
    );
  }
  const total = run.plan.batches.flat().length;
  io.out('');
  io.out(`${standingWords[standing][io.lang]}: ${outcomesText(countOutcomes(state), total, io)}`);
  const told = hosts.flatMap(({ host, outcome, note }): [string, string][] =>
    outcome === null ? [] : [[host, `${outcome}  ${noteText(note)[io.lang]}`]],
  );
  for (const { hosts: same, text } of foldOutputs(told))
    io.out(`  ${hostRange(same)} (${same.length})  ${text}`);
  for (const { host, step, why } of questions) {
    io.out(`  ? ${host}  ${step}: ${why}`);
    io.out(`    grundval runs decide ${run.id} --host ${host} --step ${step} --is done|not-done|skip-host`);
  }
  for (const line of unanchoredLines(run.id, unanchored, io.lang)) io.out(line);
  io.out(`  ${journalPath(run.folder)}`);
  return 0;
}
