import { access } from 'node:fs/promises';
import type { JournalRules } from '#agents/collector/runs/journal-rules.ts';
import { errorCode } from '#model/error-code.ts';
import type { RunVerification } from '#model/runs/run-verification.ts';
import type { RunShipment } from '#model/runs/shipment.ts';
import { SignedApproval } from '#runbooks/engine/approval/approval.ts';
import { signatureRefusal } from '#runbooks/engine/approval/verify.ts';
import type { JournalEvent } from '#runbooks/engine/journal/entry.ts';
import { parseEvent } from '#runbooks/engine/journal/event.ts';
import { readLine } from '#runbooks/engine/journal/line.ts';
import { loadTrust, noTrust, type Trust } from '#runbooks/engine/journal/trusted-keys.ts';
import type { Unproved } from '#runbooks/engine/journal/verification.ts';
import { verificationLines } from '#runbooks/engine/journal/verification-text.ts';
import { createVerifier } from '#runbooks/engine/journal/verify.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import { refuseRequest } from '#runbooks/store/request.ts';

/** What a journal must not lack to be evidence; that a run goes on, or was never anchored, is told and is no fault. */
const lacks: ReadonlySet<Unproved> = new Set([
  'no-seal',
  'seal-not-known',
  'tail-not-sealed',
  'unfinished-line',
  'second-person-not-proved',
]);

/**
 * The rules of the journals as the procedures have them, for a collector.
 *
 * @param keysFile list of the keys that are believed, read anew each time; without the file nobody is
 */
export function journalRules(keysFile: string): JournalRules {
  return {
    planHash,
    readLine(line) {
      const read = readLine(line);
      if (!('entry' in read)) return read;
      const { entry, actualHash } = read;
      if (entry.hash !== actualHash) return { expected: actualHash, found: entry.hash };
      const event = parseEvent(entry);
      if (event === null) return { expected: entry.kind, found: JSON.stringify(entry.body).slice(0, 80) };
      return { line, entry, event };
    },
    async verify(shipment, lines) {
      return await verifyRun(shipment, lines, await readTrust(keysFile));
    },
  };
}

async function readTrust(path: string): Promise<Trust> {
  try {
    await access(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return noTrust;
    throw error;
  }
  return loadTrust(path);
}

async function verifyRun(
  { plan, request }: RunShipment,
  lines: AsyncIterable<readonly string[]>,
  trust: Trust,
): Promise<RunVerification> {
  const verifier = createVerifier({ trust, outside: [], plan });
  const given: SignedApproval[] = [];
  for await (const part of lines) {
    for (const line of part) {
      verifier.take(line);
      const read = line.includes('"kind":"approved"') ? readLine(line) : null;
      const event = read !== null && 'entry' in read ? parseEvent(read.entry) : null;
      given.push(...approvalsOf(event));
    }
  }
  const verification = verifier.finish(0);
  const approvals = new Map<string, boolean>();
  for (const signed of given) {
    const { approver, planHash: hash, run } = signed.approval;
    const isOfRun = hash === request.planHash && run === verification.header?.run;
    const holds = isOfRun && signatureRefusal(signed, trust) === null;
    approvals.set(approver, (approvals.get(approver) ?? true) && holds);
  }
  const { verdict, seals, sealedTo, anchoredTo, unproved, header } = verification;
  const proved =
    verdict === 'whole' &&
    header?.planHash === request.planHash &&
    unproved.every((code) => !lacks.has(code)) &&
    [...approvals.values()].every((holds) => holds) &&
    refuseRequest(plan, request, trust) === null;
  return {
    verdict,
    proved,
    sealedBy: seals.findLast((seal) => seal.verdict === 'holds')?.holder ?? null,
    sealedTo,
    anchoredTo,
    approvedBy: [...approvals].flatMap(([approver, holds]) => (holds ? [approver] : [])),
    told: { sv: verificationLines(verification, 'sv'), en: verificationLines(verification, 'en') },
  };
}

function approvalsOf(event: JournalEvent | null): readonly SignedApproval[] {
  const { record } = (event?.body ?? {}) as { readonly record?: unknown };
  if (!Array.isArray(record)) return [];
  return record.flatMap((signed) => SignedApproval.safeParse(signed).data ?? []);
}
