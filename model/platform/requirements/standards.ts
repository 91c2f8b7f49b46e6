import type { StandardsFile } from '../../declaration/standards.ts';
import { formatNumber } from '../../format/number.ts';
import { findPossibleSupport } from '../../lifecycle/find-support.ts';
import { placeOf } from '../declared-place.ts';
import type { Requirement, RequirementSource } from './requirement.ts';

const file = 'standards.yaml';

/** Common areas with a decided standard whose id has one of some words: `ordbehandling` in `ordbehandling-och-kalkyl`. */
export function standardAreas(
  { declaration }: RequirementSource,
  words: readonly string[],
): readonly Requirement[] {
  return declaration.standards.areas.flatMap(({ id, name, standard }, index) => {
    const parts = id.split('-');
    const isMeant = words.some((word) => (word.includes('-') ? id.includes(word) : parts.includes(word)));
    if (standard === undefined || !isMeant) return [];
    return [
      {
        text: {
          sv: `Standard för ${name.toLowerCase()} ska vara ${standard}.`,
          en: `The standard for ${name.toLowerCase()} shall be ${standard}.`,
        },
        at: placeOf(declaration, file, `/areas/${index}/standard`),
      },
    ];
  });
}

type Image = StandardsFile['images'][number];

/** Images of some kinds that are approved, or may be used until a day, with the end of the vendor's support. */
export function approvedImages(
  { declaration }: RequirementSource,
  kinds: readonly Image['kind'][],
): readonly Requirement[] {
  return declaration.standards.images.flatMap((image, index) => {
    if (!kinds.includes(image.kind) || (!image.approved && image.phaseOutBy === undefined)) return [];
    return [{ text: imageText(image), at: placeOf(declaration, file, `/images/${index}`) }];
  });
}

const users = {
  server: { sv: 'Servrar', en: 'Servers' },
  client: { sv: 'Klienter', en: 'Clients' },
  container: { sv: 'Containrar', en: 'Containers' },
} as const;

function imageText({ name, kind, approved, phaseOutBy, product, cycle }: Image) {
  const who = users[kind];
  const until = supportedUntil(product, cycle);
  const support = {
    sv: until === null ? '' : ` Leverantören ger säkerhetsuppdateringar till och med ${until}.`,
    en: until === null ? '' : ` The vendor gives security updates until ${until}.`,
  };
  if (approved) {
    return {
      sv: `${who.sv} ska kunna köras på ${name}.${support.sv}`,
      en: `${who.en} shall be able to run on ${name}.${support.en}`,
    };
  }
  return {
    sv: `${who.sv} på ${name} ska vara utbytta senast ${phaseOutBy}.${support.sv}`,
    en: `${who.en} on ${name} shall be replaced by ${phaseOutBy}.${support.en}`,
  };
}

/** Null where no table says, or where several releases fit and differ. */
function supportedUntil(product: string, version: string): string | null {
  const ends = new Set(findPossibleSupport({ product, version }).map(({ securityUntil }) => securityUntil));
  return ends.size === 1 ? ([...ends][0] ?? null) : null;
}

/** Approved database engines. */
export function approvedEngines({ declaration }: RequirementSource): readonly Requirement[] {
  return declaration.standards.engines.flatMap(({ name, approved, product, cycle }, index) => {
    if (!approved) return [];
    const until = supportedUntil(product, cycle);
    return [
      {
        text: {
          sv: `Databaser ska kunna köras i ${name}.${until === null ? '' : ` Leverantören ger säkerhetsuppdateringar till och med ${until}.`}`,
          en: `Databases shall be able to run in ${name}.${until === null ? '' : ` The vendor gives security updates until ${until}.`}`,
        },
        at: placeOf(declaration, file, `/engines/${index}`),
      },
    ];
  });
}

const models = {
  desktop: { sv: 'Stationära datorer', en: 'Desktop computers' },
  laptop: { sv: 'Bärbara datorer', en: 'Laptops' },
  tablet: { sv: 'Surfplattor', en: 'Tablets' },
  chromebook: { sv: 'Chromebook', en: 'Chromebooks' },
} as const;

/** Models that may be bought for people. */
export function clientModels({ declaration }: RequirementSource): readonly Requirement[] {
  return declaration.standards.deviceModels.flatMap((model, index) => {
    const { kind, manufacturer, plannedYears, frameworkAgreement } = model;
    if (kind === 'server' || kind === 'printer' || kind === 'network') return [];
    const bought = {
      sv: frameworkAgreement === undefined ? '' : ` och köpas på ramavtalet ${frameworkAgreement}`,
      en:
        frameworkAgreement === undefined
          ? ''
          : ` and be bought under the framework agreement ${frameworkAgreement}`,
    };
    const name = `${manufacturer} ${model.model}`;
    const years = { sv: formatNumber(plannedYears, 'sv'), en: formatNumber(plannedYears, 'en') };
    return [
      {
        text: {
          sv: `${models[kind].sv} ska vara ${name} eller likvärdig, hålla i ${years.sv} år${bought.sv}.`,
          en: `${models[kind].en} shall be ${name} or equal, last for ${years.en} years${bought.en}.`,
        },
        at: placeOf(declaration, file, `/deviceModels/${index}`),
      },
    ];
  });
}
