import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import { joinTexts, type Problem } from './verdict.ts';

type Supplier = Declaration['suppliers']['suppliers'][number];
type Site = Declaration['organisation']['platformSites'][number];
type SupportedPlatform = Supplier['supports'][number];

const platformNames: Readonly<Record<SupportedPlatform, Text>> = {
  vmware: { sv: 'VMware', en: 'VMware' },
  'hyper-v': { sv: 'Hyper-V', en: 'Hyper-V' },
  proxmox: { sv: 'Proxmox', en: 'Proxmox' },
  kubernetes: { sv: 'Kubernetes', en: 'Kubernetes' },
  azure: { sv: 'Azure', en: 'Azure' },
  saas: { sv: 'molntjänst', en: 'software as a service' },
};

/** What the supplier says of the platform a service is to stand on; empty where it has no supplier. */
export interface PlatformSupport {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/**
 * Does the supplier support its product where the service stands? A service without servers of ours and one that
 * is bought as a service have nothing to fit; an operator's own hall is the operator's matter.
 */
export function judgePlatformSupport(service: Service, declaration: Declaration): PlatformSupport {
  const { suppliers } = declaration.suppliers;
  const index = suppliers.findIndex(({ id }) => id === service.supplier);
  const supplier = suppliers[index];
  const site = declaration.organisation.platformSites.find(({ id }) => id === service.runsOn);
  if (supplier === undefined || site === undefined) return { problems: [], unknowns: [], evidence: [] };
  const needed = platformOf(site);
  if (needed === 'operated') return { problems: [], unknowns: [], evidence: [] };
  const { name, supports } = supplier;
  if (supports.length === 0 || needed === null) {
    return {
      problems: [],
      unknowns: [
        needed === null
          ? {
              sv: `Vad ${site.name} virtualiseras med är inte angivet, så det går inte att säga om ${name} stöder den.`,
              en: `What ${site.name} is virtualised with is not stated, so it cannot be said whether ${name} supports it.`,
            }
          : {
              sv: `Vilka plattformar ${name} stöder är inte angivet.`,
              en: `Which platforms ${name} supports is not stated.`,
            },
      ],
      evidence: [],
    };
  }
  const listed = joinTexts(
    supports.map((platform) => platformNames[platform]),
    ', ',
  );
  return {
    problems: supports.includes(needed)
      ? []
      : [
          {
            text: {
              sv: `${site.name} är ${platformNames[needed].sv}, men ${name} stöder bara ${listed.sv}.`,
              en: `${site.name} is ${platformNames[needed].en}, but ${name} supports only ${listed.en}.`,
            },
          },
        ],
    unknowns: [],
    evidence: [
      {
        text: { sv: `${name} stöder ${listed.sv}`, en: `${name} supports ${listed.en}` },
        source: declaredAt(declaration, 'suppliers.yaml', `/suppliers/${index}/supports`),
        at: null,
      },
    ],
  };
}

function platformOf({ kind, hypervisor }: Site): SupportedPlatform | 'operated' | null {
  if (kind !== 'adopted') return kind;
  return hypervisor === 'operator' ? 'operated' : (hypervisor ?? null);
}
