import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { resultStatuses } from '#model/controls/result.ts';
import type { Scope, Store } from './store/store.ts';

/** What the collector counts of itself, and what it knows of the devices when it is asked. */
export interface Metrics {
  agentAccepted(exchange: 'enrol' | 'report'): void;
  agentRefused(exchange: 'enrol' | 'report', reason: string): void;
  sectionNotTaken(reason: string): void;
  /** `route` is the pattern, never the address: addresses are many and may name a device. */
  requestEnded(method: string, route: string, status: number, seconds: number): void;
  /** The Prometheus text format, version 0.0.4. */
  render(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsParts {
  readonly store: Pick<Store, 'countCoverage' | 'countResults'>;
  /** Organisations whose devices are counted. */
  readonly scopes: () => Promise<readonly Scope[]>;
  readonly clock: () => Date;
  readonly version: string;
  /** Memory, event loop and the like of the process; off in tests. */
  readonly withProcess?: boolean;
}

/** Upper bounds in seconds: a page is meant to come within 0.3 s. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10];

export function createMetrics({ store, scopes, clock, version, withProcess }: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess === true) collectDefaultMetrics({ register: registry });
  const accepted = new Counter({
    name: 'grundval_agent_requests_accepted_total',
    help: 'Enrolments and reports that were taken.',
    labelNames: ['exchange'],
    registers,
  });
  const refused = new Counter({
    name: 'grundval_agent_requests_refused_total',
    help: 'Enrolments and reports that were refused, by reason.',
    labelNames: ['exchange', 'reason'],
    registers,
  });
  const notTaken = new Counter({
    name: 'grundval_agent_sections_not_taken_total',
    help: 'Sections of reports that were not taken, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const duration = new Histogram({
    name: 'grundval_http_request_duration_seconds',
    help: 'Time from request to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers,
  });
  new Gauge({ name: 'grundval_build_info', help: 'Version of Grundval.', labelNames: ['version'], registers })
    .labels(version)
    .set(1);
  const devices = new Gauge({
    name: 'grundval_devices',
    help: 'Devices by who knows of them; reporting: heard of within two intervals.',
    labelNames: ['organisation', 'state'],
    registers,
  });
  const newest = new Gauge({
    name: 'grundval_newest_report_timestamp_seconds',
    help: 'When the newest report of any device was received.',
    labelNames: ['organisation'],
    registers,
  });
  const results = new Gauge({
    name: 'grundval_control_results',
    help: 'Results of controls by status; not-measured is never good.',
    labelNames: ['organisation', 'control', 'status'],
    registers,
  });

  async function readGauges(): Promise<void> {
    const read = await Promise.all(
      (await scopes()).map(async (scope) => ({
        organisation: scope.organisation,
        coverage: await store.countCoverage(scope, clock()),
        counted: await store.countResults(scope),
      })),
    );
    devices.reset();
    newest.reset();
    results.reset();
    for (const { organisation, coverage, counted } of read) {
      const { devices: all, enrolled, imported, declared, reporting, newestReportAt } = coverage;
      for (const [state, count] of Object.entries({ all, enrolled, imported, declared, reporting })) {
        devices.labels(organisation, state).set(count);
      }
      if (newestReportAt !== null) newest.labels(organisation).set(newestReportAt.getTime() / 1000);
      for (const { control, counts } of counted) {
        for (const status of resultStatuses)
          results.labels(organisation, control, status).set(counts[status]);
      }
    }
  }

  return {
    agentAccepted: (exchange) => accepted.labels(exchange).inc(),
    agentRefused: (exchange, reason) => refused.labels(exchange, reason).inc(),
    sectionNotTaken: (reason) => notTaken.labels(reason).inc(),
    requestEnded: (method, route, status, seconds) =>
      duration.labels(method, route, String(status)).observe(seconds),
    contentType: registry.contentType,
    async render() {
      await readGauges();
      return registry.metrics();
    },
  };
}
