import type { Connection } from '../transport/transport.ts';
import { followStep } from './kept/follow.ts';
import { launchCommand } from './kept/script-command.ts';
import { stopStep } from './kept/stop.ts';
import { plainRunner } from './plain-runner.ts';
import type { StartOptions, StepEnd, StepRequest, StepRunner } from './step-runner.ts';

/**
 * Steps that the host itself keeps: under systemd as a transient unit with a cgroup of its own, for root; else, the
 * lesser way, as a process group that outlives the connection. A process that leaves its group then escapes a stop, and
 * a login manager told to end a user's processes with the session ends it too. Each leaves a record, found again by the
 * unit's name: what it was, what it said, how it ended; outputs for 30 days, the rest for 400. Windows ends what a
 * session began with the session, so there steps are plain commands.
 */
export const keptRunner: StepRunner = {
  name: 'kept',
  start: (connection, request, options) =>
    isWindows(connection)
      ? plainRunner.start(connection, request, options)
      : startStep(connection, request, options),
  attach: (connection, request, options) =>
    isWindows(connection)
      ? plainRunner.attach(connection, request, options)
      : followStep(connection, request, options),
  stop: (connection, unit) =>
    isWindows(connection) ? plainRunner.stop(connection, unit) : stopStep(connection, unit),
};

async function startStep(
  connection: Connection,
  request: StepRequest,
  options: StartOptions,
): Promise<StepEnd> {
  let text = '';
  const end = await connection.run(launchCommand(request), {
    timeoutSeconds: 60,
    signal: options.signal,
    onOutput: (chunk) => {
      if (chunk.stream === 'stdout') text += chunk.text;
    },
  });
  if (end.kind === 'refused' || end.kind === 'lost') return end;
  if (options.signal.aborted) return { kind: 'cancelled', stopped: await stopStep(connection, request.unit) };
  const [, said, message] = /^grundval-launch (begun|exists|unseen|failed)(?: (.*))?$/m.exec(text) ?? [];
  if (said === 'failed') return { kind: 'refused', reason: 'no-session', message: message ?? '' };
  if (said === undefined)
    return { kind: 'lost', reason: `the host did not say whether it began (${end.kind})` };
  return followStep(connection, request, { ...options, onSeen: () => options.onStarted(request.unit) });
}

function isWindows({ host }: Connection): boolean {
  return host.system === 'windows';
}
