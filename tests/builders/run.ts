import { createHash } from 'node:crypto';
import type { RunPlan } from '#model/runs/run-plan.ts';
import { signApproval } from '#runbooks/engine/approval/sign.ts';
import type { JournalEntry, JournalEvent, RunHeader } from '#runbooks/engine/journal/entry.ts';
import { noHash, writeLine } from '#runbooks/engine/journal/line.ts';
import { signSeal } from '#runbooks/engine/journal/seal.ts';
import type { SigningKey } from '#runbooks/engine/journal/signing-key.ts';
import type { TrustedKeysFile } from '#runbooks/engine/journal/trusted-keys.ts';
import { planHash } from '#runbooks/engine/plan/plan-hash.ts';

/** Text of what the one step of {@link runEvents} said. */
export const outputText = 'Startar om … färdig: å ä ö\n';
export const outputHash = createHash('sha256').update(outputText).digest('hex');

/** A plan for one host of a service. */
export function buildRunPlan(more: Partial<RunPlan> = {}): RunPlan {
  const step = {
    name: 'restart',
    effect: 'change' as const,
    what: { sv: 'Starta om nginx', en: 'Restart nginx' },
    commandHash: 'd'.repeat(64),
    command: 'sudo systemctl restart nginx',
    certain: true,
    undo: null,
  };
  return {
    schemaVersion: 1,
    procedure: 'restart-service',
    sourceHash: 'a'.repeat(64),
    parameters: { unit: 'nginx.service' },
    requestedBy: 'directory:1',
    change: 'standard',
    ticket: null,
    snapshotHash: 'c'.repeat(64),
    environment: 'produktion',
    hosts: [{ host: 'wiki-app-1', service: 'wiki', outcome: 'changes', note: null, steps: [step] }],
    batches: [['wiki-app-1']],
    rollout: { batches: [1], maxFail: 0, spread: 'service', window: 'any' },
    approve: { role: 'it-chef', approvers: 1, notRequester: true, validFor: '4h' },
    affected: { services: ['wiki'], dependents: [], users: { atLeast: 10, atMost: 12, uncounted: [] } },
    window: null,
    freezes: [],
    plannedAt: '2026-11-24T01:00:00.000Z',
    ...more,
  };
}

/** The first entry of a run of a plan, by the person who asked for it. */
export function openedEvent(run: string, plan: RunPlan): JournalEvent {
  const body: RunHeader = {
    schemaVersion: 1,
    run,
    procedure: plan.procedure,
    sourceHash: plan.sourceHash,
    planHash: planHash(plan),
    requestedBy: plan.requestedBy,
    executedBy: plan.requestedBy,
    change: plan.change,
    ticket: plan.ticket,
    parameters: plan.parameters,
    hosts: plan.batches.flat(),
    snapshotHash: plan.snapshotHash,
    grundvalVersion: '0.1.0',
  };
  return { kind: 'opened', body };
}

/** A run of a plan from its first entry to its last, all of it approved by another person. */
export function runEvents(
  run: string,
  plan: RunPlan,
  approver: { readonly id: string; readonly key: SigningKey },
  filed: readonly Extract<JournalEvent, { kind: 'evidence' }>['body'][] = [],
): readonly JournalEvent[] {
  const host = 'wiki-app-1';
  const hash = planHash(plan);
  const signed = signApproval(
    {
      run,
      planHash: hash,
      change: plan.change,
      approver: approver.id,
      role: plan.approve.role,
      reason: '',
      at: new Date('2026-11-24T01:01:00Z'),
      validFor: '1h',
    },
    approver.key,
  );
  const counts = { changed: 1, unchanged: 0, failed: 0, unreachable: 0, skipped: 0, unknown: 0 };
  return [
    openedEvent(run, plan),
    { kind: 'approved', body: { kind: 'approved', by: [approver.id], record: [signed] as never } },
    { kind: 'batch', body: { number: 0, hosts: [host] } },
    {
      kind: 'intent',
      body: { host, step: 'restart', effect: 'change', commandHash: 'd'.repeat(64) },
    },
    {
      kind: 'done',
      body: { host, step: 'restart', result: { ok: true, value: null, by: 'run' }, outputSha256: outputHash },
    },
    ...filed.map((body) => ({ kind: 'evidence' as const, body })),
    { kind: 'host', body: { host, outcome: 'changed', note: 'changed {"steps":1}' } },
    { kind: 'closed', body: { outcome: 'succeeded', counts } },
  ];
}

/** A journal of these events, sealed at its end, line by line; one entry a second. */
export function journalLines(
  run: string,
  events: readonly JournalEvent[],
  key: SigningKey | null,
  from = '2026-11-24T01:02:00.000Z',
): readonly string[] {
  const lines: string[] = [];
  let last: Pick<JournalEntry, 'seq' | 'hash'> = { seq: -1, hash: noHash };
  const add = ({ kind, body }: JournalEvent): void => {
    const seq = last.seq + 1;
    const at = new Date(Date.parse(from) + seq * 1000).toISOString();
    const { entry, line } = writeLine({ seq, at, prev: last.hash, kind, body: body as never });
    lines.push(line);
    last = entry;
  };
  for (const event of events) add(event);
  if (key !== null) add({ kind: 'sealed', body: signSeal(run, last, key) });
  return lines;
}

/** The file with the keys of these people. */
export function keysFileOf(people: Readonly<Record<string, SigningKey>>): TrustedKeysFile {
  return {
    schemaVersion: 1,
    keys: Object.entries(people).map(([holder, { publicKey }]) => ({
      publicKey,
      holder,
      uses: ['approve', 'seal'],
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: null,
    })),
    timestampAuthorities: [],
  };
}
