/** What a host says of a step. */
export interface StepStatus {
  readonly state: StepState;
  /** `unit`: a systemd unit. `group`: a process group, the lesser way. Null where there is no record. */
  readonly mode: 'unit' | 'group' | null;
  readonly waitedSeconds: number;
  readonly exit: StepExit | null;
  readonly refused: 'no-folder' | 'no-program' | null;
  readonly stopped: boolean;
  /** Not all output was kept. */
  readonly cut: boolean;
  readonly stdout: OutputPart;
  readonly stderr: OutputPart;
}

const states = [
  'asked',
  'running',
  'ended',
  'never',
  'restarted',
  'no-unit',
  'no-group',
  'no-keeper',
] as const;
export type StepState = (typeof states)[number];

/** How systemd, or the keeper in its place, says that it ended. */
export interface StepExit {
  /** systemd's `$SERVICE_RESULT`: `success`, `exit-code`, `timeout`, `oom-kill`, `signal`. */
  readonly result: string;
  /** The command's own exit code; null where it did not live to give one. */
  readonly code: number | null;
  /** Name of the signal that ended it, or null. */
  readonly signal: string | null;
}

export interface OutputPart {
  /** Bytes there are in all. */
  readonly size: number;
  /** What came after the given place. */
  readonly bytes: Uint8Array;
}

/**
 * Reads the answer of the status script; null where it is not one. What a login shell says before it is passed over; an
 * answer without its last line was cut off, and is none.
 */
export function parseStatus(text: string): StepStatus | null {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const begin = lines.indexOf('grundval-status');
  const end = lines.lastIndexOf('end');
  if (begin === -1 || end < begin) return null;
  const fields = new Map<string, string>();
  const output = { stdout: '', stderr: '' };
  let stream: 'stdout' | 'stderr' | null = null;
  for (const line of lines.slice(begin + 1, end)) {
    const [, key, value] = /^([a-z]+) (.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) {
      if (stream === null) return null;
      output[stream] += line;
      continue;
    }
    if (key === 'stdout' || key === 'stderr') stream = key;
    fields.set(key, value.trim());
  }
  const state = states.find((one) => one === fields.get('state'));
  const stdout = readPart(fields.get('stdout'), output.stdout);
  const stderr = readPart(fields.get('stderr'), output.stderr);
  if (state === undefined || stdout === null || stderr === null) return null;
  return {
    state,
    mode: oneOf(['unit', 'group'], fields.get('mode')),
    waitedSeconds: Number(fields.get('waited') ?? 0) / 10,
    exit: readExit(fields.get('exit') ?? '-'),
    refused: oneOf(['no-folder', 'no-program'], fields.get('refused')),
    stopped: fields.get('stopped') === 'yes',
    cut: fields.get('cut') === 'yes',
    stdout,
    stderr,
  };
}

function readPart(field: string | undefined, base64: string): OutputPart | null {
  const [, size] = /^size\s+(\d+)$/.exec(field ?? '') ?? [];
  if (size === undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return null;
  return { size: Number(size), bytes: Buffer.from(base64, 'base64') };
}

/** `success exited 0 0`: result, how, status, the command's own code. */
function readExit(field: string): StepExit | null {
  const [result, how, status, code] = field.split(' ');
  if (result === undefined || how === undefined || status === undefined || code === undefined) return null;
  return {
    result,
    code: /^\d+$/.test(code) ? Number(code) : null,
    signal: how === 'killed' || how === 'dumped' ? `SIG${status.replace(/^SIG/, '')}` : null,
  };
}

function oneOf<Value extends string>(values: readonly Value[], got: string | undefined): Value | null {
  return values.find((value) => value === got) ?? null;
}
