import type { JsonValue } from '#model/platform/rendering.ts';
import type {
  HostOutcome,
  JournalEvent,
  RunHeader,
  RunOutcome,
  StepIntent,
  StepRef,
} from '../journal/entry.ts';

/** An event of a journal with the time it was written. */
export interface TimedEvent {
  readonly at: Date;
  readonly event: JournalEvent;
}

/** What a step gave back, as `done` has it: a failure is a result too. */
export type StepResult =
  | { readonly ok: true; readonly value: JsonValue; readonly by: 'run' | 'probe' | 'person' | 'not-needed' }
  | { readonly ok: false; readonly why: string; readonly last: string };

/** What the journal says of one step of one host. */
export interface StepRecord {
  readonly intent: StepIntent | null;
  /** How often it was begun, or was about to be; its unit is named after it. */
  readonly attempts: number;
  readonly attached: string | null;
  readonly result: StepResult | null;
  readonly unknown: string | null;
  /** A person has looked: it was not done, and may be begun again. */
  readonly mayBegin: boolean;
}

/** What the journal says of one host. */
export interface HostRecord {
  readonly outcome: HostOutcome | null;
  readonly note: string;
  readonly steps: ReadonlyMap<string, StepRecord>;
  readonly evidence: ReadonlySet<string>;
  /** The step after which a person wants no more of it. */
  readonly skippedAt: string | null;
}

/** Everything a journal says of a run so far: folded event by event, so that a resumed run knows what a running one knew. */
export interface RunState {
  readonly header: RunHeader | null;
  readonly hosts: ReadonlyMap<string, HostRecord>;
  /** As they were begun. */
  readonly batches: readonly { readonly number: number; readonly hosts: readonly string[] }[];
  readonly approvals: readonly JsonValue[];
  readonly evidence: readonly Extract<JournalEvent, { kind: 'evidence' }>['body'][];
  readonly paused: boolean;
  readonly closed: RunOutcome | null;
  /** When a host last had its outcome, and when anything was last written. */
  readonly lastHostAt: Date | null;
  readonly lastAt: Date | null;
}

/** A {@link RunState} that goes on with each event. */
export interface RunStateFold {
  readonly state: RunState;
  apply(event: JournalEvent, at: Date): void;
}

const freshStep: StepRecord = {
  intent: null,
  attempts: 0,
  attached: null,
  result: null,
  unknown: null,
  mayBegin: true,
};
const freshHost: HostRecord = {
  outcome: null,
  note: '',
  steps: new Map(),
  evidence: new Set(),
  skippedAt: null,
};

/** The state that events lead to, from an empty journal on. */
export function foldRunState(events: Iterable<TimedEvent> = []): RunStateFold {
  const hosts = new Map<string, HostRecord>();
  const batches: { number: number; hosts: readonly string[] }[] = [];
  const approvals: JsonValue[] = [];
  const evidence: Extract<JournalEvent, { kind: 'evidence' }>['body'][] = [];
  const state = {
    header: null as RunHeader | null,
    hosts,
    batches,
    approvals,
    evidence,
    paused: false,
    closed: null as RunOutcome | null,
    lastHostAt: null as Date | null,
    lastAt: null as Date | null,
  };

  const hostOf = (host: string): HostRecord => hosts.get(host) ?? freshHost;
  const setHost = (host: string, change: Partial<HostRecord>): void => {
    hosts.set(host, { ...hostOf(host), ...change });
  };
  const setStep = ({ host, step }: StepRef, change: Partial<StepRecord>): void => {
    const record = hostOf(host);
    // A map of its own from the first step on; after that it is added to in place, for runs of many thousand steps.
    const steps =
      record.steps.size === 0 ? new Map<string, StepRecord>() : (record.steps as Map<string, StepRecord>);
    steps.set(step, { ...(steps.get(step) ?? freshStep), ...change });
    if (steps !== record.steps) setHost(host, { steps });
  };

  /** A batch that names a host with a bad outcome takes it up again: what failed may be begun anew. */
  function takeUp(host: string): void {
    const record = hosts.get(host);
    if (record?.outcome == null) return;
    for (const [step, { result }] of record.steps) {
      if (result?.ok === false) setStep({ host, step }, { result: null, mayBegin: true });
    }
    setHost(host, { outcome: null, note: '', skippedAt: null });
  }

  function apply(event: JournalEvent, at: Date): void {
    state.lastAt = at;
    switch (event.kind) {
      case 'opened':
        state.header = event.body;
        break;
      case 'approved':
        approvals.push(event.body);
        break;
      case 'batch':
        batches.push(event.body);
        for (const host of event.body.hosts) takeUp(host);
        break;
      case 'intent': {
        const attempts = (hostOf(event.body.host).steps.get(event.body.step)?.attempts ?? 0) + 1;
        setStep(event.body, { ...freshStep, intent: event.body, attempts, mayBegin: false });
        break;
      }
      case 'attached':
        setStep(event.body, { attached: event.body.unit });
        break;
      case 'done':
        setStep(event.body, {
          result: event.body.result as unknown as StepResult,
          unknown: null,
          mayBegin: false,
        });
        break;
      case 'unknown':
        setStep(event.body, { unknown: event.body.why });
        break;
      case 'decided':
        decide(event.body);
        break;
      case 'host':
        state.lastHostAt = at;
        setHost(event.body.host, { outcome: event.body.outcome, note: event.body.note });
        break;
      case 'control':
        if (event.body.action === 'pause') state.paused = true;
        if (event.body.action === 'resume' || event.body.action === 'reopen') state.paused = false;
        if (event.body.action === 'reopen') state.closed = null;
        break;
      case 'evidence':
        evidence.push(event.body);
        if (event.body.host !== null) {
          const { host, name } = event.body;
          setHost(host, { evidence: new Set([...hostOf(host).evidence, name]) });
        }
        break;
      case 'closed':
        state.closed = event.body.outcome;
        break;
      case 'sealed':
      case 'anchored':
        break;
    }
  }

  function decide({ host, step, decision }: Extract<JournalEvent, { kind: 'decided' }>['body']): void {
    if (decision === 'done')
      setStep(
        { host, step },
        { result: { ok: true, value: null, by: 'person' }, unknown: null, mayBegin: false },
      );
    if (decision === 'not-done') setStep({ host, step }, { unknown: null, mayBegin: true });
    // The host was left as unknown; with a decision there is something to do again, if only to skip it.
    setHost(host, { outcome: null, note: '', ...(decision === 'skip-host' ? { skippedAt: step } : {}) });
  }

  for (const { event, at } of events) apply(event, at);
  return { state, apply };
}
