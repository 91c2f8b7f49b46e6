import type { PlatformSnapshot } from '#model/platform/snapshot.ts';
import { createApprovalCheck } from '#runbooks/engine/approval/create-check.ts';
import { systemClock } from '#runbooks/engine/execute/clock.ts';
import { createRunControl } from '#runbooks/engine/execute/control.ts';
import { recordReason } from '#runbooks/engine/execute/emergency.ts';
import { executeRun, type ResumeDecision, type RunReport } from '#runbooks/engine/execute/execute-run.ts';
import type { RunNews } from '#runbooks/engine/execute/run-log.ts';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import { type Journal, openJournal } from '#runbooks/engine/journal/append.ts';
import { sealJournal } from '#runbooks/engine/journal/seal.ts';
import { createFileStore } from '#runbooks/engine/output/file-store.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import { journalPath, outputsPath, readApprovals, type StoredRun } from '#runbooks/store/run-folder.ts';
import type { CommandIo } from '../command.ts';
import { watchHostKeys } from '../hosts/met-keys.ts';
import { metKeysLines } from '../hosts/met-keys-text.ts';
import { version } from '../version.ts';
import { anchorHead, anchorLater } from './anchor-head.ts';
import { followWishes } from './follow-wishes.ts';
import type { Identity } from './identity.ts';
import { openTransport } from './open-transport.ts';
import type { RunPlace, ServerSettings } from './run-flags.ts';
import { shipAlongside } from './ship-quietly.ts';
import { jsonScreen, peopleScreen } from './show-progress.ts';
import { stopTwice } from './stop-twice.ts';
import { unsealedEnd } from './unsealed-end.ts';

/** A run that is to be begun, or gone on with. */
export interface Work {
  readonly run: StoredRun;
  readonly procedure: Procedure;
  readonly sourceHash: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly snapshot: PlatformSnapshot;
  readonly decision: ResumeDecision | null;
  readonly place: RunPlace;
  readonly who: Identity;
  readonly servers: ServerSettings;
  /** Why it could not wait, for the journal; null where that is no question. */
  readonly reason: string | null;
  readonly dataFolder: string;
  readonly isJson: boolean;
}

const connectSeconds = 20;

/**
 * Carries a run out, from wherever its journal is, seals what was done, and shows it to those declared outside. The
 * collector is told meanwhile where one answers.
 *
 * @throws {GrundvalError} what `executeRun` and `openJournal` throw
 */
export async function carryOut(work: Work, io: CommandIo): Promise<RunReport> {
  const { run, who, servers } = work;
  const { declaration } = work.snapshot;
  const path = journalPath(run.folder);
  await using parts = new AsyncDisposableStack();
  const journal = await openJournal(path, { clock: io.now, signal: io.signal });
  parts.defer(() => journal.close());
  const history = await readHistory(path, io.signal);
  const transport = watchHostKeys(await openTransport(servers, io));
  parts.defer(() => transport.close());
  const control = createRunControl();
  stopTwice(control, who.id, io);
  const over = new AbortController();
  const alongside = [
    followWishes(run.folder, control, over.signal),
    shipAlongside(run, work.dataFolder, over.signal),
  ];
  parts.defer(async () => {
    over.abort();
    await Promise.allSettled(alongside);
  });
  // A run planned by an earlier version has a snapshot that says nothing of them.
  const anchors = declaration.organisation.operations.anchors ?? [];
  const anchor = () => anchorHead(journal, { ...work, run: run.id, anchors }, io);
  const openings: ReturnType<typeof anchor>[] = [];
  parts.defer(async () => void (await Promise.allSettled(openings)));
  const screen = work.isJson ? jsonScreen(io) : peopleScreen(run.plan, history, io);
  const carry = () =>
    executeRun({
      run: run.id,
      plan: run.plan,
      procedure: work.procedure,
      sourceHash: work.sourceHash,
      params: work.params,
      snapshot: work.snapshot,
      executedBy: who.id,
      grundvalVersion: version,
      journal,
      history,
      decision: work.decision,
      checkApproval: createApprovalCheck({
        run: run.id,
        declaration,
        trust: who.trust,
        approvals: () => readApprovals(run.folder),
      }),
      transport,
      runnerOf: () => keptRunner,
      outputs: createFileStore(outputsPath(run.folder), {
        onFull: (bytes) => io.err(outputsFull(bytes, io)),
      }),
      clock: systemClock,
      control,
      concurrency: servers.parallel,
      connectSeconds,
      onNews: (news) => {
        if (work.reason !== null) noteReason(journal, news, work.reason, who.id);
        // Nobody has seen the plan of an emergency: that it was begun, and why, is told outside at once.
        if (isEmergency(news)) openings.push(anchor());
        screen.tell(news);
      },
    });
  const report = unsealedEnd(history, work.decision) ?? (await carry());
  const opened = await Promise.all(openings);
  await sealJournal(journal, run.id, who.key);
  screen.finish();
  for (const line of metKeysLines(transport.met(), declaration, servers, io.lang)) io.err(line);
  const ended = await anchor();
  for (const { lines } of [...opened, ended]) for (const line of lines) io.err(line);
  if (!ended.isWhole) io.err(anchorLater(run.id, io));
  return report;
}

function outputsFull(bytes: number, { lang }: Pick<CommandIo, 'lang'>): string {
  const mib = Math.round(bytes / 1024 ** 2);
  return lang === 'sv'
    ? `OBS: utskrifterna i körningen har nått ${mib} MiB. Resten sparas inte; körningen går vidare.`
    : `NOTE: the outputs of the run have reached ${mib} MiB. The rest is not kept; the run goes on.`;
}

/** The emergency has just been written down. */
function isEmergency(news: RunNews): boolean {
  if (news.kind !== 'event' || news.event.kind !== 'approved') return false;
  const { body } = news.event;
  return typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'emergency';
}

/** Stands right after the first entry, so that nobody reads of an emergency without its reason. */
function noteReason(journal: Journal, news: RunNews, reason: string, by: string): void {
  if (news.kind !== 'event' || news.event.kind !== 'opened') return;
  // A journal that cannot be written halts the run by itself.
  recordReason(journal, reason, by).catch(() => undefined);
}
