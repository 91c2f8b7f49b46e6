import type { BackupPlan, MaintenanceWindow } from '#model/platform/planned-operations.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import type { ServicePlan } from '../../figures/service-plan.ts';
import { type Content, type Html, html, join } from '../html.ts';
import { notMeasured } from '../parts/not-measured.ts';
import { placeLink } from '../parts/source-link.ts';
import { table } from '../parts/table.ts';
import { exactSpan } from '../platform/exact-span.ts';
import { weekdayWords } from '../platform/vocabulary.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { decision } from './decision.ts';
import type { DeclaredData } from './declared-data.ts';

const words = {
  noServers: {
    sv: 'Tjänsten har inga servrar att kopiera eller underhålla.',
    en: 'The service has no servers to copy or maintain.',
  },
  backup: { sv: 'Säkerhetskopior', en: 'Backups' },
  role: { sv: 'Roll', en: 'Role' },
  copied: { sv: 'Kopieras', en: 'Copied' },
  every: (span: string, clock: string) => ({
    sv: `högst ${span} emellan, första ${clock}`,
    en: `at most ${span} between, first at ${clock}`,
  }),
  kept: { sv: 'Sparas', en: 'Kept' },
  decided: { sv: 'Tiden som kopior sparas vilar på', en: 'The time copies are kept rests on' },
  notDecided: { sv: 'inget beslut', en: 'no decision' },
  isolated: { sv: 'Isolerad kopia', en: 'Isolated copy' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  promise: { sv: 'Högsta förlust och återställning', en: 'Longest loss and restore' },
  loss: (span: string) => ({ sv: `${span} förlust`, en: `${span} of loss` }),
  restore: (span: string) => ({ sv: `åter inom ${span}`, en: `back within ${span}` }),
  what: { sv: 'Vad', en: 'What' },
  system: { sv: 'systemdisk', en: 'system disk' },
  test: { sv: 'Återläsning provas', en: 'Restore tried' },
  testEvery: (span: string) => ({ sv: `minst en gång på ${span}`, en: `at least once in ${span}` }),
  declared: { sv: 'Deklarerat i', en: 'Declared in' },
  noBackup: {
    sv: 'Ingen kopia är planerad: tjänsten har ingen servicenivå.',
    en: 'No backup is planned: the service has no service level.',
  },
  last: { sv: 'Senaste kopia och återläsningsprov', en: 'Last backup and restore test' },
  fill: {
    sv: 'backupsystemets uppgifter kan inte läsas in än',
    en: 'the backup system’s records cannot be imported yet',
  },
  maintenance: { sv: 'Underhållsfönster', en: 'Maintenance windows' },
  server: { sv: 'Server', en: 'Server' },
  window: { sv: 'Får startas om', en: 'May be restarted' },
  daily: { sv: 'varje natt', en: 'every night' },
  wave: { sv: 'Våg', en: 'Wave' },
  within: {
    sv: 'inom avtalad tid: ingen natt är fri',
    en: 'within agreed hours: no night is free',
  },
  noWindow: { sv: 'inget planerat', en: 'none planned' },
};

/** How each server role is copied, and when each server may be patched and restarted. */
export function backupAndMaintenance(data: DeclaredData, plan: ServicePlan, view: View): Html {
  const t = speak(words, view.lang);
  if (plan.groups.length === 0) return html`<p class="muted">${t.noServers}</p>`;
  return html`<h3>${t.backup}</h3><p class="hint">${t.last}: ${notMeasured(t.fill, view.lang)}</p>${
    plan.backups.size === 0 ? html`<p class="note">${t.noBackup}</p>` : backups(data, plan, view)
  }
<h3 class="spaced">${t.maintenance}</h3>${windows(plan, view)}`;
}

function backups(data: DeclaredData, { groups, backups: byGroup }: ServicePlan, view: View): Html {
  const t = speak(words, view.lang);
  const decisions = [...new Set([...byGroup.values()].flatMap(({ keepDecisions }) => keepDecisions))];
  const rests =
    decisions.length === 0
      ? t.notDecided
      : join(
          decisions.map((id) => decision(id, data, view)),
          '; ',
        );
  return html`${table({
    id: 'kopior-tabell',
    caption: t.backup,
    captionHeard: true,
    columns: [
      { head: t.role },
      { head: t.copied },
      { head: t.kept },
      { head: t.isolated },
      { head: t.promise },
      { head: t.test },
      { head: t.what },
      { head: t.declared },
    ],
    rows: groups.flatMap((group) => {
      const backup = byGroup.get(group.key);
      return backup === undefined ? [] : [backupRow(group, backup, data, view)];
    }),
  })}<p class="hint spaced">${t.decided}: ${rests}</p>`;
}

function backupRow(
  group: ServerGroup,
  backup: BackupPlan,
  data: DeclaredData,
  view: View,
): readonly Content[] {
  const t = speak(words, view.lang);
  const span = (seconds: number) => exactSpan(seconds, view);
  const engine = backup.engine === null ? [] : [data.names.engine(backup.engine)];
  return [
    group.role,
    t.every(span(backup.everySeconds), clockOf(backup.offsetSeconds)),
    span(backup.keepSeconds),
    backup.isolatedCopy ? t.yes : t.no,
    html`${t.loss(span(backup.rpoSeconds))}<br>${t.restore(span(backup.rtoSeconds))}`,
    t.testEvery(span(backup.restoreTestEverySeconds)),
    [t.system, ...backup.disks, ...engine].join(', '),
    placeLink(backup.at),
  ];
}

function windows(plan: ServicePlan, view: View): Html {
  const t = speak(words, view.lang);
  return table({
    id: 'fonster-tabell',
    caption: t.maintenance,
    captionHeard: true,
    columns: [{ head: t.server, wide: true }, { head: t.window }, { head: t.wave, numeric: true }],
    rows: plan.groups.flatMap(({ servers }) =>
      servers.map(({ key, hostName }) => {
        const window = plan.windows.get(key);
        return [
          hostName,
          window === undefined ? html`<span class="muted">${t.noWindow}</span>` : windowText(window, view),
          window === undefined ? '–' : String(window.wave),
        ];
      }),
    ),
  });
}

function windowText({ weekday, from, minutes, withinServiceHours }: MaintenanceWindow, view: View): Html {
  const t = speak(words, view.lang);
  const day = weekday === null ? t.daily : weekdayWords[weekday][view.lang];
  const [hours = 0, start = 0] = from.split(':').map(Number);
  const end = clockOf((hours * 60 + start + minutes) * 60);
  return html`${day} ${from}–${end}${withinServiceHours && html`<span class="under">${t.within}</span>`}`;
}

/** `02:09` of seconds after midnight; past midnight it begins anew. */
function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
