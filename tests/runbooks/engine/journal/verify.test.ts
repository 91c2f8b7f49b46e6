import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#model/platform/rendering.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import type { JournalEntry, JournalEvent } from '#runbooks/engine/journal/entry.ts';
import { noHash, readLine, writeLine } from '#runbooks/engine/journal/line.ts';
import { signSeal } from '#runbooks/engine/journal/seal.ts';
import { noTrust } from '#runbooks/engine/journal/trusted-keys.ts';
import type { OutsideHead, Verification } from '#runbooks/engine/journal/verification.ts';
import { verificationLines } from '#runbooks/engine/journal/verification-text.ts';
import { createVerifier, type VerifyOptions } from '#runbooks/engine/journal/verify.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';
import type { RunPlan } from '#runbooks/engine/plan/run-plan.ts';
import { buildRunPlan } from '../../../builders/run.ts';
import { newKey, trustIn } from '../approval/people.ts';
import { header, sampleEvents, steadyClock } from './sample.ts';

const operator = newKey();
const approver = newKey();
const trust = trustIn({ 'asa.lind': operator, 'bo.ek': approver });

/** Lines of events, each chained to the one before; a function makes its event of the head so far. */
function write(
  events: readonly (JournalEvent | ((head: JournalEntry) => JournalEvent))[],
  clock = steadyClock(),
): readonly string[] {
  const lines: string[] = [];
  let last: JournalEntry | null = null;
  for (const given of events) {
    const { kind, body }: JournalEvent = typeof given === 'function' ? given(last as never) : given;
    const written = writeLine({
      seq: (last?.seq ?? -1) + 1,
      at: clock().toISOString(),
      prev: last?.hash ?? noHash,
      kind,
      body: body as JsonValue,
    });
    last = written.entry;
    lines.push(written.line);
  }
  return lines;
}

const seal =
  (key = operator) =>
  (head: JournalEntry) =>
    ({ kind: 'sealed', body: signSeal(header.run, head, key) }) as const;
const told = ({ seq, hash: head }: JournalEntry) => ({
  kind: 'anchored' as const,
  body: {
    method: 'registrar',
    seq,
    head,
    way: 'smtp',
    to: 'registrator@x.example',
    messageId: '<a@b>',
    textSha256: '',
  },
});
const signed = signApproval(
  {
    run: header.run,
    planHash: header.planHash,
    change: 'normal',
    approver: 'bo.ek',
    role: 'driftansvarig',
    reason: 'Planen läst',
    at: new Date('2026-11-25T21:00:00Z'),
    validFor: '4h',
  },
  approver,
);
const leave = (record: unknown) =>
  ({ kind: 'approved', body: { kind: 'approved', by: ['bo.ek'], record } as JsonValue }) as const;
const approved = leave([signed]);

const [opened, batch, ...steps] = sampleEvents(4) as [JournalEvent, JournalEvent, ...JournalEvent[]];
const whole = write([opened, approved, batch, ...steps.slice(0, 5), seal(), ...steps.slice(5), seal(), told]);
const entryAt = (lines: readonly string[], at: number): JournalEntry => {
  const read = readLine(lines.at(at) ?? '');
  if (!('entry' in read)) throw new Error('no entry');
  return read.entry;
};
/** What the registrar has filed: the head that the last entry was told of. */
const filed: OutsideHead = { head: entryAt(whole, -2).hash, seq: entryAt(whole, -2).seq, from: 'filed.eml' };

function verify(text: string | Buffer, options: Partial<VerifyOptions> = {}): Verification {
  const verifier = createVerifier({ trust, outside: [], ...options });
  const parts = text.toString('latin1').split('\n');
  const rest = parts.pop() ?? '';
  for (const line of parts) verifier.take(Buffer.from(line, 'latin1').toString());
  return verifier.finish(rest.length);
}
const textOf = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);

describe('a verification', () => {
  it('proves a closed, approved, sealed and anchored run, and says that nothing is left', () => {
    const found = verify(textOf(whole), { outside: [filed] });
    expect(found).toMatchObject({
      verdict: 'whole',
      header,
      state: 'closed',
      entries: whole.length,
      faults: [],
      head: { seq: whole.length - 1 },
      counts: { intent: 4, done: 4, sealed: 2, closed: 1 },
      unfinished: { count: 0 },
      unproved: [],
      approvals: [{ line: 2, approver: 'bo.ek', verdict: 'holds' }],
      anchors: [{ verdict: 'holds', method: 'registrar' }],
      outside: [{ found: true }],
    });
    expect(found.seals.map(({ verdict, holder }) => `${holder} ${verdict}`)).toEqual([
      'asa.lind holds',
      'asa.lind holds',
    ]);
  });

  it('says what it does not prove to somebody who trusts nobody', () => {
    const found = verify(textOf(whole), { trust: noTrust });
    expect(found.verdict).toBe('whole');
    expect(found.unproved).toEqual(['approval-not-known', 'seal-not-known', 'registrar-not-compared']);
    const bare = verify(textOf(write(sampleEvents(2))));
    expect(bare.unproved).toEqual(['no-approval', 'no-seal', 'no-anchor']);
    const tail = verify(textOf(write([opened, approved, seal(), told, batch])), { outside: [] });
    expect(tail.unproved).toEqual(['not-closed', 'tail-not-sealed', 'registrar-not-compared']);
  });

  it('names steps that began and have no known end', () => {
    const found = verify(textOf(write([opened, ...steps.slice(0, 3)])));
    expect(found.unfinished).toEqual({ count: 1, first: ['castor-app-1: upgrade#1'] });
    expect(found.unproved).toContain('unfinished-steps');
  });

  it('notes a clock that went backwards, and does not call it tampering', () => {
    const times = ['2026-11-25T22:00:00.000Z', '2026-11-25T21:00:00.000Z', '2026-11-25T22:30:00.000Z'];
    const found = verify(
      textOf(
        write(steps.slice(0, 0).concat(opened, batch, steps[0] ?? batch), () => new Date(times.shift() ?? 0)),
      ),
    );
    expect(found.verdict).toBe('whole');
    expect(found.clock).toEqual({
      count: 1,
      first: [{ line: 2, from: '2026-11-25T22:00:00.000Z', to: '2026-11-25T21:00:00.000Z' }],
    });
  });

  it('shows where and what, for the first faults, and goes on after them', () => {
    const edited = whole.map((line, at) => (at === 4 || at === 7 ? line.replace('castor', 'pollux') : line));
    const found = verify(textOf(edited));
    expect(found.verdict).toBe('broken');
    expect(found.faults.map(({ line, kind }) => [line, kind])).toEqual([
      [5, 'content'],
      [8, 'content'],
    ]);
  });

  it('finds a seal by a stranger unproved, and one that is copied, forged or of an expired key wrong', () => {
    const verdicts = (lines: readonly string[], options: Partial<VerifyOptions> = {}) => {
      const found = verify(textOf(lines), options);
      return [found.verdict, ...found.seals.map(({ verdict }) => verdict)];
    };
    expect(verdicts(write([opened, seal(newKey())]))).toEqual(['whole', 'unknown-key']);
    const copy = (head: JournalEntry) => ({ ...seal()(head), body: { ...seal()(head).body, seq: 7 } });
    expect(verdicts(write([opened, copy]))).toEqual(['broken', 'misplaced']);
    const forge = (head: JournalEntry) => {
      const { body } = seal(newKey())(head);
      return { kind: 'sealed', body: { ...body, keyId: operator.keyId } } as const;
    };
    expect(verdicts(write([opened, forge]))).toEqual(['broken', 'forged']);
    const old = write([opened, seal()], steadyClock('2025-06-01T00:00:00.000Z'));
    expect(verdicts(old)).toEqual(['broken', 'key-not-valid']);
    const ofOtherRun = write([{ ...opened, body: { ...header, run: 'another' } } as JournalEvent, seal()]);
    expect(verdicts(ofOtherRun)).toEqual(['broken', 'forged']);
  });

  it('does not take an approval of another plan, of the requester, or after its time', () => {
    const verdictOf = (given: object) =>
      verify(textOf(write([opened, leave([given])]))).approvals[0]?.verdict;
    const edited = (more: object) => ({ ...signed, approval: { ...signed.approval, ...more } });
    expect(verdictOf(edited({ planHash: 'e'.repeat(64) }))).toBe('other-plan');
    expect(verdictOf(edited({ approver: 'Asa.Lind' }))).toBe('requester');
    expect(verdictOf(edited({ validUntil: '2026-11-25T21:30:00.000Z' }))).toBe('expired');
    expect(verdictOf(edited({ reason: 'annat' }))).toBe('forged');
    expect(verdictOf({ ja: true })).toBe('no-approval');
  });

  it('takes an approval by the requester where the approved plan allows it, and only there', () => {
    const verdictOf = (notRequester: boolean, planOf: (plan: RunPlan) => RunPlan = (plan) => plan) => {
      const { approve } = buildRunPlan();
      const plan = buildRunPlan({ approve: { ...approve, notRequester } });
      const own = signApproval(
        {
          run: header.run,
          planHash: planHash(plan),
          change: 'normal',
          approver: header.requestedBy,
          role: 'it-chef',
          reason: '',
          at: new Date('2026-11-25T21:00:00Z'),
          validFor: '4h',
        },
        operator,
      );
      const begun = { ...opened, body: { ...header, planHash: planHash(plan) } } as JournalEvent;
      const { approvals, unproved } = verify(textOf(write([begun, leave([own])])), { plan: planOf(plan) });
      return [approvals[0]?.verdict, unproved.includes('approval-not-known')];
    };
    expect(verdictOf(false)).toEqual(['own-allowed', false]);
    expect(verdictOf(true)).toEqual(['requester', true]);
    // A plan that is put beside the journal afterwards, and is not the one it names, allows nothing.
    expect(verdictOf(false, (plan) => ({ ...plan, ticket: 'annan' }))).toEqual(['requester', true]);
  });

  it('does not take an approval of another run of an equal plan', () => {
    const other = write([{ ...opened, body: { ...header, run: 'igen' } } as JournalEvent, approved]);
    expect(verify(textOf(other)).approvals).toMatchObject([{ verdict: 'other-run' }]);
  });

  it('asks for the second person after an emergency, and for that person’s own seal', () => {
    const emergency = {
      kind: 'approved',
      body: { kind: 'emergency', secondPersonBefore: '2026-11-26T02:00:00.000Z' },
    } as const;
    const lookBy = (by: string, name = 'emergency/second-person') =>
      ({ kind: 'evidence', body: { host: null, name, sha256: noHash, value: { by } } }) as const;
    const seen = lookBy('bo.ek');
    const told = (...more: Parameters<typeof write>[0]) => {
      const { looks, unproved, verdict } = verify(textOf(write([opened, emergency, ...more])));
      expect(verdict).toBe('whole');
      return [looks.map((look) => look.verdict), unproved.filter((what) => what.includes('second-person'))];
    };
    expect(told()).toEqual([[], ['no-second-person']]);
    expect(told(seen)).toEqual([['not-sealed'], ['second-person-not-proved']]);
    expect(told(seen, seal())).toEqual([['sealed-by-another'], ['second-person-not-proved']]);
    expect(told(seen, seal(newKey()))).toEqual([['seal-not-proved'], ['second-person-not-proved']]);
    expect(told(seen, lookBy('bo.ek', 'emergency/review'), seal(approver))).toEqual([['holds', 'holds'], []]);
    // A later seal of that person is of something else.
    expect(told(seen, seal(), seal(approver))).toEqual([['sealed-by-another'], ['second-person-not-proved']]);
    const own = lookBy(header.executedBy);
    expect(told(own, seal())).toEqual([['same-person'], ['second-person-not-proved']]);
    expect(told(own, seal(), seen, seal(approver))).toEqual([['same-person', 'holds'], []]);
  });

  it('tells of each look who vouches for it', () => {
    const look = {
      kind: 'evidence',
      body: { host: null, name: 'emergency/review', sha256: noHash, value: { by: 'bo.ek' } },
    } as const;
    const lines = verificationLines(verify(textOf(write([opened, look, seal()]))), 'en');
    expect(lines.join('\n')).toContain(
      'Looked at afterwards:\n  line 2, review, bo.ek: not proved: the seal after it is of somebody else',
    );
  });

  it('finds a holder of the key out who writes history anew after it was told outside', () => {
    const rewritten = write([
      opened,
      approved,
      batch,
      ...steps.slice(0, 4),
      steps.at(-1) ?? batch,
      seal(),
      told,
    ]);
    expect(verify(textOf(rewritten)).verdict).toBe('whole');
    const found = verify(textOf(rewritten), { outside: [filed] });
    expect(found.verdict).toBe('broken');
    expect(found.outside).toMatchObject([{ found: false }]);
  });
});

const line = fc.nat(whole.length - 1);
type Mutation = { readonly kind: string; readonly apply: () => Buffer };
const bytes = textOf(whole);

/** Recomputes the chain from a line on, as somebody would who has the file and no key. */
function rechain(
  lines: readonly string[],
  from: number,
  edit: (entry: JournalEntry) => JournalEntry,
): Buffer {
  let prev = from === 0 ? noHash : entryAt(lines, from - 1).hash;
  const after = lines.slice(from).map((text, at) => {
    const entry = entryAt([text], 0);
    const written = writeLine({ ...(at === 0 ? edit(entry) : entry), prev });
    prev = written.entry.hash;
    return written.line;
  });
  return textOf([...lines.slice(0, from), ...after]);
}

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => ({
    kind: 'edits',
    apply: () => {
      const edited = Buffer.from(bytes);
      edited[at] = (edited[at] ?? 0) ^ flip;
      return edited;
    },
  })),
  fc.tuple(line, fc.integer({ min: 1, max: 5 })).map(([at, count]) => ({
    kind: 'removals',
    apply: () => textOf(whole.filter((_, index) => index < at || index >= at + count)),
  })),
  fc
    .tuple(line, line)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({
      kind: 'swaps',
      apply: () => textOf(whole.map((text, at) => whole[at === a ? b : at === b ? a : at] ?? text)),
    })),
  fc.integer({ min: 1, max: bytes.length - 1 }).map((size) => ({
    kind: 'truncations',
    apply: () => bytes.subarray(0, size),
  })),
  fc.tuple(line, line).map(([at, from]) => ({
    kind: 'insertions',
    apply: () => textOf([...whole.slice(0, at), whole[from] ?? '', ...whole.slice(at)]),
  })),
  line.map((from) => ({
    kind: 'edits with a new chain',
    apply: () => rechain(whole, from, (entry) => ({ ...entry, at: `2031${entry.at.slice(4)}` })),
  })),
);

describe('10,000 random mutations of a journal', () => {
  it('are all detected by who has the keys and a head from outside; without one, nothing before the last seal', () => {
    const counts: Record<string, number> = {};
    const before = verify(bytes);
    expect(before.verdict).toBe('whole');
    let missed = 0;
    let unseen = 0;
    const lastSeal = whole.findLastIndex((text) => text.includes('"kind":"sealed"'));
    fc.assert(
      fc.property(mutations, ({ kind, apply }) => {
        const mutated = apply();
        counts[kind] = (counts[kind] ?? 0) + 1;
        const known = verify(mutated, {
          outside: [filed, { head: entryAt(whole, -1).hash, seq: null, from: 'told' }],
        });
        if (known.verdict !== 'broken') missed += 1;
        expect(known.verdict, kind).toBe('broken');
        const unknown = verify(mutated);
        if (unknown.verdict === 'whole') {
          // Nothing in a chain says that more came after it, and nothing seals what stands after the last seal.
          unseen += 1;
          const lines = mutated.toString().split('\n').slice(0, -1);
          expect(lines.slice(0, lastSeal + 1), kind).toEqual(
            whole.slice(0, Math.min(lines.length, lastSeal + 1)),
          );
          if (lines.length !== whole.length) expect(unknown.unproved).not.toEqual(before.unproved);
        }
      }),
      { numRuns: 10_000 },
    );
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const list = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    process.stdout.write(
      `journal mutations: ${total} (${list.sort().join(', ')}), ${missed} missed; ` +
        `without a head from outside, ${unseen} leave a whole chain that is shorter, or other after its last seal\n`,
    );
    expect(total).toBe(10_000);
    expect(missed).toBe(0);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(1000);
  }, 300_000);
});

describe('a line', () => {
  it('can be checked by anybody who cuts its hash out, whatever its body holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const body = JSON.parse(JSON.stringify(value)) as JsonValue;
        const written = writeLine({
          seq: 3,
          at: '2026-11-25T22:00:00.000Z',
          prev: noHash,
          kind: 'evidence',
          body,
        });
        const read = readLine(written.line);
        expect(read).toEqual({ entry: written.entry, actualHash: written.entry.hash });
        const bare = written.line.replace(
          /,"hash":"[0-9a-f]{64}"(?=,"kind":"evidence","prev":"0{64}","seq":3\}$)/,
          '',
        );
        expect(hash('sha256', bare, 'hex')).toBe(written.entry.hash);
      }),
      { numRuns: 2000 },
    );
  });
});
