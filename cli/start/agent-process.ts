import { spawn } from 'node:child_process';
import { once } from 'node:events';
import module from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bilingualError } from '#model/bilingual-error.ts';
import type { Lang } from '#model/format/lang.ts';
import { startWords } from './words.ts';

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
  /** Language of what it says. */
  readonly lang: Lang;
  /** Told of each report, one line of the agent's `--json`, and of an end that nobody asked for. */
  readonly onReport: (result: AgentReport) => void;
  /** Told of what the agent writes to standard error. */
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
  settings: Pick<AgentSettings, 'server' | 'stateFolder' | 'lang'> & {
    readonly token: string;
    readonly force: boolean;
  },
): Promise<void> {
  const { server, stateFolder, lang, token, force } = settings;
  const words = ['enrol', '--server', server, '--state', stateFolder, ...(force ? ['--force'] : [])];
  const child = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: agentEnvironment({ GRUNDVAL_LANG: lang, GRUNDVAL_ENROLMENT_TOKEN: token }),
  });
  const said = child.stderr.setEncoding('utf8').toArray();
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const why = (await said).join('').trim() || startWords[lang].agentEnded(String(code));
  throw bilingualError(
    'start/enrolment',
    {
      sv: `Den här datorn kunde inte anslutas: ${why}`,
      en: `This machine could not be enrolled: ${why}`,
    },
    {
      sv: `Ta bort ${stateFolder}, så börjar agenten om från början.`,
      en: `Remove ${stateFolder} to let the agent begin anew.`,
    },
  );
}

/** Starts an agent that keeps reporting until it is stopped, or until this process is gone. */
export function startAgent(settings: AgentSettings): AgentProcess {
  const { server, stateFolder, lang, onReport, onWarning } = settings;
  const child = spawn(
    process.execPath,
    [program, 'run', '--loop', '--json', '--server', server, '--state', stateFolder],
    // Its own group: a Ctrl-C at the terminal reaches us alone, who stop the parts in order.
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      env: agentEnvironment({ GRUNDVAL_LANG: lang }),
    },
  );
  let isStopping = false;
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => onReport(JSON.parse(line) as AgentReport));
  }
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', onWarning);
  const ended = once(child, 'close').then(([code, signal]) => {
    if (isStopping) return;
    onReport({ outcome: 'ended', problem: startWords[lang].agentEnded(String(signal ?? code)) });
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
  const { PATH, HOME, LANG, LC_ALL, TZ } = process.env;
  // What this process has compiled of the shared modules, the agent need not.
  const NODE_COMPILE_CACHE = module.getCompileCacheDir?.();
  return { PATH, HOME, LANG, LC_ALL, TZ, NODE_COMPILE_CACHE, ...extra };
}
