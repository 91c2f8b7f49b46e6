import type { RenderedComponent, Unsupported } from '#model/platform/rendering.ts';
import type { Component } from '../target.ts';
import { containerResources } from './parts/containers.ts';
import { machineResources } from './parts/virtual-machine.ts';

/** A server group: virtual servers, or containers. A database that the platform runs is `Database` alone. */
export const serverGroup: Component = {
  kind: 'ServerGroup',
  description: {
    sv: 'Virtuella servrar i KubeVirt på zonens VLAN, eller behållare i en Deployment.',
    en: 'Virtual servers in KubeVirt on the VLAN of the zone, or containers in a Deployment.',
  },
  render(slice) {
    const published = new Set(slice.eServices.flatMap(({ scaling }) => scaling.map(({ group }) => group)));
    const components = slice.groups.flatMap((group): readonly RenderedComponent[] => {
      const base = {
        kind: 'ServerGroup',
        layer: 'services',
        key: `group:${group.key}`,
        at: group.at,
      } as const;
      if (group.form === 'machines') return [{ ...base, resources: machineResources(slice, group) }];
      if (group.form === 'containers') return [{ ...base, resources: containerResources(slice, group) }];
      return [];
    });
    const unsupported = slice.groups
      // Of an e-service it is said there.
      .filter(({ key }) => !published.has(key))
      .filter(({ form, maxCount, servers }) => form !== 'containers' && maxCount > servers.length)
      .map(
        ({ key, at }): Unsupported => ({ kind: 'ServerGroup', key: `group:${key}`, at, reason: cannotGrow }),
      );
    return { components, unsupported };
  },
};

/** Why virtual servers and databases do not become more by themselves. */
export const cannotGrow = {
  sv: 'Virtuella servrar och databaser blir inte fler av sig själva: var och en har sin egen adress och sina egna diskar ur planen. Höj `count` till det antal som behövs, eller använd en behållaravbild.',
  en: 'Virtual servers and databases do not become more by themselves: each has an address and disks of its own from the plan. Raise `count` to what is needed, or use a container image.',
} as const;
