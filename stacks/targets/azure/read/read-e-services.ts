import type { EServiceMeaning } from '#model/platform/meaning.ts';
import { sortedTexts } from '#stacks/plan/by-key.ts';
import { keyOf, numberAt, tagOf } from './look.ts';
import { gatewayListeners } from './public-ways.ts';
import type { ResourceIndex } from './resource-index.ts';

/** E-services: firewall policies, the names they guard, and how many answer behind them. */
export function readEServices(index: ResourceIndex): readonly EServiceMeaning[] {
  const listeners = gatewayListeners(index);
  return index
    .ofType('azure-native:network:WebApplicationFirewallPolicy')
    .flatMap((policy): readonly EServiceMeaning[] => {
      const key = keyOf(policy, 'service');
      if (key === null) return [];
      const guarded = listeners.filter((listener) => listener.policy === policy);
      const groups = tagOf(policy, 'groups')?.split(' ') ?? [];
      return [
        {
          key,
          resources: [policy.name, ...new Set(guarded.map(({ resource }) => resource.name))],
          hosts: sortedTexts(guarded.map(({ host }) => host)),
          scaling: groups
            .filter((group) => group !== '')
            .map((group) => ({ group, ...countOf(index, group) })),
        },
      ];
    });
}

function countOf(
  index: ResourceIndex,
  group: string,
): { readonly minimum: number; readonly maximum: number } {
  const app = index.ofType('azure-native:app:ContainerApp').find((each) => keyOf(each, 'group') === group);
  if (app !== undefined) {
    return {
      minimum: numberAt(app.inputs, 'template', 'scale', 'minReplicas') ?? 0,
      maximum: numberAt(app.inputs, 'template', 'scale', 'maxReplicas') ?? 0,
    };
  }
  const machines = index
    .ofType('azure-native:compute:VirtualMachine')
    .filter((each) => keyOf(each, 'server')?.replace(/\/\d+$/, '') === group);
  return { minimum: machines.length, maximum: machines.length };
}
