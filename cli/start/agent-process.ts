import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { GrundvalError } from '#model/error.ts';

const program = fileURLToPath(new URL('../../agents/client/main.ts', import.meta.url));

/** The agent of this machine, as a process of its own: what it costs is then its own too. */
export interface AgentProcess {
  /** Ends it; a report under way is given up and spooled. */
  stop(): Promise<void>;
}

export interface AgentSettings {
  /** Origin of the collector. */
  readonly server: string;
  readonly stateFolder: string;
  /** Told of each report: one line of the agent's `--json`. */
  readonly onReport: (result: AgentReport) => void;
  /** Told of what the agent writes to standard error, and of an end that nobody asked for. */
  readonly onWarning: (sentence: string) => void;
}

/** The parts used here of what the agent prints of one report (`resultJson`). */
export interface AgentReport {
  readonly outcome: string;
  /** Why the report was not taken. */
  readonly problem: string | null;
}

/**
 * Makes this machine known to the collector.
 *
 * @throws {GrundvalError} `start/enrolment` with what the agent said
 */
export async function enrolThisMachine(
  settings: Pick<AgentSettings, 'server' | 'stateFolder'> & {
    readonly token: string;
    readonly force: boolean;
  },
): Promise<void> {
  const { server, stateFolder, token, force } = settings;
  const words = ['enrol', '--server', server, '--state', stateFolder, ...(force ? ['--force'] : [])];
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: agentEnvironment({ GRUNDVAL_ENROLMENT_TOKEN: token }),
  });
  const said = child.stderr.setEncoding('utf8').toArray();
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new GrundvalError(
    'start/enrolment',
    `This machine could not be enrolled: ${(await said).join('').trim() || `the agent ended with ${code}`}`,
    { hint: `Remove ${stateFolder} to let the agent begin anew.` },
  );
}

/** Starts an agent that keeps reporting until it is stopped, or until this process is gone. */
export function startAgent(settings: AgentSettings): AgentProcess {
  const { server, stateFolder, onReport, onWarning } = settings;
  const child = spawn(
    process.execPath,
    [program, 'run', '--loop', '--json', '--server', server, '--state', stateFolder],
    // Its own group: a Ctrl-C at the terminal reaches us alone, who stop the parts in order.
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true, env: agentEnvironment({}) },
  );
  let isStopping = false;
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => onReport(JSON.parse(line) as AgentReport));
  }
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', onWarning);
  const ended = once(child, 'close').then(([code, signal]) => {
    if (!isStopping) onWarning(`the agent ended by itself (${signal ?? code})`);
  });
  return {
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The settings of another agent on this machine must not steer this one. */
function agentEnvironment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, LC_ALL, TZ, GRUNDVAL_LANG } = process.env;
  return { PATH, HOME, LANG, LC_ALL, TZ, GRUNDVAL_LANG, ...extra };
}
