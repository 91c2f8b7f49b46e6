import type { JsonValue } from '#model/platform/rendering.ts';
import type { ApprovalRule } from '#model/runs/run-plan.ts';
import { planHash } from '../plan/plan-hash.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import { checkChain, type Fault, type RunState, stateAfter } from './chain.ts';
import { type JournalEntry, type JournalEvent, journalKinds, type RunHeader } from './entry.ts';
import { parseEvent } from './event.ts';
import { judgeAnchor } from './judge-anchor.ts';
import { judgeApproval } from './judge-approval.ts';
import { createLookJudge } from './judge-look.ts';
import { rememberHashes } from './recent-hashes.ts';
import { judgeSeal } from './seal.ts';
import type { Trust } from './trusted-keys.ts';
import { findUnproved } from './unproved.ts';
import type {
  AnchorFinding,
  ApprovalFinding,
  ClockJump,
  OutsideHead,
  SealFinding,
  Verification,
} from './verification.ts';

/** Whom to believe, and what is known from elsewhere. */
export interface VerifyOptions {
  readonly trust: Trust;
  readonly outside: readonly OutsideHead[];
  /** The plan, where it is at hand; it counts where it is the one that the journal names. */
  readonly plan?: RunPlan | null;
}

/** Takes a journal's lines in their order and says at the end what they prove. Pure, and of bounded memory. */
export interface Verifier {
  take(line: string): void;
  /** @param unfinishedBytes what stands after the last line break */
  finish(unfinishedBytes: number): Verification;
}

/** So many of each kind of finding are kept; the rest is counted. */
const mostKept = 20;
/** Seals and anchors that hold are kept to the latest of these. */
const mostProofs = 1000;

/** A verifier of one journal. */
export function createVerifier({ trust, outside, plan = null }: VerifyOptions): Verifier {
  const chain = checkChain();
  const hashes = rememberHashes();
  const counts = Object.fromEntries(journalKinds.map((kind) => [kind, 0])) as Record<
    JournalEvent['kind'],
    number
  >;
  const faults: Fault[] = [];
  const seals: SealFinding[] = [];
  const anchors: AnchorFinding[] = [];
  const approvals: ApprovalFinding[] = [];
  const jumps: ClockJump[] = [];
  const wanted = new Map(outside.map(({ head }) => [head, null as number | null]));
  /** Steps that have begun and not ended. */
  const begun = new Set<string>();
  const looks = createLookJudge();
  let header: RunHeader | null = null;
  let rule: ApprovalRule | null = null;
  let state: RunState | null = null;
  let [entries, faultCount, jumpCount, contradictions, contentTo] = [0, 0, 0, 0, -1];
  let [firstAt, lastAt]: [string | null, string | null] = [null, null];
  let [sealedTo, anchoredTo]: [number | null, number | null] = [null, null];

  const addFault = (fault: Fault): void => {
    faultCount += 1;
    if (faults.length < mostKept) faults.push(fault);
  };

  const takeSeal = (entry: JournalEntry, event: Extract<JournalEvent, { kind: 'sealed' }>): void => {
    const { body } = event;
    const isHere = body.head === entry.prev && body.seq === entry.seq - 1;
    const verdict = isHere ? judgeSeal(header?.run ?? '', body, new Date(entry.at), trust) : 'misplaced';
    if (verdict === 'holds') sealedTo = body.seq;
    else if (verdict !== 'unknown-key') contradictions += 1;
    const holder = trust.keys.get(body.keyId)?.holder ?? null;
    looks.takeSeal({ holder, verdict });
    keep(seals, { line: entry.seq + 1, at: entry.at, keyId: body.keyId, holder, verdict });
  };

  const takeAnchor = (entry: JournalEntry): void => {
    const finding = judgeAnchor(entry, { hashes, trust, outside });
    if (finding.verdict === 'holds') anchoredTo = Math.max(anchoredTo ?? 0, finding.seq ?? 0);
    if (finding.verdict === 'wrong' || finding.verdict === 'backdated') contradictions += 1;
    keep(anchors, finding);
  };

  /** What a line says beyond its place in the chain. */
  const read = (entry: JournalEntry): void => {
    switch (entry.kind) {
      case 'opened':
      case 'sealed': {
        const event = parseEvent(entry);
        if (event === null) {
          const found = JSON.stringify(entry.body).slice(0, 80);
          addFault({ line: entry.seq + 1, kind: 'body', expected: entry.kind, found });
        } else if (event.kind === 'opened') {
          header ??= event.body;
          rule = plan !== null && planHash(plan) === header.planHash ? plan.approve : null;
        } else if (event.kind === 'sealed') takeSeal(entry, event);
        return;
      }
      case 'anchored':
        takeAnchor(entry);
        return;
      case 'approved':
        for (const finding of judgeApproval(entry, { header, rule, trust })) keep(approvals, finding);
        return;
      case 'evidence':
        looks.take(entry, header);
        return;
      case 'intent':
        begun.add(stepOf(entry.body));
        return;
      case 'done':
      case 'decided':
        begun.delete(stepOf(entry.body));
        return;
    }
  };

  return {
    take(line) {
      const { entry, fault } = chain.check(line);
      entries += 1;
      if (fault !== null) addFault(fault);
      if (entry === null) return;
      counts[entry.kind] += 1;
      if (lastAt !== null && entry.at < lastAt) {
        jumpCount += 1;
        if (jumps.length < mostKept) jumps.push({ line: entries, from: lastAt, to: entry.at });
      }
      firstAt ??= entry.at;
      lastAt = entry.at;
      state = stateAfter(state, entry as JournalEvent);
      if (entry.kind !== 'sealed' && entry.kind !== 'anchored') contentTo = entry.seq;
      if (wanted.has(entry.hash)) wanted.set(entry.hash, entry.seq);
      // What an edited line says is worth nothing.
      if (fault === null || fault.kind === 'link' || fault.kind === 'number') read(entry);
      hashes.add(entry.seq, entry.hash);
    },
    finish(unfinishedBytes) {
      const found = outside.map((known) => {
        const seq = wanted.get(known.head) ?? null;
        return { ...known, found: seq !== null && (known.seq === null || known.seq === seq) };
      });
      for (const { found: isThere, head } of found) {
        if (isThere) anchoredTo = Math.max(anchoredTo ?? 0, wanted.get(head) ?? 0);
        else contradictions += 1;
      }
      const last = chain.last();
      const facts = {
        schemaVersion: 1,
        verdict: faultCount + contradictions === 0 ? 'whole' : 'broken',
        header,
        entries,
        counts,
        firstAt,
        lastAt,
        head: last === null ? null : { seq: last.seq, hash: last.hash },
        state,
        faults,
        faultCount,
        seals,
        anchors,
        approvals,
        looks: looks.findings(),
        outside: found,
        sealedTo,
        anchoredTo,
        unfinished: { count: begun.size, first: [...begun].slice(0, mostKept) },
        clock: { count: jumpCount, first: jumps },
        unfinishedBytes,
      } as const;
      return { ...facts, unproved: findUnproved(facts, contentTo) };
    },
  };
}

/** All that is wrong is kept as long as there is room, and of the rest the latest. */
function keep<Finding extends { readonly verdict: string }>(list: Finding[], finding: Finding): void {
  if (list.length >= mostProofs) {
    const oldest = list.findIndex(({ verdict }) => verdict === 'holds');
    list.splice(Math.max(0, oldest), 1);
  }
  list.push(finding);
}

/** `castor-app-1: upgrade`; a body of another kind is none of any step. */
function stepOf(body: JsonValue): string {
  const { host, step } = (body ?? {}) as { readonly host?: unknown; readonly step?: unknown };
  return `${host}: ${step}`;
}
