import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { DeviceKind, FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay, formatInstant, formatSpan } from '#model/format/time.ts';
import { sectionData } from '#model/report/section.ts';
import { ageDays, hourMs } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Hours = z.int().min(1).max(8784);
const Parameters = z.strictObject({
  /** Longest silence of servers and network elements. */
  serverHours: Hours.default(24),
  /** Longest silence of clients, mobiles, printers and the rest: 14 days, for holidays. */
  clientHours: Hours.default(14 * 24),
  /** Longest silence of IoT units that a service with availability 3 or 4 stands on. */
  iotHours: Hours.default(1),
  /** Oldest export of another system that still says what it lists. */
  importDays: z.int().min(1).max(365).default(35),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-13. A device is known where it is declared or where the newest export of another system lists it; one
 * that reports without either is a finding. One that has reported and fell silent is a finding as well. One
 * that is declared and never seen is `not-measured`: on the first day that is every server, nothing has
 * contradicted the list yet, and it stays in the denominator until an agent or an import confirms it.
 */
export const inventoryMatchesReality: Control<typeof Parameters> = {
  id: 'GV-13',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Förteckningen över enheter stämmer med verkligheten',
    en: 'The inventory matches reality',
  },
  why: {
    sv: 'Det som ingen vet om skyddar ingen, och en enhet som tystnat kan vara stulen, trasig eller avstängd med sina uppgifter kvar.',
    en: 'What nobody knows of nobody protects, and a device that fell silent may be stolen, broken or switched off with its data in it.',
  },
  sources: [
    { kind: 'strategy', reference: 'KUN-18' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.5.9' },
    { kind: 'standard', reference: 'CIS Controls v8 1.1' },
    { kind: 'standard', reference: 'CIS Controls v8 1.2' },
  ],
  profile: 'base',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Ta reda på vad enheten är. Lägg den i devices.yaml eller importera den, eller ta bort dess nyckel. Har den tystnat: leta reda på den, laga mätprogrammet eller avveckla den.',
    en: 'Find out what the device is. Add it to devices.yaml or import it, or remove its key. If it fell silent, find it, mend the agent or decommission it.',
  },
  check({ declaration, fleet, now, parameters }) {
    return (fleet?.devices ?? []).map((device) => judgeDevice(device, declaration, parameters, now));
  },
};

function judgeDevice(
  device: FleetDevice,
  declaration: Declaration,
  parameters: Parameters,
  now: Date,
): Verdict {
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  const evidence: Evidence[] = [];
  const listed = device.imports.filter(
    ({ inLatest, importedAt }) => inLatest && ageDays(importedAt, now) <= parameters.importDays,
  );
  const isSilentAfterHours = silenceLimit(device, declaration, parameters);
  const seenByOthers = newest(listed.map(({ lastSeenAt }) => lastSeenAt));

  if (device.declaredAs !== null) {
    evidence.push({
      text: { sv: `Deklarerad som ${device.declaredAs}`, en: `Declared as ${device.declaredAs}` },
      source: declarationPlace(device.declaredAs, declaration),
      at: null,
    });
  }
  for (const { source, lastSeenAt, importedAt } of device.imports) {
    evidence.push({
      text:
        lastSeenAt === null
          ? { sv: `Listad i ${source}`, en: `Listed in ${source}` }
          : {
              sv: `Listad i ${source}, senast sedd där ${formatDay(lastSeenAt)}`,
              en: `Listed in ${source}, last seen there on ${formatDay(lastSeenAt)}`,
            },
      source,
      at: importedAt,
    });
  }

  const heard = device.lastReportAt ?? device.enrolledAt;
  if (heard !== null) {
    judgeReporter(device, heard, isSilentAfterHours, seenByOthers, now, problems, evidence);
    if (device.declaredAs === null && listed.length === 0) {
      problems.push({
        severity: 'high',
        text: {
          sv: 'Enheten rapporterar, men finns varken i deklarationen eller i någon aktuell import.',
          en: 'The device reports, but is neither declared nor in any current import.',
        },
      });
    }
  } else if (device.imports.length === 0) {
    unknowns.push({
      sv: 'Deklarerad, men har aldrig rapporterat och finns inte i någon import. Installera mätprogrammet.',
      en: 'Declared, but has never reported and is in no import. Install the agent.',
    });
  } else {
    judgeImported(device, listed.length > 0, seenByOthers, isSilentAfterHours, now, problems, unknowns);
  }
  judgeIdentity(device, declaration, problems);
  return giveVerdict({
    subject: { kind: 'device', id: device.id, name: device.name },
    severity: 'high',
    problems,
    unknowns,
    met: {
      sv: 'Enheten är känd och har hörts av inom fristen.',
      en: 'The device is known and has been heard of in time.',
    },
    evidence,
  });
}

function judgeReporter(
  { lastReportAt }: FleetDevice,
  heard: Date,
  limitHours: number,
  seenByOthers: Date | null,
  now: Date,
  problems: Problem[],
  evidence: Evidence[],
): void {
  evidence.push({
    text:
      lastReportAt === null
        ? {
            sv: `Anmäld ${formatInstant(heard, 'sv')}, ingen rapport`,
            en: `Enrolled ${formatInstant(heard, 'en')}, no report`,
          }
        : {
            sv: `Senaste rapport ${formatInstant(heard, 'sv')}`,
            en: `Newest report ${formatInstant(heard, 'en')}`,
          },
    source: 'agent',
    at: heard,
  });
  if (!isSilent(heard, limitHours, now)) return;
  const limit = limitText(limitHours);
  const lives = seenByOthers !== null && !isSilent(seenByOthers, limitHours, now);
  problems.push({
    severity: lives ? 'medium' : 'high',
    text: {
      sv: `Har inte rapporterat sedan ${formatInstant(heard, 'sv')}, längre än ${limit.sv}.${lives ? ' Andra system har sett den sedan dess, så det är mätprogrammet som tystnat.' : ''}`,
      en: `Has not reported since ${formatInstant(heard, 'en')}, longer than ${limit.en}.${lives ? ' Other systems have seen it since, so it is the agent that fell silent.' : ''}`,
    },
  });
}

function judgeImported(
  device: FleetDevice,
  isListed: boolean,
  seen: Date | null,
  limitHours: number,
  now: Date,
  problems: Problem[],
  unknowns: Text[],
): void {
  const sources = [...new Set(device.imports.map(({ source }) => source))].sort().join(', ');
  if (!isListed && device.imports.every(({ inLatest }) => !inLatest)) {
    problems.push({
      severity: 'medium',
      text: {
        sv: `Finns inte längre i senaste importen (${sources}). Är den avvecklad?`,
        en: `Is no longer in the newest import (${sources}). Has it been decommissioned?`,
      },
    });
  } else if (!isListed) {
    unknowns.push({
      sv: `Importen är för gammal för att säga något (${sources}). Importera på nytt.`,
      en: `The import is too old to say anything (${sources}). Import again.`,
    });
  } else if (seen === null) {
    unknowns.push({
      sv: `Importen säger inte när enheten senast hördes av (${sources}).`,
      en: `The import does not say when the device was last heard of (${sources}).`,
    });
  } else if (isSilent(seen, limitHours, now)) {
    const limit = limitText(limitHours);
    problems.push({
      severity: 'high',
      text: {
        sv: `Sågs senast ${formatInstant(seen, 'sv')}, för längre sedan än ${limit.sv}.`,
        en: `Was last seen ${formatInstant(seen, 'en')}, longer ago than ${limit.en}.`,
      },
    });
  }
}

/** Another serial number than the declared one, or the same signals as another device: one of them is wrong. */
function judgeIdentity(device: FleetDevice, { devices }: Declaration, problems: Problem[]): void {
  const declared = devices.devices.find(({ id }) => id === device.declaredAs)?.serial;
  const reported = sectionData(device.sections.hardware)?.serial ?? null;
  if (declared !== undefined && reported !== null && normalise(declared) !== normalise(reported)) {
    problems.push({
      severity: 'high',
      text: {
        sv: `Rapporterar serienummer ${reported}, men deklarerat är ${declared}.`,
        en: `Reports the serial number ${reported}, but ${declared} is declared.`,
      },
    });
  }
  const others = device.identityConflicts ?? [];
  if (others.length > 0) {
    const names = others.toSorted().join(', ');
    problems.push({
      severity: 'medium',
      text: {
        sv: `Har samma serienummer eller UUID som ${names}: ominstallerad eller kopierad?`,
        en: `Has the same serial number or UUID as ${names}: reinstalled or cloned?`,
      },
    });
  }
}

function silenceLimit(device: FleetDevice, { services }: Declaration, parameters: Parameters): number {
  const limits: Readonly<Record<DeviceKind, number>> = {
    server: parameters.serverHours,
    network: parameters.serverHours,
    client: parameters.clientHours,
    mobile: parameters.clientHours,
    printer: parameters.clientHours,
    other: parameters.clientHours,
    iot: services.some(
      ({ id, classification }) => device.serviceIds.includes(id) && (classification?.t ?? 0) >= 3,
    )
      ? parameters.iotHours
      : parameters.clientHours,
  };
  return limits[device.kind];
}

/** `devices.yaml:12`, or the file alone for a server of a service. */
function declarationPlace(id: string, declaration: Declaration): string {
  const index = declaration.devices.devices.findIndex((device) => device.id === id);
  if (index !== -1) return declaredAt(declaration, 'devices.yaml', `/devices/${index}`);
  const service = declaration.services.find((candidate) => id.startsWith(`${candidate.id}-`));
  return service === undefined
    ? 'devices.yaml'
    : declaredAt(declaration, serviceFilePath(service.id), '/servers');
}

function isSilent(heard: Date, limitHours: number, now: Date): boolean {
  return now.getTime() - heard.getTime() > limitHours * hourMs;
}

function limitText(hours: number): Text {
  return { sv: formatSpan(hours * 3600, 'sv'), en: formatSpan(hours * 3600, 'en') };
}

function newest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

function normalise(serial: string): string {
  return serial.trim().toLowerCase();
}
