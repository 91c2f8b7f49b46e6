import type { Lang } from '#model/format/lang.ts';
import { formatAge, formatInstant } from './format-time.ts';
import { readSpool } from './spool.ts';
import type { Warn } from './state/atomic-file.ts';
import { type Device, readDevice } from './state/device.ts';
import { type LastContact, readLastContact } from './state/last-contact.ts';

/** How this agent stands with its collector. */
export interface AgentStatus {
  readonly schemaVersion: 1;
  readonly stateFolder: string;
  readonly device: Device | null;
  readonly contact: LastContact | null;
  readonly spooledReports: number;
  /** Enrolled, and the latest report was taken, no longer ago than three times what the collector asked for. */
  readonly reporting: boolean;
}

/** Silence longer than this many intervals is no longer "reporting". */
const toleratedIntervals = 3;

/** Reads the state folder; nothing is asked of the device or the network. */
export async function readStatus(stateFolder: string, now: Date, warn: Warn): Promise<AgentStatus> {
  const [device, contact, spool] = await Promise.all([
    readDevice(stateFolder),
    readLastContact(stateFolder, warn),
    readSpool(stateFolder, warn),
  ]);
  const reporting = device !== null && isReporting(contact, now);
  return {
    schemaVersion: 1,
    stateFolder,
    device,
    contact,
    spooledReports: spool?.missedReports ?? 0,
    reporting,
  };
}

/** Was the latest report taken, and is it recent as the collector counts? */
export function isReporting(contact: LastContact | null, now: Date): boolean {
  if (contact?.outcome !== 'accepted' || contact.receipt === null || contact.acceptedAt === null)
    return false;
  const dueMs = Date.parse(contact.nextAt) - Date.parse(contact.acceptedAt);
  const intervalMs = Math.max(dueMs, contact.receipt.nextAfterSeconds * 1000);
  return now.getTime() - Date.parse(contact.acceptedAt) <= toleratedIntervals * intervalMs;
}

const texts = {
  sv: {
    notEnrolled: 'Enheten är inte ansluten till någon insamlare.',
    enrolled: (device: Device, at: string) =>
      `Ansluten till ${device.server} (${device.organisation}) som ${device.deviceId}, profil ${device.profile}, sedan ${at}.`,
    never: 'Ingen rapport har skickats än.',
    noneTaken: 'Ingen rapport har tagits emot än.',
    last: (age: string, at: string) => `Senaste rapport togs emot ${age} (${at}).`,
    problem: (problem: string, age: string) => `Senaste försöket, ${age}, misslyckades: ${problem}`,
    next: (age: string, at: string) => `Nästa rapport: ${age} (${at}).`,
    overdue: (age: string) => `Nästa rapport skulle ha skickats ${age}: körs tjänsten?`,
    spool: (count: number) => `${count} rapporter väntar på att kunna skickas.`,
    clock: (seconds: number) =>
      `Insamlarens klocka går ${Math.abs(seconds)} s ${seconds > 0 ? 'före' : 'efter'} enhetens.`,
    sections: 'Senast läst:',
    status: {
      ok: 'läst',
      partial: 'delvis läst',
      timeout: 'svarade inte i tid',
      denied: 'kunde inte läsas',
      unsupported: 'finns inte',
    },
  },
  en: {
    notEnrolled: 'This device is not enrolled at any collector.',
    enrolled: (device: Device, at: string) =>
      `Enrolled at ${device.server} (${device.organisation}) as ${device.deviceId}, profile ${device.profile}, since ${at}.`,
    never: 'No report has been sent yet.',
    noneTaken: 'No report has been accepted yet.',
    last: (age: string, at: string) => `Latest report accepted ${age} (${at}).`,
    problem: (problem: string, age: string) => `The latest attempt, ${age}, failed: ${problem}`,
    next: (age: string, at: string) => `Next report: ${age} (${at}).`,
    overdue: (age: string) => `The next report was due ${age}: does the service run?`,
    spool: (count: number) => `Reports waiting to be sent: ${count}.`,
    clock: (seconds: number) =>
      `The collector's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this device's.`,
    sections: 'Latest reading:',
    status: {
      ok: 'read',
      partial: 'read in part',
      timeout: 'did not answer in time',
      denied: 'could not be read',
      unsupported: 'not on this device',
    },
  },
} as const;
type Texts = (typeof texts)[Lang];

/** A difference below this is the network's, not the clock's. */
const leastTellingOffsetSeconds = 5;

/** The status for people. */
export function renderStatus(status: AgentStatus, lang: Lang, now: Date): string {
  const text: Texts = texts[lang];
  const { device, contact } = status;
  if (device === null) return text.notEnrolled;
  const enrolled = text.enrolled(device, formatInstant(new Date(device.enrolledAt)));
  if (contact === null) return [enrolled, text.never].join('\n');
  const ago = (instant: string) => formatAge(new Date(instant), now, lang);
  const at = (instant: string) => formatInstant(new Date(instant));
  const offset = contact.clockOffsetSeconds;
  const lines = [
    enrolled,
    contact.acceptedAt === null ? text.noneTaken : text.last(ago(contact.acceptedAt), at(contact.acceptedAt)),
    contact.problem === null ? null : text.problem(contact.problem, ago(contact.attemptedAt)),
    Date.parse(contact.nextAt) < now.getTime()
      ? text.overdue(ago(contact.nextAt))
      : text.next(ago(contact.nextAt), at(contact.nextAt)),
    status.spooledReports === 0 ? null : text.spool(status.spooledReports),
    offset === null || Math.abs(offset) < leastTellingOffsetSeconds ? null : text.clock(offset),
    text.sections,
    ...renderSections(contact, text, ago),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function renderSections(contact: LastContact, text: Texts, ago: (instant: string) => string): string[] {
  const width = Math.max(...Object.keys(contact.envelopes).map((name) => name.length));
  return Object.entries(contact.envelopes).map(([name, envelope]) => {
    const reason = 'reason' in envelope ? `: ${envelope.reason}` : '';
    return `  ${name.padEnd(width)}  ${text.status[envelope.status]}, ${ago(envelope.collectedAt)}${reason}`;
  });
}
