import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serverSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Disks for data, besides the system disk. */
export const dataDisk: WorkKind = {
  kind: 'DataDisk',
  description: {
    sv: 'Datadiskar på servrarna, utöver systemdisken.',
    en: 'Data disks of the servers, besides the system disk.',
  },
  order: (work) =>
    work.slice.groups.flatMap(({ servers, disks, service, at }) =>
      servers.flatMap((server) =>
        disks.map(({ name, sizeGib }): WorkDraft => {
          // Two disks of one size are one kind of disk twice: the second is there when two are.
          const count = disks.filter(
            (other) => other.sizeGib > sizeGib || (other.sizeGib === sizeGib && other.name <= name),
          ).length;
          return {
            key: `disk:${server.key}/${name}`,
            subject: serverSubject(server),
            what: {
              sv: `Ge ${server.hostName} disken ${name} på ${sizeGib} GiB, skild från systemdisken.`,
              en: `Give ${server.hostName} the disk ${name} of ${sizeGib} GiB, apart from the system disk.`,
            },
            where: work.words.tool,
            why: reasonFor(work, {
              controls: ['GV-27', 'GV-30'],
              at: [at],
              fields: [{ service, field: 'servers' }],
            }),
            who: responsibleFor(work, service, 'virtualisation'),
            verification: {
              method: 'agent',
              device: server.id,
              facts: [{ fact: 'disk', sizeGib, count }],
              how: {
                sv: 'Mätprogrammet läser diskarnas storlek.',
                en: 'The agent reads the size of the disks.',
              },
            },
          };
        }),
      ),
    ),
};
