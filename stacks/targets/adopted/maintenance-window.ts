import type { Text } from '#model/format/text.ts';
import type { Weekday } from '#model/platform/planned-operations.ts';
import { exactSpan } from './exact-span.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { serverSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

const weekdays: Readonly<Record<Weekday, Text>> = {
  mon: { sv: 'varje måndag', en: 'every Monday' },
  tue: { sv: 'varje tisdag', en: 'every Tuesday' },
  wed: { sv: 'varje onsdag', en: 'every Wednesday' },
  thu: { sv: 'varje torsdag', en: 'every Thursday' },
  fri: { sv: 'varje fredag', en: 'every Friday' },
  sat: { sv: 'varje lördag', en: 'every Saturday' },
  sun: { sv: 'varje söndag', en: 'every Sunday' },
};
const daily: Text = { sv: 'varje dygn', en: 'every day' };

/** When each server may be patched and restarted. */
export const maintenanceWindow: WorkKind = {
  kind: 'MaintenanceWindow',
  description: {
    sv: 'Tid för uppdatering och omstart av varje server, i vågor.',
    en: 'A time for updates and restart of each server, in waves.',
  },
  order: (work) => {
    const windows = new Map(work.slice.maintenance.map((window) => [window.server, window]));
    return work.slice.groups.flatMap(({ servers, service, at }) =>
      servers.flatMap((server): readonly WorkDraft[] => {
        const window = windows.get(server.key);
        if (window === undefined) return [];
        const { weekday, from, minutes, withinServiceHours, wave } = window;
        const day = weekday === null ? daily : weekdays[weekday];
        const within: Text = withinServiceHours
          ? {
              sv: ' Det är inom avtalad tid: säg till användarna.',
              en: ' That is within agreed hours: tell the users.',
            }
          : { sv: '', en: '' };
        return [
          {
            key: `maintenance:${server.key}`,
            subject: serverSubject(server),
            what: {
              sv: `Uppdatera ${server.hostName} ${day.sv} ${from} (högst ${exactSpan(minutes * 60, 'sv')}), våg ${wave}.${within.sv}`,
              en: `Update ${server.hostName} ${day.en} at ${from} (at most ${exactSpan(minutes * 60, 'en')}), wave ${wave}.${within.en}`,
            },
            where: { sv: 'verktyget för uppdateringar', en: 'the update tool' },
            why: reasonFor(work, {
              controls: ['GV-11'],
              at: [at],
              fields: [{ service, field: 'serviceLevel' }],
            }),
            who: responsibleFor(work, service, 'operating-system'),
            verification: {
              method: 'manual',
              how: {
                sv: 'Den som sköter uppdateringarna läser av tiden; GV-11 visar om de kommer fram.',
                en: 'Whoever runs the updates reads the time; GV-11 shows whether they arrive.',
              },
            },
          },
        ];
      }),
    );
  },
};
