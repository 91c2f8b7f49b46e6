import type { PlacedGroup } from '../../slice.ts';
import { groupSelector } from './labels.ts';

/** Keys by which nodes are told apart: a host, and a failure domain of the site. */
export const topologyKeys = {
  host: 'kubernetes.io/hostname',
  domain: 'topology.kubernetes.io/zone',
} as const;

/** Keeps the servers of a group on different hosts: must, where the service level asks for it; else should. */
export function antiAffinityOf(group: PlacedGroup) {
  const term = { labelSelector: { matchLabels: groupSelector(group) }, topologyKey: topologyKeys.host };
  return {
    podAntiAffinity:
      group.antiAffinity === 'required'
        ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
        : {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
          },
  };
}

/** Spreads interchangeable pods over the failure domains of the site. */
export function domainSpreadOf(group: PlacedGroup, matchLabels: { readonly [key: string]: string }) {
  return [
    {
      maxSkew: 1,
      topologyKey: topologyKeys.domain,
      whenUnsatisfiable:
        group.antiAffinity === 'required' ? ('DoNotSchedule' as const) : ('ScheduleAnyway' as const),
      labelSelector: { matchLabels },
    },
  ];
}
