import type { Text } from '#model/format/text.ts';
import type {
  BackupPlan,
  MaintenanceWindow,
  MonitoringPlan,
  Weekday,
} from '#model/platform/planned-operations.ts';
import { type ComparedPart, plain, serviceOfKey, several, span, yesNo } from './part.ts';

/** How data are copied. */
export const backups: ComparedPart<BackupPlan> = {
  part: 'backup',
  items: ({ plan }) => plan.backups,
  keyOf: ({ group }) => group,
  servicesOf: ({ group }) => [serviceOfKey(group)],
  describe: ({ group }) => ({ sv: `Säkerhetskopian av ${group}`, en: `The backup of ${group}` }),
  fields: [
    { label: { sv: 'var', en: 'every' }, value: ({ everySeconds }) => span(everySeconds) },
    { label: { sv: 'sparas', en: 'kept' }, value: ({ keepSeconds }) => span(keepSeconds) },
    { label: { sv: 'RPO', en: 'RPO' }, value: ({ rpoSeconds }) => span(rpoSeconds) },
    { label: { sv: 'RTO', en: 'RTO' }, value: ({ rtoSeconds }) => span(rtoSeconds) },
    {
      label: { sv: 'isolerad kopia', en: 'isolated copy' },
      value: ({ isolatedCopy }) => yesNo(isolatedCopy),
    },
    {
      label: { sv: 'återläsning provas var', en: 'restore tested every' },
      value: ({ restoreTestEverySeconds }) => span(restoreTestEverySeconds),
    },
    { label: { sv: 'diskar', en: 'disks' }, value: ({ disks }) => several(disks) },
  ],
  placeOf: ({ at }) => at,
};

const weekdays: Readonly<Record<Weekday, Text>> = {
  mon: { sv: 'måndag', en: 'Monday' },
  tue: { sv: 'tisdag', en: 'Tuesday' },
  wed: { sv: 'onsdag', en: 'Wednesday' },
  thu: { sv: 'torsdag', en: 'Thursday' },
  fri: { sv: 'fredag', en: 'Friday' },
  sat: { sv: 'lördag', en: 'Saturday' },
  sun: { sv: 'söndag', en: 'Sunday' },
};

/** When servers are patched. */
export const maintenance: ComparedPart<MaintenanceWindow> = {
  part: 'maintenance',
  items: ({ plan }) => plan.maintenance,
  keyOf: ({ server }) => server,
  servicesOf: ({ server }) => [serviceOfKey(server)],
  describe: ({ server }) => ({
    sv: `Servicefönstret för ${server}`,
    en: `The maintenance window of ${server}`,
  }),
  fields: [
    {
      label: { sv: 'tid', en: 'time' },
      value: ({ weekday, from, minutes }) => {
        const day = weekday === null ? { sv: 'varje dag', en: 'every day' } : weekdays[weekday];
        return { sv: `${day.sv} ${from}, ${minutes} min`, en: `${day.en} ${from}, ${minutes} min` };
      },
    },
    { label: { sv: 'våg', en: 'wave' }, value: ({ wave }) => plain(wave) },
  ],
  placeOf: () => null,
};

/** What is watched. */
export const monitoring: ComparedPart<MonitoringPlan> = {
  part: 'monitoring',
  items: ({ plan }) => plan.monitoring,
  keyOf: ({ service }) => service,
  servicesOf: ({ service }) => [service],
  describe: ({ service }) => ({ sv: `Övervakningen av ${service}`, en: `The monitoring of ${service}` }),
  fields: [
    {
      label: { sv: 'tillgänglighet', en: 'availability' },
      value: ({ availabilityPercent }) =>
        availabilityPercent === null
          ? null
          : { sv: `${String(availabilityPercent).replace('.', ',')} %`, en: `${availabilityPercent}%` },
    },
    { label: { sv: 'tider', en: 'hours' }, value: ({ hours }) => plain(hours) },
    { label: { sv: 'larm dygnet runt', en: 'alarm always' }, value: ({ alarmAlways }) => yesNo(alarmAlways) },
    { label: { sv: 'prov', en: 'checks' }, value: ({ checks }) => several(checks.map(({ url }) => url)) },
  ],
  placeOf: () => null,
};
