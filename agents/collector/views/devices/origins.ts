import type { DeviceDetail } from '../../store/store.ts';
import { deviceAddress } from '../address.ts';
import { type Html, html } from '../html.ts';
import { facts } from '../parts/facts.ts';
import { table } from '../parts/table.ts';
import { age, instant, instantAndAge } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  cost: { sv: 'Vad mätningen kostade enheten', en: 'What the reading cost the device' },
  wall: { sv: 'Tid', en: 'Time' },
  cpu: { sv: 'Processortid', en: 'Processor time' },
  memory: { sv: 'Minne som mest', en: 'Peak memory' },
  children: { sv: 'Dess delprogram', en: 'Its child programs' },
  version: { sv: 'Agentens version', en: 'Agent version' },
  missed: { sv: 'Rapporter som ersattes av nyare', en: 'Reports superseded by newer ones' },
  seconds: { sv: 's', en: 's' },
  unknown: { sv: 'okänt', en: 'unknown' },
  id: { sv: 'Id i Grundval', en: 'Id in Grundval' },
  enrolled: { sv: 'Ansluten', en: 'Enrolled' },
  report: { sv: 'Senaste rapport', en: 'Newest report' },
  never: { sv: 'aldrig', en: 'never' },
  conflicts: {
    sv: 'Andra enheter uppger samma maskinvara. Det är en ominstallerad eller en klonad maskin; ta bort den som inte finns.',
    en: 'Other devices state the same hardware. It is a re-installed or a cloned machine; remove the one that does not exist.',
  },
  noConflicts: {
    sv: 'Ingen annan enhet uppger samma maskinvara.',
    en: 'No other device states the same hardware.',
  },
  device: { sv: 'Enhet', en: 'Device' },
  signals: { sv: 'Samma', en: 'Same' },
  imports: { sv: 'Inläst ur andra system', en: 'Imported from other systems' },
  source: { sv: 'Källa', en: 'Source' },
  imported: { sv: 'Inläst', en: 'Imported' },
  contact: { sv: 'Senaste kontakt där', en: 'Last contact there' },
  system: { sv: 'Operativsystem', en: 'Operating system' },
  encrypted: { sv: 'Krypterad', en: 'Encrypted' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  gone: { sv: 'inte med i den senaste exporten', en: 'not in the newest export' },
  noImports: { sv: 'Ingen inläst export nämner enheten.', en: 'No imported export names the device.' },
};

/** What the last run cost, so that nobody has to wonder whether the agent slows the device down. */
export function agentCost({ cost, agentVersion, missedReports }: DeviceDetail, view: View): Html {
  const t = speak(words, view.lang);
  if (cost === null) return html``;
  const seconds = (milliseconds: number) => `${view.format.number(milliseconds / 1000, 2)}\u00a0${t.seconds}`;
  const children = [
    ...(cost.childrenCpuMs === null ? [] : [seconds(cost.childrenCpuMs)]),
    ...(cost.childrenMaxRssBytes === null ? [] : [view.format.bytes(cost.childrenMaxRssBytes, 'binary')]),
  ].join(', ');
  return html`<h3 class="spaced">${t.cost}</h3>${facts([
    [t.wall, seconds(cost.wallMs)],
    [t.cpu, seconds(cost.cpuMs)],
    [t.memory, view.format.bytes(cost.maxRssBytes, 'binary')],
    [t.children, children === '' ? t.unknown : children],
    [t.version, agentVersion ?? t.unknown],
    [t.missed, view.format.number(missedReports)],
  ])}`;
}

/** By what the device is recognised, which others look the same, and what other systems say of it. */
export function imports({ row, device, identityConflicts }: DeviceDetail, view: View): Html {
  const t = speak(words, view.lang);
  const dash = html`<span class="muted">–</span>`;
  return html`${facts([
    [t.id, html`<code>${row.id}</code>`],
    [t.enrolled, device.enrolledAt === null ? t.never : instant(device.enrolledAt, view)],
    [t.report, device.lastReportAt === null ? t.never : instantAndAge(device.lastReportAt, view)],
  ])}
${
  identityConflicts.length === 0
    ? html`<p class="hint spaced">${t.noConflicts}</p>`
    : html`<p class="note finding">${t.conflicts}</p>${table({
        id: 'konflikter-tabell',
        caption: t.signals,
        captionHeard: true,
        columns: [{ head: t.device }, { head: t.signals, wide: true }],
        rows: identityConflicts.map(({ deviceId, name, signals }) => [
          html`<a href="${deviceAddress(deviceId)}">${name}</a>`,
          signals.join(', '),
        ]),
      })}`
}
<h3 class="spaced">${t.imports}</h3>
${table({
  id: 'importer-tabell',
  caption: t.imports,
  captionHeard: true,
  columns: [
    { head: t.source },
    { head: t.imported, tight: true },
    { head: t.contact, tight: true },
    { head: t.system },
    { head: t.encrypted },
  ],
  rows: device.imports.map((record) => [
    html`${record.source}${!record.inLatest && html`<span class="under">${t.gone}</span>`}`,
    instant(record.importedAt, view),
    record.lastSeenAt === null ? dash : age(record.lastSeenAt, view),
    html`${record.operatingSystem ?? dash}${record.build !== null && html`<span class="under">${record.build}</span>`}`,
    record.encrypted === null ? t.unknown : record.encrypted ? t.yes : t.no,
  ]),
  empty: t.noImports,
})}`;
}
