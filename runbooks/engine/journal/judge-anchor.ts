import { Anchor } from './anchor/anchor.ts';
import { backdatedSeconds } from './anchor/backdated.ts';
import { verifyTimestamp } from './anchor/timestamp-verify.ts';
import type { JournalEntry } from './entry.ts';
import type { RecentHashes } from './recent-hashes.ts';
import type { Trust } from './trusted-keys.ts';
import type { AnchorFinding, OutsideHead } from './verification.ts';

interface Known {
  readonly hashes: RecentHashes;
  readonly trust: Trust;
  readonly outside: readonly OutsideHead[];
}

/** Judges an entry `anchored` against the chain before it. */
export function judgeAnchor(
  { seq, at, body }: JournalEntry,
  { hashes, trust, outside }: Known,
): AnchorFinding {
  const read = Anchor.safeParse(body);
  const found = { line: seq + 1, at, method: null, seq: null, stampedAt: null, note: '' };
  if (!read.success) return { ...found, verdict: 'wrong', note: 'no anchor' };
  const anchor = read.data;
  const known = { ...found, method: anchor.method, seq: anchor.seq };
  if (anchor.seq >= seq || hashes.get(anchor.seq) !== anchor.head) {
    return { ...known, verdict: 'wrong', note: `the head of entry ${anchor.seq} is another one` };
  }
  if (anchor.method === 'registrar') {
    const isCompared = outside.some(({ head }) => head === anchor.head);
    return { ...known, verdict: isCompared ? 'holds' : 'not-compared', note: anchor.to };
  }
  const stamp = verifyTimestamp(Buffer.from(anchor.response, 'base64'), {
    imprint: anchor.head,
    authorities: trust.timestampAuthorities,
  });
  if (stamp.kind === 'wrong') return { ...known, verdict: 'wrong', note: stamp.why };
  const stamped = { ...known, stampedAt: stamp.at.toISOString(), note: stamp.authority };
  if (stamp.kind === 'unknown-authority') return { ...stamped, verdict: 'unknown-authority' };
  const isLate = stamp.at.getTime() - Date.parse(at) > backdatedSeconds * 1000;
  return { ...stamped, verdict: isLate ? 'backdated' : 'holds' };
}
