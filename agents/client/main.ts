import { GrundvalError } from '#model/error.ts';
import type { Lang } from '#model/format/lang.ts';
import { type Config, chooseLang, readConfig, readSurroundings } from './config.ts';
import { isDue } from './contact.ts';
import { createHost } from './create-host.ts';
import { renderExplanation } from './explain-text.ts';
import { help } from './help.ts';
import { runLoop } from './loop.ts';
import { probes } from './probes/index.ts';
import { openTransport, runEnrol, runExplain, runReport, type Surface } from './program.ts';
import { renderResult, resultJson } from './result-text.ts';
import type { RunResult } from './run.ts';
import { readLastContact } from './state/last-contact.ts';
import { readStatus, renderStatus } from './status.ts';
import { agentVersion } from './version.ts';

const out = (text: string) => process.stdout.write(`${text}\n`);
const warn = (sentence: string) => process.stderr.write(`grundval-agent: ${sentence}\n`);

const handlers: Readonly<Record<Config['command'], (config: Config) => Promise<number>>> = {
  help: async ({ lang }) => {
    out(help[lang]);
    return 0;
  },
  version: async () => {
    out(agentVersion);
    return 0;
  },
  run: (config) => (config.loop ? keepReporting(config) : reportOnce(config)),
  async enrol(config) {
    const transport = await openTransport(config);
    try {
      const { device, isNew } = await runEnrol(config, openSurface(), transport, warn);
      out(config.json ? JSON.stringify({ ...device, isNew }) : enrolled[config.lang](device, isNew));
      return 0;
    } finally {
      transport.close();
    }
  },
  async explain(config) {
    const surface = openSurface();
    const explanation = await runExplain(config, surface, warn);
    out(
      config.json
        ? JSON.stringify(explanation, null, 2)
        : renderExplanation(explanation, config.lang, surface.host.now()),
    );
    return 0;
  },
  async status({ stateFolder, json, lang }) {
    const now = new Date();
    const status = await readStatus(stateFolder, now, warn);
    out(json ? JSON.stringify(status, null, 2) : renderStatus(status, lang, now));
    return status.reporting ? 0 : 1;
  },
};

const enrolled = {
  sv: (device: { server: string; organisation: string; deviceId: string }, isNew: boolean) =>
    `${isNew ? 'Enheten är nu ansluten' : 'Enheten är redan ansluten'} till ${device.server} (${device.organisation}) som ${device.deviceId}.`,
  en: (device: { server: string; organisation: string; deviceId: string }, isNew: boolean) =>
    `This device is ${isNew ? 'now' : 'already'} enrolled at ${device.server} (${device.organisation}) as ${device.deviceId}.`,
} satisfies Record<Lang, unknown>;

const openSurface = (): Surface => ({ host: createHost(), probes });

async function reportOnce(config: Config): Promise<number> {
  if (config.ifDue) {
    const contact = await readLastContact(config.stateFolder, warn);
    if (contact !== null && !isDue(contact, new Date())) {
      out(
        config.json
          ? JSON.stringify({ outcome: 'not-due', nextAt: contact.nextAt })
          : notDue[config.lang](contact.nextAt),
      );
      return 0;
    }
  }
  const transport = await openTransport(config);
  try {
    const result = await runReport(config, openSurface(), transport, true);
    tell(config, result);
    return result.delivery.kind === 'accepted' ? 0 : 1;
  } finally {
    transport.close();
  }
}

const notDue: Readonly<Record<Lang, (nextAt: string) => string>> = {
  sv: (nextAt) => `Nästa rapport ska skickas först ${nextAt}.`,
  en: (nextAt) => `The next report is not due before ${nextAt}.`,
};

async function keepReporting(config: Config): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // A program that started the agent over a channel takes it along, even when it is killed itself.
  process.on('disconnect', () => stop.abort());
  process.channel?.unref();
  const transport = await openTransport(config, stop.signal);
  const surface = openSurface();
  try {
    await runLoop({
      runOnce: (isFirst) => runReport(config, surface, transport, isFirst),
      onResult: (result) => tell(config, result),
      onSetback: (error) => warn(error.message),
      now: surface.host.now,
      random: Math.random,
      signal: stop.signal,
    });
    return 0;
  } finally {
    transport.close();
  }
}

function tell({ json, lang }: Config, result: RunResult): void {
  out(json ? resultJson(result) : renderResult(result, lang, new Date()));
  if (!json) result.warnings.forEach(warn);
}

const hintWord: Readonly<Record<Lang, string>> = { sv: 'Gör så här', en: 'Try' };

/** One sentence and what to do next; a fault of ours is told as such. */
function describeFailure(error: unknown, lang: Lang): number {
  if (!(error instanceof GrundvalError)) {
    warn(`a fault in the agent: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  warn(error.message);
  if (error.hint !== undefined) process.stderr.write(`  ${hintWord[lang]}: ${error.hint}\n`);
  return error.code.startsWith('usage/') || error.code.startsWith('config/') ? 2 : 1;
}

/** A probe that hangs has been given up and told; what is left of it must not keep the process. */
const lingerMs = 1000;

// A reader that has seen enough (`explain | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const surroundings = readSurroundings();
process.exitCode = await readConfig(surroundings)
  .then((config) => handlers[config.command](config))
  .catch((error: unknown) => describeFailure(error, chooseLang(surroundings)));
setTimeout(() => process.exit(), lingerMs).unref();
