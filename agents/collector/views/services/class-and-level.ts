import { serviceLevelOf } from '#model/declaration/declaration.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { missing, notMeasured } from '../parts/not-measured.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { decision } from './decision.ts';
import type { DeclaredData } from './declared-data.ts';
import { classAspects, classWords, levelWords } from './vocabulary.ts';

const words = {
  noClass: {
    sv: 'Tjänsten är inte klassad. Skriv classification i tjänstens fil med beslut.',
    en: 'The service is not classified. Write classification in its file, with the decision.',
  },
  decision: { sv: 'Beslut', en: 'Decision' },
  level: { sv: 'Servicenivå', en: 'Service level' },
  hours: { sv: 'Tjänstetid', en: 'Service hours' },
  availability: { sv: 'Tillgänglighet', en: 'Availability' },
  rto: { sv: 'Återställningstid (RTO)', en: 'Recovery time (RTO)' },
  rpo: { sv: 'Dataförlusttid (RPO)', en: 'Data loss (RPO)' },
  backup: { sv: 'Säkerhetskopia', en: 'Backup' },
  backupText: (every: string, keep: string) => ({
    sv: `var ${every}, sparas ${keep}`,
    en: `every ${every}, kept ${keep}`,
  }),
  isolated: { sv: 'isolerad kopia', en: 'isolated copy' },
  lastBackup: { sv: 'Senaste kopia och återläsningsprov', en: 'Last backup and restore test' },
  backupFill: {
    sv: 'backupsystemets uppgifter kan inte läsas in än',
    en: 'the backup system’s records cannot be imported yet',
  },
  measuredAvailability: {
    sv: 'tjänstens kontroller (checks) körs inte än',
    en: 'the service’s checks are not run yet',
  },
  outcome: { sv: 'Utfall', en: 'Outcome' },
  target: { sv: 'minst', en: 'at least' },
};

const minus = (text: string): string => text.replace('-', '–');

/** Class with its decision and service level with its decision; outcomes where there are any. */
export function classAndLevel(data: DeclaredData, view: View): Html {
  const { service, declaration, names } = data;
  const { lang, format } = view;
  const t = speak(words, lang);
  const { classification, serviceLevel } = service;
  const level = serviceLevelOf(declaration, service);
  return html`${
    classification === undefined
      ? html`<p class="note">${t.noClass}</p>`
      : facts([
          ...classAspects.map((aspect) => {
            const value = classification[aspect];
            return [
              classWords[aspect][lang],
              value === undefined ? missing(lang) : html`<b>${value}</b> ${levelWords[value]?.[lang]}`,
            ] as const;
          }),
          [t.decision, decision(classification.decision, data, view)],
        ])
  }
<h3 class="spaced">${t.level}</h3>${
    serviceLevel === undefined || level === undefined
      ? html`<p>${missing(lang)}</p>`
      : facts([
          [t.level, html`${names.serviceLevel(level.id)}<span class="under">${level.description}</span>`],
          [t.decision, decision(serviceLevel.decision, data, view)],
          [t.hours, serviceHours(level.hours, lang)],
          [
            t.availability,
            html`${t.target} ${format.number(level.availabilityPercent, decimalsOf(level.availabilityPercent))}\u00a0%`,
          ],
          [t.rto, spanOf(level.rto, view)],
          [t.rpo, spanOf(level.rpo, view)],
          [
            t.backup,
            `${t.backupText(spanOf(level.backup.every, view), spanOf(level.backup.keep, view))}${level.backup.isolatedCopy ? `, ${t.isolated}` : ''}`,
          ],
          [t.lastBackup, notMeasured(t.backupFill, lang)],
          [`${t.outcome}: ${t.availability.toLowerCase()}`, notMeasured(t.measuredAvailability, lang)],
        ])
  }`;
}

const days = {
  mon: { sv: 'mån', en: 'Mon' },
  tue: { sv: 'tis', en: 'Tue' },
  wed: { sv: 'ons', en: 'Wed' },
  thu: { sv: 'tors', en: 'Thu' },
  fri: { sv: 'fre', en: 'Fri' },
  sat: { sv: 'lör', en: 'Sat' },
  sun: { sv: 'sön', en: 'Sun' },
} as const;

/** `mon-fri 07:00-18:00` → mån–fre 07:00–18:00. */
export function serviceHours(hours: string, lang: View['lang']): string {
  if (hours === '24/7') return lang === 'sv' ? 'dygnet runt' : 'around the clock';
  const [range = '', clock = ''] = hours.split(' ');
  const named = range.split('-').map((name) => days[name as keyof typeof days]?.[lang] ?? name);
  return `${named.join('–')} ${minus(clock)}`;
}

const spanUnits = {
  m: { sv: { one: 'minut', other: 'minuter' }, en: { one: 'minute', other: 'minutes' } },
  h: { sv: { one: 'timme', other: 'timmar' }, en: { one: 'hour', other: 'hours' } },
  d: { sv: { one: 'dygn', other: 'dygn' }, en: { one: 'day', other: 'days' } },
} as const;

/** `4h` → 4 timmar, in the unit it was declared in. */
export function spanOf(duration: string, { lang, format }: View): string {
  const unit = duration.at(-1) as keyof typeof spanUnits;
  return format.count(Number(duration.slice(0, -1)), spanUnits[unit][lang]);
}

const decimalsOf = (value: number): number => (String(value).split('.')[1] ?? '').length;
