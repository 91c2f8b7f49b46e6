import { z } from 'zod';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt, isStanding } from '#model/declaration/stage.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { formatDay } from '#model/format/time.ts';
import { describeStandard, judgeStandard } from '../approved-standard.ts';
import type { Control, Verdict } from '../control.ts';
import { hasStandards } from '../device-standards.ts';
import { judgeModel } from '../judge-device-model.ts';
import { judgeSystem } from '../judge-device-system.ts';
import { giveVerdict } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Months before the last day of an image that is being replaced at which it is told. */
  warnMonths: z.int().min(0).max(60).default(6),
  /** Oldest reading or import of a device's operating system that still says anything, in days. */
  maximumAgeDays: z.int().min(1).max(365).default(35),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-15. Judges the images and database engines that services declare, and the operating system and model of
 * every device where devices are known. A virtual device has no model; kinds without standards, such as mobiles
 * and sensors, are not judged.
 */
export const approvedStandard: Control<typeof Parameters> = {
  id: 'GV-15',
  version: 1,
  validFrom: '2026-11-24',
  title: { sv: 'Godkänd standard används', en: 'The approved standard is used' },
  why: {
    sv: 'Få och kända produkter går att uppdatera, laga och lära sig. Varje avsteg kostar egen kunskap, egna avtal och egna fel.',
    en: 'Few and well-known products can be updated, mended and learnt. Each deviation costs knowledge, contracts and faults of its own.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-1' },
    { kind: 'strategy', reference: 'UPB-18' },
    { kind: 'strategy', reference: 'ORK-16' },
    { kind: 'strategy', reference: 'KUN-39' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.19' },
    { kind: 'standard', reference: 'CIS Controls v8 2.3' },
  ],
  profile: 'base',
  severity: 'medium',
  gate: false,
  reads: ['declaration'],
  readsIfPresent: ['fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Byt till en godkänd avbild, databas eller modell. Är det standarden som ska ändras: besluta och skriv in den i standards.yaml, modellen så som enheten själv uppger den. Annars krävs ett undantag med slutdatum i decisions.yaml.',
    en: 'Change to an approved image, engine or model. If it is the standard that is to change, decide and write it in standards.yaml, a model as the device itself states it. Otherwise an exemption with an end is needed in decisions.yaml.',
  },
  check({ declaration, fleet, parameters, now }) {
    const today = formatDay(now);
    return [
      ...declaration.services
        .filter((service) => isBuilt(service) && service.servers.length > 0)
        .map((service) => judgeService(service, declaration, parameters, today)),
      ...(fleet?.devices ?? [])
        .filter(hasStandards)
        .map((device) => judgeDevice(device, declaration, parameters, now)),
    ];
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  { warnMonths }: Parameters,
  today: string,
): Verdict {
  const { images, engines } = declaration.standards;
  const usedImages = new Set(service.servers.map(({ image }) => image));
  const usedEngines = new Set(service.servers.map(({ engine }) => engine));
  const used = [
    ...images.map((standard, index) => ({
      standard,
      at: `/images/${index}`,
      isUsed: usedImages.has(standard.id),
    })),
    ...engines.map((standard, index) => ({
      standard,
      at: `/engines/${index}`,
      isUsed: usedEngines.has(standard.id),
    })),
  ].filter(({ isUsed }) => isUsed);
  const use = { today, warnMonths, isNew: !isStanding(service) };
  return giveVerdict({
    subject: { kind: 'service', id: service.id, name: service.name },
    severity: 'medium',
    problems: used.flatMap(({ standard }) => judgeStandard(standard, use)),
    unknowns: [],
    met: {
      sv: 'Servrarna bygger på det som standarden tillåter.',
      en: 'The servers are built on what the standard allows.',
    },
    evidence: used.map(({ standard, at }) => ({
      text: describeStandard(standard),
      source: declaredAt(declaration, 'standards.yaml', at),
      at: null,
    })),
  });
}

function judgeDevice(
  device: FleetDevice,
  declaration: Declaration,
  parameters: Parameters,
  now: Date,
): Verdict {
  const parts = [judgeSystem(device, declaration, { ...parameters, now }), judgeModel(device, declaration)];
  return giveVerdict({
    subject: { kind: 'device', id: device.id, name: device.name },
    severity: 'medium',
    problems: parts.flatMap(({ problems }) => problems),
    unknowns: parts.flatMap(({ unknowns }) => unknowns),
    met: {
      sv: 'Enheten följer standarden.',
      en: 'The device keeps to the standard.',
    },
    evidence: parts.flatMap(({ evidence }) => evidence),
  });
}
