import { readFile } from 'node:fs/promises';
import { GrundvalError } from '#model/error.ts';
import type { Config } from './config.ts';
import { measureCost } from './cost.ts';
import { enrol } from './enrol.ts';
import { type Explanation, explainReport } from './explain.ts';
import type { Host } from './host.ts';
import { prepareReport } from './prepare-report.ts';
import type { Probe } from './probe.ts';
import { type AgentRun, type RunResult, runOnce } from './run.ts';
import { readSigns } from './signals.ts';
import { readSpool } from './spool.ts';
import { readAcknowledged } from './state/acknowledged.ts';
import { systemReason, type Warn } from './state/atomic-file.ts';
import { readDevice } from './state/device.ts';
import { createSectionCache, readOnly } from './state/section-cache.ts';
import { createTransport, type Transport } from './transport.ts';

/** The device and its probes: what differs between a real run and a test. */
export interface Surface {
  readonly host: Host;
  readonly probes: readonly Probe[];
}

/** Seconds until a collector that does not answer is given up. */
const timeoutSeconds = 30;

/** The network as the settings describe it. */
export async function openTransport(config: Config, signal?: AbortSignal): Promise<Transport> {
  const { caFile, proxy } = config;
  const ca = caFile === null ? null : await readAuthorities(caFile);
  return createTransport({ ca, timeoutSeconds, proxy, signal });
}

async function readAuthorities(path: string): Promise<string> {
  try {
    const pem = await readFile(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch (error) {
    throw new GrundvalError('config/ca', `Cannot read the authorities in ${path}: ${systemReason(error)}.`, {
      hint: 'Give a PEM file with --ca FILE.',
      cause: error,
    });
  }
  throw new GrundvalError('config/ca', `${path} holds no certificate in PEM.`, {
    hint: 'Give a PEM file with --ca FILE.',
  });
}

/** `enrol`: see {@link enrol}. */
export function runEnrol(config: Config, surface: Surface, transport: Transport, warn: Warn) {
  const { server, token, stateFolder, force, userId } = config;
  if (server === null) {
    throw new GrundvalError('usage/server', 'Which collector? No address was given.', {
      hint: 'grundval-agent enrol --server https://…',
    });
  }
  if (token === null) {
    throw new GrundvalError('usage/token', 'An enrolment needs a token from the collector.', {
      hint: 'Set GRUNDVAL_ENROLMENT_TOKEN, or give --token-file FILE.',
    });
  }
  const cache = readOnly(createSectionCache(stateFolder, warn));
  return enrol({
    stateFolder,
    server,
    token,
    force,
    transport,
    now: surface.host.now,
    readSigns: () => readSigns({ ...surface, cache, userId }),
  });
}

/** `run`: one report. */
export function runReport(
  config: Config,
  surface: Surface,
  transport: Transport,
  isFirst: boolean,
): Promise<RunResult> {
  const { stateFolder, userId, server, intervalSeconds } = config;
  const run: AgentRun = {
    ...surface,
    stateFolder,
    userId,
    server,
    intervalSeconds,
    transport,
    random: Math.random,
    isFirst,
  };
  return runOnce(run);
}

/** `explain`: the report the next run would send, by the same steps; nothing is sent and nothing is kept. */
export async function runExplain(config: Config, surface: Surface, warn: Warn): Promise<Explanation> {
  const { userId, stateFolder } = config;
  const readable = <Result>(read: Promise<Result>) =>
    read.catch((error: unknown) => ifForbidden(error, warn));
  const device = await readable(readDevice(stateFolder));
  const acknowledged = (await readable(readAcknowledged(stateFolder, warn))) ?? {};
  const spool = await readable(readSpool(stateFolder, warn));
  const cache = readOnly(createSectionCache(stateFolder, warn));
  const profile = device?.profile ?? config.profile ?? 'staff';
  const run = { ...surface, cache, userId };
  const parts = await prepareReport({ ...run, profile, spool, cost: measureCost() });
  const enrolment = device === null ? await readSigns(run) : null;
  return explainReport({
    parts,
    acknowledged,
    probes: surface.probes,
    server: device?.server ?? null,
    enrolment,
  });
}

/** The service's folder is root's alone; anybody may still ask what the agent would read. */
function ifForbidden(error: unknown, warn: Warn): null {
  if (!(error instanceof GrundvalError) || error.code !== 'state/unreadable') throw error;
  warn(error.message);
  return null;
}
