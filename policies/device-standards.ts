import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { DeviceKind, FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import { findPossibleSupport, type NamedProduct } from '#model/lifecycle/find-support.ts';
import { sectionData } from '#model/report/section.ts';
import { describeStandard, judgeStandard } from './approved-standard.ts';
import { ageDays } from './calendar.ts';
import { knownSystem } from './known-system.ts';
import { describeGap } from './section-gap.ts';
import type { Problem } from './verdict.ts';

type Image = Declaration['standards']['images'][number];
type Model = Declaration['standards']['deviceModels'][number];

/** What the standards say of one device, in part: of its operating system, or of its model. */
export interface DeviceFinding {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** What a device is measured against. */
export interface DeviceDemand {
  readonly now: Date;
  readonly warnMonths: number;
  /** Oldest reading or import that still says what the device runs. */
  readonly maximumAgeDays: number;
}

/** Kinds of image and model by kind of device; a kind with neither has no standard to keep. */
const standardsOf: Readonly<
  Partial<
    Record<DeviceKind, { readonly image: Image['kind'] | null; readonly models: readonly Model['kind'][] }>
  >
> = {
  server: { image: 'server', models: ['server'] },
  client: { image: 'client', models: ['desktop', 'laptop', 'tablet', 'chromebook'] },
  printer: { image: null, models: ['printer'] },
  network: { image: null, models: ['network'] },
};

const kindWords: Readonly<Partial<Record<DeviceKind, Text>>> = {
  server: { sv: 'servrar', en: 'servers' },
  client: { sv: 'klienter', en: 'clients' },
  printer: { sv: 'skrivare', en: 'printers' },
  network: { sv: 'nätutrustning', en: 'network elements' },
};

/** Are there standards for devices of this kind at all? */
export function hasStandards({ kind }: FleetDevice): boolean {
  return standardsOf[kind] !== undefined;
}

/** Does the device run one of the approved images? */
export function judgeSystem(
  device: FleetDevice,
  declaration: Declaration,
  demand: DeviceDemand,
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

type PlacedImage = { readonly image: Image; readonly at: string };

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

/** Is the device of a model that may be bought? A virtual one has none. */
export function judgeModel(device: FleetDevice, declaration: Declaration): DeviceFinding {
  const kinds = standardsOf[device.kind]?.models ?? [];
  const section = device.sections.hardware;
  const data = sectionData(section);
  if (data?.chassis === 'virtual' || (data?.virtualisation ?? null) !== null) return nothing;
  const models = declaration.standards.deviceModels
    .map((model, index) => ({ model, at: `/deviceModels/${index}` }))
    .filter(({ model }) => kinds.includes(model.kind));
  if (section === undefined || data === null || data.model === null) {
    return { ...nothing, unknowns: [describeGap(device, section, { sv: 'modellen', en: 'the model' })] };
  }
  const { manufacturer, model: name } = data;
  const label = manufacturer === null || startsWith(name, manufacturer) ? name : `${manufacturer} ${name}`;
  const seen: Evidence = {
    text: { sv: label, en: label },
    source: 'hardware',
    at: new Date(section.collectedAt),
  };
  if (models.length === 0) {
    const unknown = noneDecided(device.kind, { sv: 'modell', en: 'model' });
    return { problems: [], unknowns: [unknown], evidence: [seen] };
  }
  const approved = models.find(({ model }) => isModel(model, manufacturer, name));
  if (approved === undefined) {
    const problem: Problem = {
      text: {
        sv: `${label} är ingen av de godkända modellerna.`,
        en: `${label} is none of the approved models.`,
      },
    };
    return { problems: [problem], unknowns: [], evidence: [seen] };
  }
  const { id, frameworkAgreement } = approved.model;
  const by = frameworkAgreement ?? id;
  return {
    problems: [],
    unknowns: [],
    evidence: [
      seen,
      {
        text: { sv: `Godkänd modell: ${by}`, en: `Approved model: ${by}` },
        source: declaredAt(declaration, 'standards.yaml', approved.at),
        at: null,
      },
    ],
  };
}

/** `Dell Inc.` is Dell, and `HP EliteBook 840` is an EliteBook 840 of HP. */
function isModel(approved: Model, manufacturer: string | null, name: string): boolean {
  if (manufacturer !== null && !startsWith(manufacturer, approved.manufacturer)) return false;
  return [approved.model, `${approved.manufacturer} ${approved.model}`].some(
    (wanted) => normalise(wanted) === normalise(name),
  );
}

function startsWith(text: string, start: string): boolean {
  return normalise(text).startsWith(normalise(start));
}

function normalise(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function noneDecided(kind: DeviceKind, what: Text): Text {
  const devices = kindWords[kind] ?? { sv: kind, en: kind };
  return {
    sv: `Ingen ${what.sv} för ${devices.sv} är beslutad i standards.yaml.`,
    en: `No ${what.en} for ${devices.en} is decided in standards.yaml.`,
  };
}

const nothing: DeviceFinding = { problems: [], unknowns: [], evidence: [] };
