import { formatList } from '#model/format/plural.ts';
import { inBoth } from './describe-end.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Database engines, which are installed on machines here: no platform runs them. */
export const database: WorkKind = {
  kind: 'Database',
  description: {
    sv: 'Databashanterare som installeras på servrarna.',
    en: 'Database engines that are installed on the servers.',
  },
  order: (work) =>
    work.slice.databases.map(({ group: key, engine, replicas }): WorkDraft => {
      const group = work.group(key);
      const service = group?.service ?? key;
      const name = work.declaration.standards.engines.find(({ id }) => id === engine)?.name ?? engine;
      const servers = inBoth((lang) =>
        formatList(
          (group?.servers ?? []).map(({ hostName }) => hostName),
          lang,
        ),
      );
      const hasReplicas = replicas > 1;
      return {
        key: `database:${key}`,
        subject: serviceSubject(work, service),
        what: {
          sv: `Installera ${name} på ${servers.sv}${hasReplicas ? ', med replikering mellan dem' : ''}. Lägg databasfilerna på datadiskarna.`,
          en: `Install ${name} on ${servers.en}${hasReplicas ? ', replicated between them' : ''}. Put the database files on the data disks.`,
        },
        where: servers,
        why: reasonFor(work, {
          controls: ['GV-12', 'GV-15'],
          at: group === undefined ? [] : [group.at],
          fields: [{ service, field: 'servers' }],
        }),
        who: responsibleFor(work, service, 'application'),
        verification: {
          method: 'manual',
          how: {
            sv: 'Den som sköter databasen läser av version, replikering och var filerna ligger.',
            en: 'Whoever runs the database reads version, replication and where the files are.',
          },
        },
      };
    }),
};
