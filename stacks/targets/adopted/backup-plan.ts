import { formatList } from '#model/format/plural.ts';
import { inBoth } from './describe-end.ts';
import { exactSpan } from './exact-span.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Backup jobs by service-level class. */
export const backupPlan: WorkKind = {
  kind: 'BackupPlan',
  description: {
    sv: 'Ett jobb för säkerhetskopiering per servergrupp, efter tjänstens servicenivå.',
    en: 'A backup job for each server group, by the service level of the service.',
  },
  order: (work) =>
    work.slice.backups.map((plan): WorkDraft => {
      const group = work.group(plan.group);
      const service = group?.service ?? plan.group;
      const servers = inBoth((lang) =>
        formatList(
          (group?.servers ?? []).map(({ hostName }) => hostName),
          lang,
        ),
      );
      const disks = inBoth((lang) =>
        formatList([lang === 'sv' ? 'systemdisk' : 'system disk', ...plan.disks], lang),
      );
      const first = clockOf(plan.offsetSeconds);
      const engine =
        work.declaration.standards.engines.find(({ id }) => id === plan.engine)?.name ?? plan.engine;
      return {
        key: `backup:${plan.group}`,
        subject: serviceSubject(work, service),
        what: {
          sv: `Kopiera ${servers.sv} (${disks.sv}) med högst ${exactSpan(plan.everySeconds, 'sv')} emellan, första gången ${first}, och spara i ${exactSpan(plan.keepSeconds, 'sv')}.${engine === null ? '' : ` Ta databasen med den kopiering som hör till ${engine}.`}${plan.isolatedCopy ? ' En kopia ska ligga där plattformens administratörer inte kan radera.' : ''} Prova återläsning med högst ${exactSpan(plan.restoreTestEverySeconds, 'sv')} emellan, klar inom ${exactSpan(plan.rtoSeconds, 'sv')}.`,
          en: `Copy ${servers.en} (${disks.en}) every ${exactSpan(plan.everySeconds, 'en')} from ${first}, keep for ${exactSpan(plan.keepSeconds, 'en')}.${engine === null ? '' : ` Take the database by the backup that belongs to ${engine}.`}${plan.isolatedCopy ? ' One copy must lie where administrators of the platform cannot delete it.' : ''} Prove a restore at least every ${exactSpan(plan.restoreTestEverySeconds, 'en')}, done within ${exactSpan(plan.rtoSeconds, 'en')}.`,
        },
        where: { sv: 'systemet för säkerhetskopiering', en: 'the backup system' },
        why: reasonFor(work, {
          controls: ['GV-27', 'GV-28'],
          at: [plan.at],
          decisions: [...plan.keepDecisions, ...plan.retentionDecisions],
          fields: [
            { service, field: 'serviceLevel' },
            { service, field: 'information' },
          ],
        }),
        who: responsibleFor(work, service, 'backup'),
        verification: {
          method: 'manual',
          how: {
            sv: 'Den som sköter säkerhetskopieringen läser av jobb, senaste kopia, sparande och isolerad kopia.',
            en: 'Whoever runs the backups reads job, newest copy, retention and isolated copy.',
          },
        },
      };
    }),
};

function clockOf(secondsAfterMidnight: number): string {
  const minutes = Math.floor(secondsAfterMidnight / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
