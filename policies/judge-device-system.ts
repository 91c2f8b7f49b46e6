import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { findPossibleSupport, type NamedProduct } from '#model/lifecycle/find-support.ts';
import { describeStandard, judgeStandard } from './approved-standard.ts';
import { ageDays } from './calendar.ts';
import { type DeviceFinding, noneDecided, nothing, standardsOf } from './device-standards.ts';
import { knownSystem } from './known-system.ts';
import { describeGap } from './section-gap.ts';
import type { Problem } from './verdict.ts';

/** What the operating system of a device is measured against. */
export interface SystemDemand {
  readonly now: Date;
  readonly warnMonths: number;
  /** Oldest reading or import that still says what the device runs. */
  readonly maximumAgeDays: number;
}

/** Does the device run one of the approved images? */
export function judgeSystem(
  device: FleetDevice,
  declaration: Declaration,
  demand: SystemDemand,
): DeviceFinding {
  const kind = standardsOf[device.kind]?.image ?? null;
  if (kind === null) return nothing;
  const known = knownSystem(device);
  if (known === null) {
    const gap = describeGap(device, device.sections['operating-system'], {
      sv: 'operativsystemet',
      en: 'the operating system',
    });
    return { ...nothing, unknowns: [gap] };
  }
  const seen: Evidence = {
    text: { sv: known.label, en: known.label },
    source: known.source,
    at: known.at,
  };
  if (ageDays(known.at, demand.now) > demand.maximumAgeDays) {
    const day = formatDay(known.at);
    const unknown: Text = {
      sv: `Operativsystemet lästes senast ${day}; vad enheten kör nu är inte känt.`,
      en: `The operating system was last read on ${day}; what the device runs now is not known.`,
    };
    return { problems: [], unknowns: [unknown], evidence: [seen] };
  }
  const images = declaration.standards.images
    .map((image, index) => ({ image, at: `/images/${index}` }))
    .filter(({ image }) => image.kind === kind);
  if (images.length === 0) {
    const unknown = noneDecided(device.kind, { sv: 'avbild', en: 'image' });
    return { problems: [], unknowns: [unknown], evidence: [seen] };
  }
  const matched = known.named === null ? 'unknown' : matchImage(known.named, images);
  if (matched === 'unknown') {
    const unknown: Text = {
      sv: `Det går inte att säga vilken avbild ${known.label} är.`,
      en: `It cannot be said which image ${known.label} is.`,
    };
    return { problems: [], unknowns: [unknown], evidence: [seen] };
  }
  if (matched === 'none') {
    const problem: Problem = {
      text: {
        sv: `${known.label} är ingen av de godkända avbilderna.`,
        en: `${known.label} is none of the approved images.`,
      },
    };
    return { problems: [problem], unknowns: [], evidence: [seen] };
  }
  const { image, at } = matched;
  return {
    problems: judgeStandard(image, { ...demand, today: formatDay(demand.now), isNew: false }),
    unknowns: [],
    evidence: [
      seen,
      { text: describeStandard(image), source: declaredAt(declaration, 'standards.yaml', at), at: null },
    ],
  };
}

type PlacedImage = { readonly image: Declaration['standards']['images'][number]; readonly at: string };

/** The image that the facts fit; `unknown` where they fit it and others, or where they are too few to say. */
function matchImage(named: NamedProduct, images: readonly PlacedImage[]): PlacedImage | 'none' | 'unknown' {
  const possible = findPossibleSupport(named);
  if (possible.length === 0) return matchByName(named, images);
  const fits = possible.map(({ product, cycle }) =>
    images.find(({ image }) => image.product === product && image.cycle === cycle),
  );
  if (fits.every((fit) => fit === undefined)) return 'none';
  return fits.every((fit) => fit === fits[0]) ? (fits[0] ?? 'none') : 'unknown';
}

/** A release that no table holds: its own number says which it is, but for Windows, whose releases go by build. */
function matchByName(
  { product, version }: NamedProduct,
  images: readonly PlacedImage[],
): PlacedImage | 'none' | 'unknown' {
  const sameProduct = images.filter(({ image }) => image.product === product);
  if (sameProduct.length === 0) return 'none';
  if (version === null || product.startsWith('windows')) return 'unknown';
  return sameProduct.find(({ image }) => `${version}.`.startsWith(`${image.cycle}.`)) ?? 'none';
}
