import type { StepEnd } from '../step-runner.ts';
import type { StepStatus } from './parse-status.ts';

/** How a step ended, of what the host says; null while it runs. Pure. */
export function endOfStep(status: StepStatus): StepEnd | null {
  switch (status.state) {
    case 'asked':
    case 'running':
      return null;
    case 'never':
      return { kind: 'never-begun' };
    case 'restarted':
      return { kind: 'gone', why: 'the host was restarted while it ran', mayRun: false };
    case 'no-unit':
      return { kind: 'gone', why: 'its unit is not there and left no record of how it ended', mayRun: false };
    case 'no-group':
      return {
        kind: 'gone',
        why: 'its process group is not there and left no record of how it ended; what left the group may still run',
        mayRun: true,
      };
    case 'no-keeper':
      return { kind: 'gone', why: 'it was begun, and what kept it is not there', mayRun: true };
    case 'ended':
      return endOfRecord(status);
  }
}

/** An end of our own making comes before what the program says: told to stop, many a program ends with 0. */
function endOfRecord({ exit, refused, stopped }: StepStatus): StepEnd {
  if (stopped) return { kind: 'cancelled', stopped: true };
  if (exit === null) {
    return { kind: 'gone', why: 'the record of how it ended cannot be read', mayRun: false };
  }
  if (exit.result === 'timeout') return { kind: 'timeout', stopped: true };
  if (refused !== null) {
    const messages = { 'no-folder': 'the folder is not there', 'no-program': 'there is no such program' };
    return { kind: 'refused', reason: refused, message: messages[refused] };
  }
  if (exit.code !== null) return { kind: 'exit', code: exit.code };
  if (exit.signal !== null) return { kind: 'signal', signal: exit.signal };
  return { kind: 'gone', why: `systemd says that it ended with ${exit.result}`, mayRun: false };
}
