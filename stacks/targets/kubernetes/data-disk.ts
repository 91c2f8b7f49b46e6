import type { RenderedComponent, Unsupported } from '#model/platform/rendering.ts';
import type { Component } from '../target.ts';
import { dataVolume } from './parts/volumes.ts';

/** A data disk of a virtual server, protected and left behind where the declaration no longer has it. */
export const dataDisk: Component = {
  kind: 'DataDisk',
  description: {
    sv: 'En DataVolume som inte raderas utan att först ha släppts.',
    en: 'A DataVolume that is not deleted without being released first.',
  },
  render: (slice) => ({
    components: slice.groups
      .filter(({ form }) => form === 'machines')
      .flatMap((group) =>
        group.servers.flatMap((server) =>
          group.disks.map(
            (disk): RenderedComponent => ({
              kind: 'DataDisk',
              layer: 'services',
              key: `${server.key}/${disk.name}`,
              at: group.at,
              resources: [dataVolume(slice, group, server, disk)],
            }),
          ),
        ),
      ),
    unsupported: slice.groups
      .filter(({ form, disks }) => form === 'containers' && disks.length > 0)
      .flatMap(({ servers, disks, at }) =>
        servers.flatMap((server) =>
          disks.map(
            (disk): Unsupported => ({
              kind: 'DataDisk',
              key: `${server.key}/${disk.name}`,
              at,
              reason: noDisks,
            }),
          ),
        ),
      ),
  }),
};

const noDisks = {
  sv: 'Behållare är utbytbara och får inga egna diskar. Lägg data i en databas, eller kör tjänsten på virtuella servrar.',
  en: 'Containers are interchangeable and get no disks of their own. Put data in a database, or run the service on virtual servers.',
} as const;
