import type { Lang } from '#model/format/lang.ts';
import type { SectionStatus } from '#model/report/section.ts';
import { formatAge, formatInstant } from './format-time.ts';
import type { RunResult } from './run.ts';

const texts = {
  sv: {
    accepted: (count: number, unread: string) => `Rapporten togs emot: ${count} avsnitt${unread}.`,
    sent: (names: string, bytes: number) => `Skickat: ${names} (${bytes} byte).`,
    unchanged: (bytes: number) => `Inget har ändrats: bara kontrollsummor skickades (${bytes} byte).`,
    spooled: (count: number) => `${count} rapporter väntar på att kunna skickas.`,
    dropped: (names: string) => `Fick inte plats bland det som väntar: ${names}.`,
    enrolAgain: 'Anslut enheten på nytt: grundval-agent enrol --force',
    next: (age: string, at: string) => `Nästa rapport ${age} (${at}).`,
    status: {
      ok: '',
      partial: 'delvis lästa',
      timeout: 'svarade inte i tid',
      denied: 'kunde inte läsas',
      unsupported: 'finns inte',
    },
  },
  en: {
    accepted: (count: number, unread: string) => `Report accepted: ${count} sections${unread}.`,
    sent: (names: string, bytes: number) => `Sent: ${names} (${bytes} bytes).`,
    unchanged: (bytes: number) => `Nothing has changed: only checksums were sent (${bytes} bytes).`,
    spooled: (count: number) => `Reports waiting to be sent: ${count}.`,
    dropped: (names: string) => `No room among what waits for: ${names}.`,
    enrolAgain: 'Enrol the device again: grundval-agent enrol --force',
    next: (age: string, at: string) => `Next report ${age} (${at}).`,
    status: {
      ok: '',
      partial: 'read in part',
      timeout: 'did not answer in time',
      denied: 'could not be read',
      unsupported: 'not on this device',
    },
  },
} as const;
type Texts = (typeof texts)[Lang];

/** What one run did, for people. */
export function renderResult(result: RunResult, lang: Lang, now: Date): string {
  const text: Texts = texts[lang];
  const { delivery, nextAt } = result;
  const lines = [
    ...(delivery.kind === 'accepted'
      ? describeAccepted(result, delivery.sentBytes, text)
      : [delivery.problem]),
    ...(delivery.kind === 'unknown-device' ? [text.enrolAgain] : []),
    ...(result.spooledReports === 0 ? [] : [text.spooled(result.spooledReports)]),
    ...(result.droppedSections.length === 0 ? [] : [text.dropped(result.droppedSections.join(', '))]),
    text.next(formatAge(nextAt, now, lang), formatInstant(nextAt)),
  ];
  return lines.join('\n');
}

function describeAccepted(result: RunResult, sentBytes: number, text: Texts): string[] {
  const sections = Object.values(result.report.sections);
  const byStatus = Object.groupBy(sections, ({ envelope }) => envelope.status);
  const unread = (Object.entries(byStatus) as [SectionStatus, unknown[]][])
    .filter(([status]) => status !== 'ok')
    .map(([status, group]) => `, ${group.length} ${text.status[status]}`)
    .join('');
  const { sentSections } = result;
  return [
    text.accepted(sections.length, unread),
    sentSections.length === 0 ? text.unchanged(sentBytes) : text.sent(sentSections.join(', '), sentBytes),
  ];
}

/** The same for machines: one line of JSON. */
export function resultJson(result: RunResult): string {
  const { device, delivery, report } = result;
  return JSON.stringify({
    outcome: delivery.kind,
    problem: delivery.kind === 'accepted' ? null : delivery.problem,
    server: device.server,
    deviceId: device.deviceId,
    sections: Object.fromEntries(
      Object.entries(report.sections).map(([name, { envelope }]) => [name, envelope.status]),
    ),
    sentSections: result.sentSections,
    sentBytes: delivery.kind === 'accepted' ? delivery.sentBytes : null,
    clockOffsetSeconds: delivery.kind === 'accepted' ? delivery.clockOffsetSeconds : null,
    spooledReports: result.spooledReports,
    droppedSections: result.droppedSections,
    nextAt: result.nextAt.toISOString(),
    cost: report.cost,
    warnings: result.warnings,
  });
}
