import { serviceLevelOf } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { CostKind } from '#model/platform/planned-cost.ts';
import type { PlanContext } from './context.ts';

/** One sum of money of a service. */
export interface CostItem {
  readonly kind: CostKind;
  readonly orePerYear: number;
  /** Unit or municipality that pays. */
  readonly payer: string;
}

/**
 * What a service costs in a year. Servers, declared disks, copies of them and the service-level class cost what
 * the price list says, where we run the service ourselves; what others run costs what its cost lines say. A
 * server's system disk is part of the price of its size.
 */
export function costItems({ declaration }: PlanContext, service: Service): readonly CostItem[] {
  const declared = service.costs.map(
    ({ kind, sekPerYear, payer }): CostItem => ({ kind, orePerYear: toOre(sekPerYear), payer }),
  );
  if (service.hosting !== 'own') return declared;
  const { prices } = declaration;
  const payer = service.responsibleUnit;
  const level = serviceLevelOf(declaration, service);
  const ofServers = service.servers.flatMap(({ size, count, disks }): readonly CostItem[] => {
    const gib = count * disks.reduce((sum, { sizeGib }) => sum + sizeGib, 0);
    const sekPerServer = prices.sizes.find(({ id }) => id === size)?.sekPerYear ?? 0;
    return [
      { kind: 'servers', orePerYear: toOre(count * sekPerServer), payer },
      { kind: 'storage', orePerYear: toOre(gib * prices.storageSekPerGibYear), payer },
      ...(level === undefined
        ? []
        : [{ kind: 'backup' as const, orePerYear: toOre(gib * prices.backupSekPerGibYear), payer }]),
    ];
  });
  const ofLevel: readonly CostItem[] =
    level === undefined ? [] : [{ kind: 'service-level', orePerYear: toOre(level.sekPerYear), payer }];
  return [...ofServers, ...ofLevel, ...declared].filter(({ orePerYear }) => orePerYear > 0);
}

function toOre(sek: number): number {
  return Math.round(sek * 100);
}
