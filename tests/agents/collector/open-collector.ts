import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { createEvaluator, type Evaluator } from '#agents/collector/evaluation.ts';
import { createMetrics } from '#agents/collector/metrics.ts';
import { agentRoutes } from '#agents/collector/routes/agent.ts';
import { createStore } from '#agents/collector/store/create-store.ts';
import { type Database, openDatabase } from '#agents/collector/store/database.ts';
import type { Scope, Store } from '#agents/collector/store/store.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { takeSnapshot } from '#model/platform/snapshot.ts';
import type { IdentitySignals } from '#model/report/enrolment.ts';
import type { AgentProfile } from '#model/report/profile.ts';
import type { Report, ReportReceipt } from '#model/report/report.ts';
import type { Section } from '#model/report/section.ts';
import { sectionHash } from '#model/report/section-hash.ts';
import { signMessage } from '#model/report/signature.ts';
import { controls } from '#policies/controls/index.ts';
import { planForSnapshot } from '#stacks/targets/plan-for-snapshot.ts';
import { testNow } from '../../builders/fleet.ts';
import { openTestDatabase } from '../../postgres/test-database.ts';

/** The collector's core over a database of its own, with a clock that a test sets. */
export interface OpenCollector {
  readonly url: string;
  readonly db: Database;
  readonly store: Store;
  readonly evaluator: Evaluator;
  /** `/agent/v1/…`. */
  readonly agent: Hono;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly clock: { now: Date };
  /** Names of what was logged as refused, newest last. */
  readonly logged: readonly object[];
  readonly close: () => Promise<void>;
}

/** The parts of the collector's core over a database, as `startCollector` puts them together. */
export function wireCollector(
  db: Database,
  url: string,
  clock: { now: Date },
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
): Omit<OpenCollector, 'logged' | 'close'> {
  const store = createStore(db);
  const now = () => clock.now;
  const evaluator = createEvaluator({ store, controls, clock: now, log });
  const metrics = createMetrics({ store, scopes: async () => [], clock: now, version: '0' });
  const agent = agentRoutes({
    store,
    clock: now,
    log,
    metrics,
    onContact: (organisation, deviceId) => evaluator.devicesChanged(organisation, [deviceId]),
  });
  return { url, db, store, evaluator, agent, metrics, clock };
}

export async function openCollector(): Promise<OpenCollector> {
  const database = await openTestDatabase();
  const db = openDatabase({ url: database.url });
  const logged: object[] = [];
  const keep = (fields: object) => void logged.push(fields);
  const core = wireCollector(db, database.url, { now: testNow }, { info: keep, warn: keep, error: keep });
  return {
    ...core,
    logged,
    close: async () => {
      await core.evaluator.settled();
      await core.store.close();
      await database.drop();
    },
  };
}

/** Reads a declaration into the collector, as `grundval start` does. */
export async function declare(
  { store, clock }: OpenCollector,
  declaration: Declaration,
  sources: Readonly<Record<string, string>> = {},
): Promise<void> {
  await store.saveSnapshot(
    takeSnapshot({ declaration, sources }, planForSnapshot(declaration), clock.now, '0'),
  );
}

export const scopeOfTenant = (tenant: string, organisation = tenant): Scope => ({
  organisation,
  tenants: [tenant],
});

/** A device that signs; `deviceId` is null before it has enrolled. */
export interface TestDevice {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  deviceId: string | null;
}

export function makeDevice(): TestDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    deviceId: null,
  };
}

/** What of a request a test does otherwise than the agent. */
export interface Tampering {
  readonly created?: Date;
  readonly nonce?: string;
  readonly keyId?: string;
  readonly privateKey?: KeyObject;
  /** Sent in place of the body that was signed. */
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly gzip?: boolean;
}

/** Posts a value or bytes, signed as the agent does. */
export async function post(
  collector: OpenCollector,
  device: TestDevice,
  path: string,
  value: unknown,
  tampering: Tampering = {},
): Promise<Response> {
  const plain = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
  const body = tampering.gzip === true ? gzipSync(plain) : plain;
  const signature = signMessage(
    { method: 'POST', path, body },
    {
      keyId: tampering.keyId ?? device.deviceId ?? 'enrol',
      privateKey: tampering.privateKey ?? device.privateKey,
    },
    tampering.created ?? collector.clock.now,
    tampering.nonce,
  );
  return collector.agent.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(tampering.gzip === true ? { 'content-encoding': 'gzip' } : {}),
      ...signature,
      ...tampering.headers,
    },
    body: Buffer.from(tampering.body ?? body),
  });
}

export const noSignals: IdentitySignals = { serial: null, uuid: null, machineIdHash: null, macs: [] };

export function enrolmentOf(
  device: TestDevice,
  token: string,
  more: { readonly hostname?: string; readonly signals?: Partial<IdentitySignals> } = {},
) {
  return {
    schemaVersion: 1,
    token,
    publicKey: device.publicKey,
    hostname: more.hostname ?? 'srv01',
    agentVersion: '0.1.0',
    signals: { ...noSignals, ...more.signals },
  };
}

/** A device that has enrolled with a token of its own. */
export async function enrolDevice(
  collector: OpenCollector,
  tenant: string,
  more: {
    readonly hostname?: string;
    readonly signals?: Partial<IdentitySignals>;
    readonly profile?: AgentProfile;
    readonly declaredAs?: string;
  } = {},
): Promise<TestDevice & { deviceId: string }> {
  const { store, clock } = collector;
  const token = await store.createEnrolmentToken(
    tenant,
    {
      profile: more.profile ?? 'server',
      uses: 1,
      expiresAt: new Date(clock.now.getTime() + 3_600_000),
      ...(more.declaredAs === undefined ? {} : { declaredAs: more.declaredAs }),
    },
    clock.now,
  );
  const device = makeDevice();
  const answer = await post(collector, device, '/agent/v1/enrol', enrolmentOf(device, token, more));
  if (answer.status !== 201) throw new Error(`enrolment: ${answer.status} ${await answer.text()}`);
  const { deviceId } = (await answer.json()) as { deviceId: string };
  return { ...device, deviceId };
}

/** A report with the sections given; those in `known` are sent without data. */
export function reportOf(
  sections: Readonly<Record<string, Section>>,
  known: readonly string[] = [],
  more: Partial<Report> = {},
): Report {
  return {
    schemaVersion: 1,
    reportId: randomUUID(),
    agentVersion: '0.1.0',
    profile: 'server',
    sections: Object.fromEntries(
      Object.entries(sections).map(([name, section]) => {
        const { data, ...envelope } = 'data' in section ? section : { ...section, data: undefined };
        const hash = sectionHash(section);
        return [
          name,
          data === undefined || known.includes(name) ? { envelope, hash } : { envelope, hash, data },
        ];
      }),
    ),
    cost: {
      wallMs: 400,
      cpuMs: 200,
      maxRssBytes: 70_000_000,
      childrenCpuMs: null,
      childrenMaxRssBytes: null,
    },
    missedReports: 0,
    ...more,
  };
}

/** Sends a report that is taken. */
export async function sendReport(
  collector: OpenCollector,
  device: TestDevice,
  report: Report,
): Promise<ReportReceipt> {
  const answer = await post(collector, device, '/agent/v1/report', report);
  if (answer.status !== 200) throw new Error(`report: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ReportReceipt;
}
