import { sectionData } from '#model/report/section.ts';
import { sectionTexts } from '#model/report/section-texts.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Html, html } from '../html.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { drawn } from './drawn.ts';
import { tristate } from './tristate.ts';

const words = {
  unknown: { sv: 'okänt', en: 'unknown' },
  disk: { sv: 'Disk', en: 'Disk' },
  kind: { sv: 'Slag', en: 'Kind' },
  model: { sv: 'Modell', en: 'Model' },
  serial: { sv: 'Serienummer', en: 'Serial number' },
  size: { sv: 'Storlek', en: 'Size' },
  volume: { sv: 'Volym', en: 'Volume' },
  type: { sv: 'Filsystem', en: 'File system' },
  used: { sv: 'Använt', en: 'Used' },
  encrypted: { sv: 'Krypterad', en: 'Encrypted' },
  yes: { sv: 'ja', en: 'yes' },
  no: { sv: 'nej', en: 'no' },
  noVolumes: { sv: 'Inga volymer.', en: 'No volumes.' },
  noDisks: { sv: 'Inga diskar syns.', en: 'No disks are visible.' },
};

/** Disks, file systems and their encryption. */
export function storage(sections: Sections, view: View): Html {
  const t = speak(words, view.lang);
  const encryption = new Map(
    sectionData(sections['disk-encryption'])?.volumes.map((volume) => [volume.mount, volume]),
  );
  const dash = html`<span class="muted">–</span>`;
  return html`<h3>${sectionTexts['file-systems'].title[view.lang]}</h3>
${drawn(
  sections['file-systems'],
  ({ fileSystems }) =>
    table({
      id: 'filsystem-tabell',
      caption: t.volume,
      captionHeard: true,
      columns: [
        { head: t.volume },
        { head: t.type },
        { head: t.size, numeric: true },
        { head: t.used, numeric: true },
        { head: t.encrypted },
      ],
      rows: fileSystems.map(({ mount, type, sizeBytes, usedPercent }) => {
        const volume = encryption.get(mount);
        return [
          html`<code>${mount}</code>`,
          type,
          sizeBytes === null ? dash : view.format.bytes(sizeBytes),
          usedPercent === null ? dash : view.format.percent(usedPercent / 100),
          volume === undefined
            ? t.unknown
            : html`${tristate(volume.encrypted, t)}${volume.method !== null && ` (${volume.method})`}`,
        ];
      }),
      empty: t.noVolumes,
    }),
  view,
)}
<h3>${sectionTexts.disks.title[view.lang]}</h3>
${drawn(
  sections.disks,
  ({ disks }) =>
    table({
      id: 'diskar-tabell',
      caption: t.disk,
      captionHeard: true,
      columns: [
        { head: t.disk },
        { head: t.kind },
        { head: t.model, wide: true },
        { head: t.serial },
        { head: t.size, numeric: true },
      ],
      rows: disks.map(({ name, kind, model, serial, sizeBytes }) => [
        html`<code>${name}</code>`,
        kind ?? t.unknown,
        model ?? dash,
        serial ?? dash,
        view.format.bytes(sizeBytes),
      ]),
      empty: t.noDisks,
    }),
  view,
)}
${sections['disk-encryption'] !== undefined && encryption.size === 0 && html`<h3>${sectionTexts['disk-encryption'].title[view.lang]}</h3>${drawn(sections['disk-encryption'], () => null, view)}`}`;
}
