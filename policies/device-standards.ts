import type { Evidence } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { DeviceKind, FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import type { Problem } from './verdict.ts';

type Image = Declaration['standards']['images'][number];
type Model = Declaration['standards']['deviceModels'][number];

/** What the standards say of one device, in part: of its operating system, or of its model. */
export interface DeviceFinding {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** Kinds of image and model by kind of device; a kind with neither has no standard to keep. */
export const standardsOf: Readonly<
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

/** Why nothing can be said where no standard is decided for a kind of device. */
export function noneDecided(kind: DeviceKind, what: Text): Text {
  const devices = kindWords[kind] ?? { sv: kind, en: kind };
  return {
    sv: `Ingen ${what.sv} för ${devices.sv} är beslutad i standards.yaml.`,
    en: `No ${what.en} for ${devices.en} is decided in standards.yaml.`,
  };
}

/** Nothing to say: there is no such standard for the device. */
export const nothing: DeviceFinding = { problems: [], unknowns: [], evidence: [] };
