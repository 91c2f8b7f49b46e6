import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { foldRunState } from '#runbooks/engine/execute/run-state.ts';
import { loadTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import { verifyJournal } from '#runbooks/engine/journal/verify-file.ts';
import { outputPath } from '#runbooks/engine/output/file-store.ts';
import { readHistory } from '#runbooks/store/read-history.ts';
import type { CarriedRun } from './carry-through.ts';
import type { HostSide } from './host-side.ts';
import { steps } from './procedure-under-crash.ts';
import { hostIds, plainHost } from './real-hosts.ts';

/** What a run did otherwise than it should have, over how many controllers ever; all empty is what is wanted. */
export interface Judgement {
  readonly doubleEffects: readonly string[];
  readonly skipped: readonly string[];
  readonly lostResults: readonly string[];
  /** What its journal does not prove, or is wrong with it. */
  readonly unproved: readonly string[];
}

/** Holds what the journal says, and what is kept beside it, against what the hosts have. */
export async function judgeRun(
  { run, folder, report }: CarriedRun,
  hosts: HostSide,
  trustFile: string,
): Promise<Judgement> {
  const path = join(folder, 'journal.jsonl');
  const history = await readHistory(path);
  const { state } = foldRunState(history);
  const doubleEffects: string[] = [];
  const skipped: string[] = [];
  const lostResults: string[] = [];
  if (report.outcome !== 'succeeded') lostResults.push(`the run ended as ${report.outcome}`);
  for (const host of hostIds) {
    const effects = await hosts.effectsOn(run, host);
    const record = state.hosts.get(host);
    if (record?.outcome !== 'changed') lostResults.push(`${host} is ${record?.outcome}`);
    if (record?.evidence.has('installed') !== true) lostResults.push(`${host}: no evidence`);
    for (const step of steps) {
      const times = effects.filter((effect) => effect === step).length;
      if (times > 1) doubleEffects.push(`${host} ${step}: ${times} times`);
      if (times === 0) skipped.push(`${host} ${step}`);
    }
    for (const step of ['now', 'before', ...steps, 'works'])
      if (record?.steps.get(step)?.result?.ok !== true) lostResults.push(`${host}: no result of ${step}`);
  }
  const outputs = join(folder, 'outputs');
  for (const { event } of history) {
    if (event.kind !== 'done') continue;
    const { host, step, outputSha256, result } = event.body;
    const isKept = steps.some((one) => one === step) && host !== plainHost;
    if (
      outputSha256 !== null &&
      !(await isThere(join(outputs, outputPath(host, step, outputSha256)), outputSha256))
    )
      lostResults.push(`${host}: the output of ${step} is another`);
    // What a host keeps is had from it whole, whoever asks.
    if (isKept && outputSha256 === null)
      lostResults.push(`${host}: ${step} said nothing: ${JSON.stringify(result)}`);
  }
  const verification = await verifyJournal(path, { trust: await loadTrust(trustFile), outside: [] });
  return {
    doubleEffects,
    skipped,
    lostResults,
    unproved: [
      ...(verification.verdict === 'whole' ? [] : ['the chain is broken']),
      // Nobody outside was asked for anything.
      ...verification.unproved.filter((what) => what !== 'no-anchor'),
    ],
  };
}

async function isThere(path: string, sha256: string): Promise<boolean> {
  const text = await readFile(path).then(gunzipSync, () => null);
  return text !== null && createHash('sha256').update(text).digest('hex') === sha256;
}
