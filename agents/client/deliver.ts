import { maximumReportBytes, type Report } from '#model/report/report.ts';
import { acknowledge, buildReport, type ReportParts } from './report.ts';
import { type Correspondence, type Delivery, sendReport } from './send.ts';
import type { Acknowledged } from './state/acknowledged.ts';

/** What became of the parts of a report. */
export interface Sent {
  readonly delivery: Delivery;
  readonly report: Report;
  readonly sentSections: readonly string[];
  /** What the collector has afterwards. */
  readonly acknowledged: Acknowledged;
}

/** Sends a report, and at once a second one with what the collector finds it lacks. */
export async function deliver(to: Correspondence, parts: ReportParts, before: Acknowledged): Promise<Sent> {
  const first = await send(to, parts, before);
  if (first.delivery.kind !== 'accepted' || first.delivery.receipt.wanted.length === 0) return first;
  const second = await send(to, { ...parts, missedReports: 0 }, first.acknowledged);
  const sentSections = [...new Set([...first.sentSections, ...second.sentSections])].sort();
  if (second.delivery.kind !== 'accepted')
    return { ...second, sentSections, acknowledged: first.acknowledged };
  const sentBytes = first.delivery.sentBytes + second.delivery.sentBytes;
  return { ...second, sentSections, delivery: { ...second.delivery, sentBytes } };
}

async function send(to: Correspondence, parts: ReportParts, before: Acknowledged): Promise<Sent> {
  const report = buildReport(parts, before);
  const sentSections = Object.keys(report.sections).filter(
    (name) => report.sections[name]?.data !== undefined,
  );
  const bytes = Buffer.byteLength(JSON.stringify(report));
  const delivery: Delivery =
    bytes > maximumReportBytes
      ? {
          kind: 'refused',
          problem: `The report has ${bytes} bytes; a collector reads ${maximumReportBytes}.`,
        }
      : await sendReport(to, report);
  const acknowledged = delivery.kind === 'accepted' ? acknowledge(parts, delivery.receipt.wanted) : before;
  return { delivery, report, sentSections, acknowledged };
}
