import type { RunOptions } from '../transport.ts';
import type { Attempt, AttemptRequest } from './attempt.ts';
import { type Pumped, pumpOutput } from './pump-output.ts';
import type { OpenSession, Session, SessionEnd } from './session.ts';
import { stopGroup } from './stop-group.ts';

/** How long each part of stopping may take before it counts as not seen to succeed; under 5 s where all goes well. */
const seconds = { untilBegun: 2, untilStopped: 6, untilEnded: 1 } as const;

type Halt = 'timeout' | 'cancelled';

/** Tries a command on a session of its own, to its end, its time or its cancellation. */
export async function attemptCommand(
  open: OpenSession,
  request: AttemptRequest,
  { timeoutSeconds, signal, onOutput }: RunOptions,
): Promise<Attempt> {
  if (signal.aborted) return { kind: 'cancelled', stopped: true };
  const halt = Promise.withResolvers<Halt>();
  const timer = setTimeout(() => halt.resolve('timeout'), timeoutSeconds * 1000);
  const onAbort = () => halt.resolve('cancelled');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const opening = open(request.line);
    const opened = await Promise.race([opening, halt.promise]);
    if (typeof opened === 'string') {
      void opening.then((late) => late.kind === 'open' && late.session.abandon());
      return { kind: opened, stopped: false };
    }
    if (opened.kind !== 'open') return opened;
    return await follow(open, opened.session, request, halt.promise, onOutput);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

async function follow(
  open: OpenSession,
  session: Session,
  request: AttemptRequest,
  halt: Promise<Halt>,
  onOutput: RunOptions['onOutput'],
): Promise<Attempt> {
  const begun = Promise.withResolvers<number>();
  let hasEnded = false;
  const ended = session.end.then((end) => {
    hasEnded = true;
    return end;
  });
  const failed = Promise.withResolvers<never>();
  const pumped = pumpOutput(session, request, {
    onBegun: begun.resolve,
    onOutput,
    onFailed: failed.reject,
  });
  const whole = Promise.all([pumped, ended]).then(([seen, end]) => judge(seen, end));
  const stop = async (): Promise<boolean> => {
    const group = await within(seconds.untilBegun, Promise.race([begun.promise, ended.then(() => null)]));
    if (typeof group !== 'number' || hasEnded) return false;
    const stopping = stopGroup(open, request.stopLine(group), request.sudo);
    const isStopped = (await within(seconds.untilStopped, stopping)) === true;
    await within(seconds.untilEnded, whole);
    return isStopped;
  };
  try {
    const first = await Promise.race([whole, halt, failed.promise]);
    if (typeof first !== 'string') return first;
    // What ended by itself before it could be told to stop says how.
    if (hasEnded) return await whole;
    return { kind: first, stopped: await stop() };
  } catch (error) {
    // The reader of the output failed: nobody follows the command any more.
    await stop();
    throw error;
  } finally {
    failed.promise.catch(() => undefined);
    session.abandon();
  }
}

function judge({ beginning, said }: Pumped, end: SessionEnd): Attempt {
  if (beginning?.kind === 'begun' || end.kind === 'lost' || end.kind === 'no-session') return end;
  if (beginning?.kind === 'refused') {
    return { kind: 'refused', reason: beginning.reason, message: messages[beginning.reason] };
  }
  return { kind: 'not-begun', said, how: end.kind === 'exit' ? `status ${end.code}` : end.signal };
}

const messages = {
  'no-folder': 'the folder is not there, or may not be entered',
  'no-program': 'the program is not there',
  'sudo-not-allowed': 'the session is not one of an administrator',
} as const;

/** What a promise gives within so many seconds, else null. */
async function within<T>(limit: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limit * 1000, null);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
