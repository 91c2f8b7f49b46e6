import type { Text } from '#model/format/text.ts';
import type { PlannedEService } from '#model/platform/planned-publication.ts';
import type { RenderedComponent, Unsupported } from '#model/platform/rendering.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { serverAddresses } from './parts/address-blocks.ts';
import { gatewayResources, publishedByZone } from './parts/gateway.ts';
import { labelKeys } from './parts/labels.ts';
import { cannotGrow } from './server-group.ts';

/** Annotation with hosts of an e-service that the internet does not reach on any port: they have no listener. */
export const unreachedHosts = 'grundval.se/unreached-hosts';

/** What the public reaches: a gateway, with the service's groups behind it. Names and scaling stand with those. */
export const eService: Component = {
  kind: 'EService',
  description: {
    sv: 'En Gateway för e-tjänsten, med väg till de grupper som allmänheten når.',
    en: 'A Gateway for the e-service, with a way to the groups that the public reaches.',
  },
  render(slice) {
    const components: RenderedComponent[] = [];
    const unsupported: Unsupported[] = [];
    for (const planned of slice.eServices) {
      const at = atOf(slice, planned);
      const reason = whyNot(slice, planned);
      if (reason !== null) unsupported.push({ kind: 'EService', key: planned.service, at, reason });
      components.push({
        kind: 'EService',
        layer: 'services',
        key: planned.service,
        at,
        resources: gatewayResources(slice, planned.service, {
          labels: { [labelKeys.eService]: planned.service },
          annotations: {
            'grundval.se/public-name': planned.publicName,
            'grundval.se/login': planned.login,
            [unreachedHosts]: unreached(slice, planned).join(' '),
          },
        }),
      });
    }
    return { components, unsupported };
  },
};

function atOf({ groups }: PlatformSlice, { scaling }: PlannedEService) {
  return groups.find(({ key }) => scaling.some(({ group }) => group === key))?.at ?? null;
}

function unreached(slice: PlatformSlice, { service, hosts }: PlannedEService): readonly string[] {
  const reached = publishedByZone(slice, service).flatMap(({ ports }) =>
    ports.flatMap(({ names }) => names.map(({ host }) => host)),
  );
  return hosts.filter((host) => !reached.includes(host));
}

function whyNot({ groups }: PlatformSlice, { scaling }: PlannedEService): Text | null {
  for (const { group: key, minimum, maximum } of scaling) {
    const group = groups.find((each) => each.key === key);
    if (group === undefined) return standsElsewhere;
    if (serverAddresses(group.servers).length === 0) return withoutAddress;
    if (group.form !== 'containers' && maximum > minimum) return cannotGrow;
  }
  return null;
}

const standsElsewhere = {
  sv: 'En del av e-tjänsten står på en annan plats och kan inte ligga bakom den här platsens ingång.',
  en: 'A part of the e-service stands on another site and cannot be behind the gateway of this one.',
} as const;

const withoutAddress = {
  sv: 'En grupp som allmänheten når har ingen adress i planen. Ge servrarna adresser med `addresses`.',
  en: 'A group that the public reaches has no address in the plan. Give its servers some by `addresses`.',
} as const;
