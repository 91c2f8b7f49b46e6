import { serviceFilePath } from '#model/declaration/files.ts';
import { formatNumber } from '#model/format/number.ts';
import { formatList } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import { placeOf } from '#model/platform/declared-place.ts';
import type { MonitoringPlan } from '#model/platform/planned-operations.ts';
import { inBoth } from './describe-end.ts';
import { exactSpan } from './exact-span.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** What is watched of each service, and what is an alarm. */
export const monitoring: WorkKind = {
  kind: 'Monitoring',
  description: {
    sv: 'Övervakning och loggar för varje tjänst, efter dess servicenivå.',
    en: 'Monitoring and logs for each service, by its service level.',
  },
  order: (work) =>
    work.slice.monitoring.map((plan): WorkDraft => {
      const { service, groups } = plan;
      const servers = groups.flatMap((key) => work.group(key)?.servers.map(({ hostName }) => hostName) ?? []);
      const names = inBoth((lang) => formatList(servers, lang));
      const parts = [watched(plan), alarm(plan)];
      const declared = work.service(service);
      const pointer = declared?.serviceLevel === undefined ? '/id' : '/serviceLevel';
      return {
        key: `monitoring:${service}`,
        subject: serviceSubject(work, service),
        what: {
          sv: `Övervaka ${names.sv} och samla deras loggar centralt. ${parts.map(({ sv }) => sv).join(' ')}`,
          en: `Watch ${names.en} and gather their logs centrally. ${parts.map(({ en }) => en).join(' ')}`,
        },
        where: { sv: 'övervakningen och den centrala loggen', en: 'the monitoring and the central log' },
        why: reasonFor(work, {
          controls: ['GV-04', 'GV-33'],
          at: [placeOf(work.declaration, serviceFilePath(service), pointer)],
          decisions: [declared?.serviceLevel?.decision],
          fields: [
            { service, field: 'serviceLevel' },
            { service, field: 'checks' },
          ],
        }),
        who: responsibleFor(work, service, 'operating-system'),
        verification: {
          method: 'manual',
          how: {
            sv: 'Den som sköter övervakningen provar ett larm och ser att loggarna kommer fram.',
            en: 'Whoever runs the monitoring tries an alarm and sees that the logs arrive.',
          },
        },
      };
    }),
};

function watched({ checks }: MonitoringPlan): Text {
  if (checks.length === 0) {
    return { sv: 'Ingen kontroll är deklarerad.', en: 'No check is declared.' };
  }
  const list = (lang: keyof Text) =>
    checks
      .map(({ url, everySeconds, alarmAfterSeconds }) =>
        lang === 'sv'
          ? `${url} (${exactSpan(everySeconds, lang)} emellan, larm efter ${exactSpan(alarmAfterSeconds, lang)})`
          : `${url} (every ${exactSpan(everySeconds, lang)}, alarm after ${exactSpan(alarmAfterSeconds, lang)})`,
      )
      .join('; ');
  return { sv: `Kontrollera ${list('sv')}.`, en: `Check ${list('en')}.` };
}

function alarm({ availabilityPercent, alarmAlways, backupAlarmAfterSeconds }: MonitoringPlan): Text {
  const backup: Text =
    backupAlarmAfterSeconds === null
      ? { sv: '', en: '' }
      : {
          sv: ` Larma när senaste säkerhetskopian är äldre än ${exactSpan(backupAlarmAfterSeconds, 'sv')}.`,
          en: ` Alarm where the newest backup is older than ${exactSpan(backupAlarmAfterSeconds, 'en')}.`,
        };
  if (availabilityPercent === null) {
    return {
      sv: `Ingen servicenivå är avtalad, så ingen vet vad som räcker.${backup.sv}`,
      en: `No service level is agreed, so nobody knows what is enough.${backup.en}`,
    };
  }
  const percent = (lang: keyof Text) => formatNumber(availabilityPercent, lang, 1);
  const when: Text = alarmAlways
    ? { sv: 'dygnet runt', en: 'around the clock' }
    : { sv: 'under avtalad tid', en: 'during agreed hours' };
  return {
    sv: `Målet är ${percent('sv')} % av avtalad tid; larma ${when.sv}.${backup.sv}`,
    en: `The goal is ${percent('en')}% of agreed hours; alarm ${when.en}.${backup.en}`,
  };
}
