import type { Evidence } from '#model/controls/result.ts';
import { type Declaration, declaredAt } from '#model/declaration/declaration.ts';
import { isBuilt } from '#model/declaration/stage.ts';
import { formatNumber, hardSpace } from '#model/format/number.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { Problem } from './verdict.ts';

/** How far a site may be filled. */
export interface CapacityRules {
  /** Virtual processors for each thread of the hosts. */
  readonly overcommit: number;
  readonly memoryPercent: number;
  readonly storagePercent: number;
  /** Assumed size of a system disk, which no declaration says. */
  readonly systemDiskGib: number;
  readonly surviveDomainLoss: boolean;
  readonly maximumAgeYears: number;
}

/** What all servers of a site ask for under load. */
export interface Demand {
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly storageGib: number;
}

/** What is to be said of one site, to every service that stands there. */
export interface SiteFound {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

type PlatformSite = Declaration['organisation']['platformSites'][number];

/** Does a site hold all that is built there, and still where its largest part is lost? */
export function judgeSite(
  siteId: string,
  plan: PlatformPlan,
  declaration: Declaration,
  rules: CapacityRules,
  year: number,
): SiteFound {
  const { platformSites } = declaration.organisation;
  const index = platformSites.findIndex(({ id }) => id === siteId);
  const site = platformSites[index];
  const capacity = site?.capacity;
  if (site === undefined || capacity === undefined) {
    const name = site?.name ?? siteId;
    const unknown = {
      sv: `Hur mycket ${name} rymmer är inte deklarerat.`,
      en: `How much ${name} holds is not declared.`,
    };
    return { problems: [], unknowns: [unknown], evidence: [] };
  }
  const demand = demandOf(siteId, plan, declaration, rules.systemDiskGib);
  const source = declaredAt(declaration, 'grundval.yaml', `/platformSites/${index}/capacity`);
  const limits = limitsOf(capacity, rules);
  const domains = site.failureDomains.length;
  const over = resources.filter(({ key }) => demand[key] > limits[key]);
  const lost =
    rules.surviveDomainLoss && domains > 1
      ? resources.filter(
          ({ key, isShared }) => isShared && demand[key] > (limits[key] * (domains - 1)) / domains,
        )
      : [];
  return {
    problems: [
      ...over.map((resource) => ({ text: describeOver(resource, demand, limits, site) })),
      ...lost
        .filter((resource) => !over.includes(resource))
        .map((resource) => ({ text: describeLoss(resource, demand, limits, site) })),
    ],
    unknowns:
      capacity.year < year - rules.maximumAgeYears
        ? [
            {
              sv: `Uppgiften om vad ${site.name} rymmer är från ${capacity.year}, för gammal för att säga något.`,
              en: `What ${site.name} holds was written down in ${capacity.year}, too long ago to say anything.`,
            },
          ]
        : [],
    evidence: [
      ...resources.map((resource) => ({
        text: describeUse(resource, demand, limits, site),
        source,
        at: null,
      })),
      {
        text: {
          sv: `${capacity.source}, ${capacity.year}. Systemdiskar räknas som ${rules.systemDiskGib} GiB`,
          en: `${capacity.source}, ${capacity.year}. System disks are taken as ${rules.systemDiskGib} GiB`,
        },
        source,
        at: null,
      },
    ],
  };
}

interface Resource {
  readonly key: keyof Demand;
  readonly name: Text;
  /** Is it lost with a part of the site? Storage is taken as the site's own, copied between its parts. */
  readonly isShared: boolean;
}

const resources: readonly Resource[] = [
  { key: 'vcpus', name: { sv: 'vCPU', en: 'vCPU' }, isShared: true },
  { key: 'memoryGib', name: { sv: 'GiB minne', en: 'GiB of memory' }, isShared: true },
  { key: 'storageGib', name: { sv: 'GiB lagring', en: 'GiB of storage' }, isShared: false },
];

function limitsOf(capacity: NonNullable<PlatformSite['capacity']>, rules: CapacityRules): Demand {
  return {
    vcpus: Math.floor(capacity.vcpus * rules.overcommit),
    memoryGib: Math.floor((capacity.memoryGib * rules.memoryPercent) / 100),
    storageGib: Math.floor((capacity.storageGib * rules.storagePercent) / 100),
  };
}

/** The plan's servers, each role at its most, and those of other environments that share the site. */
function demandOf(
  siteId: string,
  plan: PlatformPlan,
  declaration: Declaration,
  systemDiskGib: number,
): Demand {
  const here = plan.groups
    .filter(({ build, platformSite }) => build && platformSite === siteId)
    .map(({ vcpus, memoryGib, disks, maxCount, servers }) => ({
      vcpus,
      memoryGib,
      disks,
      count: Math.max(maxCount, servers.length),
    }));
  const { environments } = declaration.organisation;
  const production = environments.filter((one) => one.production).map(({ id }) => id);
  const elsewhere = declaration.services
    .filter((service) => isBuilt(service) && service.runsOn === siteId)
    .flatMap((service) => {
      const named = service.environments.length > 0 ? service.environments : production;
      const others = named.filter((id) => id !== plan.environment).length;
      return service.servers.flatMap(({ size, disks, count, maxCount }) => {
        const found = declaration.prices.sizes.find(({ id }) => id === size);
        return found === undefined ? [] : [{ ...found, disks, count: others * (maxCount ?? count) }];
      });
    });
  return [...here, ...elsewhere].reduce(
    (sum, { vcpus, memoryGib, disks, count }) => ({
      vcpus: sum.vcpus + count * vcpus,
      memoryGib: sum.memoryGib + count * memoryGib,
      storageGib:
        sum.storageGib + count * (systemDiskGib + disks.reduce((gib, { sizeGib }) => gib + sizeGib, 0)),
    }),
    { vcpus: 0, memoryGib: 0, storageGib: 0 },
  );
}

type Describe = (resource: Resource, demand: Demand, limits: Demand, site: PlatformSite) => Text;

const describeUse: Describe = ({ key, name }, demand, limits, site) => ({
  sv: `${site.name}: ${formatNumber(demand[key], 'sv')} av ${formatNumber(limits[key], 'sv')}${hardSpace}${name.sv}`,
  en: `${site.name}: ${formatNumber(demand[key], 'en')} of ${formatNumber(limits[key], 'en')}${hardSpace}${name.en}`,
});

const describeOver: Describe = ({ key, name }, demand, limits, site) => ({
  sv: `${site.name} räcker inte: servrarna behöver ${formatNumber(demand[key], 'sv')}${hardSpace}${name.sv}, och där får de använda ${formatNumber(limits[key], 'sv')}.`,
  en: `${site.name} is not enough: the servers need ${formatNumber(demand[key], 'en')}${hardSpace}${name.en}, and they may use ${formatNumber(limits[key], 'en')} there.`,
});

const describeLoss: Describe = ({ key, name }, demand, limits, site) => {
  const domains = site.failureDomains.length;
  const left = Math.floor((limits[key] * (domains - 1)) / domains);
  return {
    sv: `Om en av de ${domains} delarna av ${site.name} faller bort räcker inte resten: ${formatNumber(demand[key], 'sv')}${hardSpace}${name.sv} behövs, ${formatNumber(left, 'sv')} finns kvar om delarna är lika stora.`,
    en: `If one of the ${domains} parts of ${site.name} is lost, the rest is not enough: ${formatNumber(demand[key], 'en')}${hardSpace}${name.en} are needed, ${formatNumber(left, 'en')} are left if the parts are equal.`,
  };
};
