import { emergencyRecords } from '#model/runs/emergency-records.ts';
import { isSamePerson } from '../approval/verify.ts';
import type { JournalEntry, RunHeader } from './entry.ts';
import type { LookFinding, SealFinding } from './verification.ts';

const names: Readonly<Record<string, LookFinding['what']>> = {
  [emergencyRecords.secondPerson]: 'second-person',
  [emergencyRecords.review]: 'review',
};

/** So many are kept; nobody looks more often. */
const mostKept = 100;

/** Judges who looked at an emergency afterwards: that somebody did is worth what the seal right after it is worth. */
export interface LookJudge {
  /** Takes an entry `evidence`; what is about anything else is passed over. */
  take(entry: JournalEntry, header: RunHeader | null): void;
  takeSeal(seal: Pick<SealFinding, 'holder' | 'verdict'>): void;
  findings(): readonly LookFinding[];
}

/** A judge who has seen nothing yet. */
export function createLookJudge(): LookJudge {
  const found: LookFinding[] = [];
  let waiting: LookFinding[] = [];
  return {
    take({ seq, body }, header) {
      const { name, value } = (body ?? {}) as { readonly name?: unknown; readonly value?: unknown };
      const what = names[String(name)];
      if (what === undefined || found.length + waiting.length >= mostKept) return;
      const by = byOf(value);
      const involved = header === null ? [] : [header.requestedBy, header.executedBy];
      const isOwn = what === 'second-person' && involved.some((person) => isSamePerson(person, by ?? ''));
      waiting.push({ line: seq + 1, what, by, verdict: isOwn ? 'same-person' : 'not-sealed' });
    },
    takeSeal(seal) {
      found.push(...waiting.map((look) => ({ ...look, verdict: judge(look, seal) })));
      waiting = [];
    },
    findings: () => [...found, ...waiting],
  };
}

function judge(
  { by, verdict }: LookFinding,
  seal: Pick<SealFinding, 'holder' | 'verdict'>,
): LookFinding['verdict'] {
  if (verdict === 'same-person') return verdict;
  if (seal.verdict !== 'holds' || seal.holder === null) return 'seal-not-proved';
  return by !== null && isSamePerson(seal.holder, by) ? 'holds' : 'sealed-by-another';
}

function byOf(value: unknown): string | null {
  const { by } = (value ?? {}) as { readonly by?: unknown };
  return typeof by === 'string' ? by : null;
}
