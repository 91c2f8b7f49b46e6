import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { findPossibleSupport, type NamedProduct } from '#model/lifecycle/find-support.ts';
import { supportTable } from '#model/lifecycle/support-table.ts';
import { ageDays } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { knownSystem } from '../known-system.ts';
import { describeGap } from '../section-gap.ts';
import { combineStates, judgeSupport, type SupportState } from '../support-verdict.ts';
import { giveVerdict, joinTexts } from '../verdict.ts';

const Months = z.int().min(0).max(60);
const extendedIds = supportTable.products.flatMap(({ extended }) =>
  extended === undefined ? [] : [extended.id],
);
const Parameters = z.strictObject({
  /** Months before the end of support at which a finding is low, medium and high. */
  lowMonths: Months.default(12),
  mediumMonths: Months.default(6),
  highMonths: Months.default(3),
  /** Extended support that the organisation has for all it runs; nothing is assumed. */
  extended: z.array(z.enum(extendedIds)).default([]),
  /** Months for which "no end was known" holds for vendors that announce their ends, and for those that do not. */
  openEndMonths: Months.default(12),
  unannouncedEndMonths: Months.default(3),
  /** Oldest reading or import of a device's operating system that still says anything, in days. */
  maximumAgeDays: z.int().min(1).max(365).default(35),
});
type Parameters = z.infer<typeof Parameters>;

/**
 * GV-12. Judges the images and database engines that services declare, before anything is built, and the
 * operating system of every device where devices are known. A product or release the table does not hold is
 * `not-measured`.
 */
export const withinVendorSupport: Control<typeof Parameters> = {
  id: 'GV-12',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Operativsystem och programvara har leverantörens stöd',
    en: 'Operating systems and software are within vendor support',
  },
  why: {
    sv: 'När stödet slutar kommer inga fler säkerhetsuppdateringar. Ett byte tar tid, så slutet ska synas ett år i förväg.',
    en: 'When support ends there are no more security updates. A change takes time, so the end should be seen a year ahead.',
  },
  sources: [
    { kind: 'strategy', reference: 'KUN-19' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.8' },
    { kind: 'standard', reference: 'CIS Controls v8 2.2' },
  ],
  profile: 'base',
  severity: 'critical',
  gate: false,
  reads: ['declaration'],
  readsIfPresent: ['fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Planera bytet till en version med stöd och för in det bland åtgärderna. Har kommunen köpt förlängt stöd: ange det för GV-12 i grundval.yaml.',
    en: 'Plan the change to a supported release and add it to the actions. If the municipality has bought extended support, say so for GV-12 in grundval.yaml.',
  },
  check({ declaration, fleet, now, parameters }) {
    const today = formatDay(now);
    return [
      ...declaration.services
        .filter((service) => isBuilt(service) && service.servers.length > 0)
        .map((service) => judgeService(service, declaration, parameters, today)),
      ...(fleet?.devices ?? []).map((device) => judgeDevice(device, parameters, today, now)),
    ];
  },
};

function judgeService(
  service: Service,
  declaration: Declaration,
  parameters: Parameters,
  today: string,
): Verdict {
  const { standards } = declaration;
  const images = new Set(service.servers.map(({ image }) => image));
  const engines = new Set(service.servers.map(({ engine }) => engine));
  const used = [
    ...standards.images.map((image, index) => ({ ...image, at: `/images/${index}`, used: images })),
    ...standards.engines.map((engine, index) => ({ ...engine, at: `/engines/${index}`, used: engines })),
  ].filter(({ id, used }) => used.has(id));
  const states = used.map(({ name, product, cycle }) =>
    judgeProduct({ product, version: cycle }, name, parameters, today),
  );
  const evidence = used.map(({ name, product, cycle, at }): Evidence => {
    const text = `${name} (${product} ${cycle})`;
    return {
      text: { sv: text, en: text },
      source: declaredAt(declaration, 'standards.yaml', at),
      at: null,
    };
  });
  return conclude({ kind: 'service', id: service.id, name: service.name }, states, evidence);
}

function judgeDevice(device: FleetDevice, parameters: Parameters, today: string, now: Date): Verdict {
  const subject = { kind: 'device', id: device.id, name: device.name } as const;
  const known = knownSystem(device);
  if (known === null) {
    const gap = describeGap(device, device.sections['operating-system'], {
      sv: 'operativsystemet',
      en: 'the operating system',
    });
    return conclude(subject, [{ kind: 'unknown', text: gap }], []);
  }
  const evidence: Evidence[] = [
    { text: { sv: known.label, en: known.label }, source: known.source, at: known.at },
  ];
  if (ageDays(known.at, now) > parameters.maximumAgeDays) {
    const day = formatDay(known.at);
    const text: Text = {
      sv: `Operativsystemet lästes senast ${day}; vad enheten kör nu är inte känt.`,
      en: `The operating system was last read on ${day}; what the device runs now is not known.`,
    };
    return conclude(subject, [{ kind: 'unknown', text }], evidence);
  }
  return conclude(subject, [judgeProduct(known.named, known.label, parameters, today)], evidence);
}

function judgeProduct(
  named: NamedProduct | null,
  label: string,
  parameters: Parameters,
  today: string,
): SupportState {
  const possible = named === null ? [] : findPossibleSupport(named);
  if (possible.length === 0) {
    return {
      kind: 'unknown',
      text: {
        sv: `När stödet för ${label} slutar är inte känt.`,
        en: `When the support of ${label} ends is not known.`,
      },
    };
  }
  const states = possible.map((period) => judgeSupport(period, parameters, today));
  return combineStates(states, {
    sv: `${label}: utgåvan är inte känd, och stödet slutar olika dagar för olika utgåvor.`,
    en: `${label}: the edition is not known, and support ends on different days for different editions.`,
  });
}

function conclude(
  subject: Verdict['subject'],
  states: readonly SupportState[],
  evidence: readonly Evidence[],
): Verdict {
  return giveVerdict({
    subject,
    severity: 'critical',
    problems: states.flatMap((state) => (state.kind === 'problem' ? [state.problem] : [])),
    unknowns: states.flatMap((state) => (state.kind === 'unknown' ? [state.text] : [])),
    met: joinTexts(states.flatMap((state) => (state.kind === 'supported' ? [state.text] : []))),
    evidence,
  });
}
