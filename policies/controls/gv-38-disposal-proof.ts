import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import type { Disposal } from '#model/evidence/disposal.ts';
import type { Filed } from '#model/evidence/run-evidence.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { ageDays } from '../calendar.ts';
import type { Control } from '../control.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Days from the wipe until the recycler's certificate must be there. */
  certificateDays: z.int().min(1).max(365).default(30),
  /** Persons who must have approved the wipe. */
  approvers: z.int().min(1).max(3).default(2),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-38. Judges every device that a run has wiped: what was wiped was what was meant, two persons had approved it, the
 * medium reads otherwise than before, and the recycler has certified the rest in time. A device that was scrapped
 * without a run is not seen here.
 */
export const disposalProof: Control<typeof Parameters> = {
  id: 'GV-38',
  version: 1,
  validFrom: '2026-11-25',
  title: {
    sv: 'Avvecklad utrustning har raderings- och återvinningsintyg',
    en: 'Disposed equipment has proof of wiping and recycling',
  },
  why: {
    sv: 'En kasserad disk med läsbara uppgifter är en personuppgiftsincident som ingen upptäcker förrän det är för sent.',
    en: 'A scrapped disk with readable data is a data breach that nobody notices until it is too late.',
  },
  sources: [
    { kind: 'strategy', reference: 'ORK-14' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.7.14' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.10' },
    { kind: 'standard', reference: 'CIS Controls v8 3.5' },
    { kind: 'standard', reference: 'SS-EN ISO 14001' },
  ],
  profile: 'base',
  severity: 'critical',
  gate: false,
  reads: ['declaration', 'evidence'],
  readsIfPresent: ['fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Kör proceduren decommission med återvinnarens intyg, eller radera enheten på nytt där proven visar att den inte är raderad.',
    en: "Run the procedure decommission with the recycler's certificate, or wipe the device again where the samples show that it is not wiped.",
  },
  check({ evidence, fleet, parameters, now }) {
    if (evidence === null) return [];
    const byDevice = Map.groupBy(evidence.disposals, ({ value }) => value.device);
    return [...byDevice].map(([id, disposals]) => {
      const proved = disposals.filter(({ verified }) => verified);
      const device = fleet?.devices.find((one) => one.id === id || one.declaredAs === id);
      return giveVerdict({
        subject: { kind: 'device', id: device?.id ?? id, name: device?.name ?? id },
        severity: 'critical',
        problems: proved.length === 0 ? [] : judgeDevice(proved, device, parameters, now),
        unknowns: [
          ...(proved.length === 0
            ? [
                {
                  sv: 'Raderingen kan inte styrkas: körningens journal håller inte.',
                  en: 'The wipe cannot be proved: the journal of the run does not hold.',
                },
              ]
            : []),
          ...awaited(proved, parameters, now),
        ],
        met: {
          sv: 'Raderingen är styrkt, och återvinnarens intyg finns.',
          en: "The wipe is proved, and the recycler's certificate is there.",
        },
        evidence: disposals.map(describe),
      });
    });
  },
};

function judgeDevice(
  disposals: readonly Filed<Disposal>[],
  device: FleetDevice | undefined,
  { approvers, certificateDays }: Parameters,
  now: Date,
): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (sv: string, en: string) => problems.push({ text: { sv, en } });
  // Each medium by its last wipe: one that failed and was made again is mended.
  const media = new Map(disposals.map((one) => [one.value.medium.serial, one]));
  for (const { value, approvedBy, executedBy } of media.values()) {
    const { medium, samplesBefore, samplesAfter } = value;
    if (samplesBefore.length === 0 || samplesBefore.length !== samplesAfter.length) {
      say(
        `${medium.name} saknar prov före och efter raderingen.`,
        `${medium.name} has no samples from before and after the wipe.`,
      );
    } else if (samplesBefore.some((hash, index) => hash === samplesAfter[index])) {
      say(
        `${medium.name} läser likadant som före raderingen.`,
        `${medium.name} reads as it did before the wipe.`,
      );
    }
    if (new Set(approvedBy.filter((one) => one !== executedBy)).size < approvers) {
      say(
        `Raderingen av ${medium.name} är inte godkänd av ${approvers} andra än den som utförde den.`,
        `The wipe of ${medium.name} is not approved by ${approvers} others than who did it.`,
      );
    }
  }
  const last = disposals.at(-1);
  if (last === undefined) return problems;
  const wipedAt = new Date(last.value.wipedAt);
  if (!disposals.some(({ value }) => value.recycler !== null) && ageDays(wipedAt, now) > certificateDays) {
    say(
      `Återvinnarens intyg saknas, fast enheten raderades ${formatDay(wipedAt)}.`,
      `The recycler's certificate is missing, though the device was wiped on ${formatDay(wipedAt)}.`,
    );
  }
  if (device?.lastReportAt != null && device.lastReportAt > wipedAt) {
    say(
      `Enheten rapporterade ${formatDay(device.lastReportAt)}, efter att den ska ha raderats.`,
      `The device reported on ${formatDay(device.lastReportAt)}, after it is said to have been wiped.`,
    );
  }
  return problems;
}

/** The certificate that has not come, while it is not yet late: neither good nor wrong. */
function awaited(
  disposals: readonly Filed<Disposal>[],
  { certificateDays }: Parameters,
  now: Date,
): readonly Text[] {
  const last = disposals.at(-1);
  if (last === undefined || disposals.some(({ value }) => value.recycler !== null)) return [];
  const due = new Date(new Date(last.value.wipedAt).getTime() + certificateDays * 86_400_000);
  if (due < now) return [];
  return [
    {
      sv: `Återvinnarens intyg väntas senast ${formatDay(due)}.`,
      en: `The recycler's certificate is due by ${formatDay(due)}.`,
    },
  ];
}

function describe({ value, run, at }: Filed<Disposal>): Evidence {
  const { medium, tool, assetId, recycler } = value;
  return {
    text: {
      sv: `${assetId}: ${medium.name} raderad med ${tool}${recycler === null ? '' : `, intyg ${recycler.certificate} från ${recycler.name}`}`,
      en: `${assetId}: ${medium.name} wiped with ${tool}${recycler === null ? '' : `, certificate ${recycler.certificate} from ${recycler.name}`}`,
    },
    source: `run:${run}`,
    at,
  };
}
