import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { serviceFilePath } from '#model/declaration/files.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { sectionData } from '#model/report/section.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { ageDays } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { describeGap } from '../section-gap.ts';
import { giveVerdict, type Problem } from '../verdict.ts';
import { judgeWaiting } from '../waiting-updates.ts';

const Days = z.int().min(0).max(365);
const Parameters = z.strictObject({
  /** Longest wait for a critical security update, in days from when it was first seen. */
  criticalDays: Days.default(14),
  /** The same where the device carries a service that is reached from the internet. */
  exposedDays: Days.default(3),
  /** Longest wait for other security updates. */
  otherDays: Days.default(30),
  /** Longest wait for a restart that updates need. */
  restartDays: Days.default(7),
  /** Oldest package lists, or search for updates, that still say anything. */
  listsDays: Days.default(7),
  /** Oldest reading of the device that still says anything. */
  maximumAgeDays: Days.default(14),
  /** Deadline of an update whose severity the source does not state; Debian's apt never does. */
  unknownSeverity: z.enum(['critical', 'other']).default('critical'),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-11. Judges every device; one whose updates nobody reads is `not-measured`, never met. A deadline starts
 * when the collector first saw the update pending. Old package lists cannot hide a finding, but nothing is
 * met on them.
 */
export const securityUpdatesInTime: Control<typeof Parameters> = {
  id: 'GV-11',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Säkerhetsuppdateringar är installerade inom fristen',
    en: 'Security updates are installed in time',
  },
  why: {
    sv: 'De flesta intrång använder hål som redan hade en rättning. Fristen är kort för det som är kritiskt eller nås från internet.',
    en: 'Most intrusions use holes that had a fix already. The deadline is short for what is critical or reached from the internet.',
  },
  sources: [
    { kind: 'strategy', reference: 'KUN-1' },
    { kind: 'strategy', reference: 'KUN-30' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.8' },
    { kind: 'standard', reference: 'CIS Controls v8 7.3' },
    { kind: 'standard', reference: 'CIS Controls v8 7.4' },
  ],
  profile: 'base',
  severity: 'critical',
  gate: false,
  reads: ['declaration', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Installera uppdateringarna och starta om enheten i nästa servicefönster. Där listorna är gamla: se till att enheten når sina uppdateringskällor.',
    en: 'Install the updates and restart the device in the next maintenance window. Where the lists are old, see that the device reaches its update sources.',
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
  const { updates } = device.sections;
  const data = sectionData(updates);
  const exposure = findExposure(device, declaration);
  const evidence: Evidence[] = exposure === null ? [] : [exposure];
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  if (updates === undefined || data === null) {
    unknowns.push(describeGap(device, updates, { sv: 'väntande uppdateringar', en: 'pending updates' }));
  } else if (ageDays(updates.collectedAt, now) > parameters.maximumAgeDays) {
    const day = formatDay(new Date(updates.collectedAt));
    unknowns.push({
      sv: `Uppdateringarna lästes senast ${day}; vad som väntar nu är inte känt.`,
      en: `Updates were last read on ${day}; what is pending now is not known.`,
    });
  } else {
    const at = new Date(updates.collectedAt);
    const security = data.pending.filter((update) => update.security === true);
    evidence.push({
      text: {
        sv: `${security.length} väntande säkerhetsuppdateringar av ${data.pending.length} uppdateringar`,
        en: `${security.length} pending security updates of ${data.pending.length} updates`,
      },
      source: 'updates',
      at,
    });
    if (updates.status === 'partial') {
      unknowns.push({
        sv: `Läsningen är ofullständig (${updates.reason}).`,
        en: `The reading is incomplete (${updates.reason}).`,
      });
    }
    judgeLists(data, parameters, now, evidence, unknowns);
    const waiting = judgeWaiting(
      { pending: data.pending, since: device.pendingSince, readAt: at, isExposed: exposure !== null },
      parameters,
      now,
    );
    problems.push(...waiting.problems);
    unknowns.push(...waiting.unknowns);
    judgeRestart(device, parameters, now, problems, unknowns, evidence);
  }
  return giveVerdict({
    subject: { kind: 'device', id: device.id, name: device.name },
    severity: 'critical',
    problems,
    unknowns,
    met: {
      sv: 'Ingen säkerhetsuppdatering har väntat längre än fristen.',
      en: 'No security update has been pending beyond its deadline.',
    },
    evidence,
  });
}

function judgeLists(
  { listsAt }: Updates,
  { listsDays }: Parameters,
  now: Date,
  evidence: Evidence[],
  unknowns: Text[],
): void {
  if (listsAt === null) {
    unknowns.push({
      sv: 'När enheten senast sökte efter uppdateringar är inte känt.',
      en: 'When the device last looked for updates is not known.',
    });
    return;
  }
  const at = new Date(listsAt);
  const day = formatDay(at);
  evidence.push({
    text: { sv: `Sökte efter uppdateringar ${day}`, en: `Looked for updates on ${day}` },
    source: 'updates',
    at,
  });
  if (ageDays(listsAt, now) > listsDays) {
    unknowns.push({
      sv: `Enheten sökte senast efter uppdateringar ${day}, för mer än ${listsDays} dygn sedan; nya kan ha kommit.`,
      en: `The device last looked for updates on ${day}, more than ${listsDays} days ago; new ones may have come.`,
    });
  }
}

function judgeRestart(
  device: FleetDevice,
  { restartDays }: Parameters,
  now: Date,
  problems: Problem[],
  unknowns: Text[],
  evidence: Evidence[],
): void {
  const { reboot } = device.sections;
  const data = sectionData(reboot);
  if (reboot === undefined || data === null || data.required === null) {
    unknowns.push({
      sv: 'Om en omstart väntar är inte känt, så installerade uppdateringar kan vara utan verkan.',
      en: 'Whether a restart is pending is not known, so installed updates may have no effect.',
    });
    return;
  }
  if (!data.required) return;
  const seen = [device.rebootSince, data.since, reboot.collectedAt].filter((at) => at !== null);
  const since = new Date(Math.min(...seen.map((at) => new Date(at).getTime())));
  const day = formatDay(since);
  evidence.push({
    text: { sv: `Omstart behövs sedan ${day}`, en: `A restart is needed since ${day}` },
    source: 'reboot',
    at: new Date(reboot.collectedAt),
  });
  if (ageDays(since, now) > restartDays) {
    problems.push({
      severity: 'medium',
      text: {
        sv: `En omstart som uppdateringar behöver har väntat sedan ${day}, mer än ${restartDays} dygn.`,
        en: `A restart that updates need has been pending since ${day}, more than ${restartDays} days.`,
      },
    });
  }
}

/** A declared flow from the internet to a service of the device, as evidence; null where there is none. */
function findExposure(device: FleetDevice, declaration: Declaration): Evidence | null {
  for (const service of declaration.services) {
    if (!device.serviceIds.includes(service.id)) continue;
    const index = service.flows.findIndex(({ from }) => from === 'internet');
    if (index === -1) continue;
    return {
      text: { sv: `Nås från internet: ${service.name}`, en: `Reached from the internet: ${service.name}` },
      source: declaredAt(declaration, serviceFilePath(service.id), `/flows/${index}`),
      at: null,
    };
  }
  return null;
}
