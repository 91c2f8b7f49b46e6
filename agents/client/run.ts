import { GrundvalError } from '#model/error.ts';
import type { Report } from '#model/report/report.ts';
import { describeContact } from './contact.ts';
import { measureCost, readUsage } from './cost.ts';
import { deliver, type Sent } from './deliver.ts';
import type { Host } from './host.ts';
import { prepareReport } from './prepare-report.ts';
import type { Probe } from './probe.ts';
import type { ReportParts } from './report.ts';
import type { Correspondence, Delivery } from './send.ts';
import { addToSpool, clearSpool, readSpool, type Spool, writeSpool } from './spool.ts';
import { type Acknowledged, readAcknowledged, writeAcknowledged } from './state/acknowledged.ts';
import type { Warn } from './state/atomic-file.ts';
import { type Device, readDevice, writeDevice } from './state/device.ts';
import { readIdentity } from './state/identity.ts';
import { readLastContact, writeLastContact } from './state/last-contact.ts';
import { withLock } from './state/lock.ts';
import { createSectionCache } from './state/section-cache.ts';
import type { Transport } from './transport.ts';

/** What one run of the agent needs from its surroundings. */
export interface AgentRun {
  readonly stateFolder: string;
  readonly host: Host;
  readonly probes: readonly Probe[];
  readonly userId: number | null;
  /** Origin of a collector that has moved since the enrolment; null = where the device is enrolled. */
  readonly server: string | null;
  readonly transport: Transport;
  readonly random: () => number;
  /** Least seconds between reports; the collector may ask for more, never for less. */
  readonly intervalSeconds: number | null;
  /** True where the process began with this run, so that its start is part of the cost. */
  readonly isFirst: boolean;
}

/** What one run did. */
export interface RunResult {
  readonly device: Device;
  readonly delivery: Delivery;
  readonly report: Report;
  /** Sections whose data went over the wire. */
  readonly sentSections: readonly string[];
  readonly spooledReports: number;
  readonly droppedSections: readonly string[];
  readonly nextAt: Date;
  readonly warnings: readonly string[];
}

/**
 * Reads the device, reports it, and remembers how it went.
 *
 * @throws {GrundvalError} `agent/not-enrolled`, `state/…`, `identity/…`; never for what network or collector do
 */
export async function runOnce(run: AgentRun): Promise<RunResult> {
  const opened = await openCorrespondence(run);
  return withLock(run.stateFolder, run.host.now, () => report(run, opened));
}

/** Remembers what the collector says of the device, and the address at which it answered. */
async function keepDevice(
  folder: string,
  device: Device,
  server: string,
  profile: Device['profile'],
): Promise<void> {
  if (device.server === server && device.profile === profile) return;
  await writeDevice(folder, { ...device, server, profile });
}

interface Opened {
  readonly device: Device;
  readonly to: Correspondence;
}

async function report(run: AgentRun, { device, to }: Opened): Promise<RunResult> {
  const { stateFolder, host } = run;
  const cost = run.isFirst ? measureCost() : measureCost(readUsage());
  const warnings: string[] = [];
  const warn: Warn = (sentence) => warnings.push(sentence);
  const [acknowledged, spool, last] = await Promise.all([
    readAcknowledged(stateFolder, warn),
    readSpool(stateFolder, warn),
    readLastContact(stateFolder, warn),
  ]);
  const cache = createSectionCache(stateFolder, warn);
  const parts = await prepareReport({ ...run, cache, profile: device.profile, spool, cost });
  const sent = await deliver(to, parts, acknowledged);
  const kept = await keepUnsent(stateFolder, sent, { spool, parts, acknowledged });
  const { random, intervalSeconds } = run;
  const { delivery } = sent;
  const { deviceId } = device;
  const contact = describeContact({
    deviceId,
    report: sent.report,
    last,
    delivery,
    endedAt: host.now(),
    random,
    intervalSeconds,
  });
  await writeLastContact(stateFolder, contact);
  if (delivery.kind === 'accepted')
    await keepDevice(stateFolder, device, to.server, delivery.receipt.profile);
  return { device, ...sent, ...kept, nextAt: new Date(contact.nextAt), warnings };
}

async function openCorrespondence(run: AgentRun): Promise<Opened> {
  const device = await readDevice(run.stateFolder);
  const privateKey = await readIdentity(run.stateFolder);
  if (device === null || privateKey === null) {
    throw new GrundvalError('agent/not-enrolled', 'This device is not enrolled at any collector.', {
      hint: 'grundval-agent enrol --server https://… with the token in GRUNDVAL_ENROLMENT_TOKEN',
      details: { stateFolder: run.stateFolder },
    });
  }
  const { deviceId } = device;
  const server = run.server ?? device.server;
  return {
    device,
    to: { transport: run.transport, server, key: { keyId: deviceId, privateKey }, now: run.host.now },
  };
}

/** Spools what a later run may still deliver. A refused report would be refused again and is not kept. */
async function keepUnsent(
  folder: string,
  sent: Sent,
  before: { readonly spool: Spool | null; readonly parts: ReportParts; readonly acknowledged: Acknowledged },
): Promise<{ readonly spooledReports: number; readonly droppedSections: readonly string[] }> {
  const { delivery, acknowledged } = sent;
  if (JSON.stringify(acknowledged) !== JSON.stringify(before.acknowledged))
    await writeAcknowledged(folder, acknowledged);
  if (delivery.kind === 'accepted' || delivery.kind === 'refused') {
    if (before.spool !== null && delivery.kind === 'accepted') await clearSpool(folder);
    return {
      spooledReports: delivery.kind === 'accepted' ? 0 : (before.spool?.missedReports ?? 0),
      droppedSections: [],
    };
  }
  const { spool, dropped } = addToSpool(before.spool, before.parts, acknowledged);
  await writeSpool(folder, spool);
  return { spooledReports: spool.missedReports, droppedSections: dropped };
}
