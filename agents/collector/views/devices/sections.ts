import { type Section, sectionData } from '#model/report/section.ts';
import { sectionTexts } from '#model/report/section-texts.ts';
import { type SectionName, sectionNames } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Content, type Html, html, join } from '../html.ts';
import type { Fact } from '../parts/facts.ts';
import { table } from '../parts/table.ts';
import { age, instant, instantAndAge } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';
import { sectionStatusWords } from './vocabulary.ts';

const words = {
  section: { sv: 'Avsnitt', en: 'Section' },
  status: { sv: 'Läsning', en: 'Reading' },
  collected: { sv: 'Läst', en: 'Read' },
  took: { sv: 'Tid, ms', en: 'Time, ms' },
  source: { sv: 'Källa', en: 'Source' },
  caption: { sv: 'Vad agenten läste, när och varifrån', en: 'What the agent read, when and where from' },
  never: { sv: 'aldrig läst', en: 'never read' },
  unread: {
    sv: 'Agenten har inte lämnat några uppgifter om detta.',
    en: 'The agent has told nothing of this.',
  },
  unknown: { sv: 'okänt', en: 'unknown' },
  processor: { sv: 'Processor', en: 'Processor' },
  cores: { sv: { one: 'kärna', other: 'kärnor' }, en: { one: 'core', other: 'cores' } },
  chassis: { sv: 'Typ', en: 'Type' },
  virtual: { sv: 'Virtualiserad i', en: 'Virtualised in' },
  none: { sv: 'nej', en: 'no' },
  firmware: { sv: 'Inbyggd programvara', en: 'Firmware' },
  memory: { sv: 'Minne', en: 'Memory' },
  swap: { sv: 'Växlingsfil', en: 'Swap' },
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
  card: { sv: 'Nätverkskort', en: 'Interface' },
  addresses: { sv: 'Adresser', en: 'Addresses' },
  up: { sv: 'Aktivt', en: 'Up' },
  speed: { sv: 'Mbit/s', en: 'Mbit/s' },
  hostname: { sv: 'Namn i nätet', en: 'Host name' },
  firewall: { sv: 'Brandvägg', en: 'Firewall' },
  on: { sv: 'på', en: 'on' },
  off: { sv: 'av', en: 'off' },
  port: { sv: 'Port', en: 'Port' },
  address: { sv: 'Tar emot på', en: 'Bound to' },
  every: { sv: 'alla nätverkskort', en: 'every interface' },
  program: { sv: 'Program', en: 'Program' },
  hidden: { sv: 'visas inte', en: 'not shown' },
  noPorts: {
    sv: 'Inga portar tar emot anslutningar utifrån.',
    en: 'No ports accept connections from outside.',
  },
  noVolumes: { sv: 'Inga volymer.', en: 'No volumes.' },
  noDisks: { sv: 'Inga diskar syns.', en: 'No disks are visible.' },
  noCards: { sv: 'Inga nätverkskort.', en: 'No interfaces.' },
};

/** Every section with its status, age and source: what is known, and what is not. */
export function sectionTable(sections: Sections, readable: readonly SectionName[], view: View): Html {
  const t = speak(words, view.lang);
  const shown = sectionNames.filter((name) => readable.includes(name) || sections[name] !== undefined);
  return table({
    id: 'avsnitt-tabell',
    caption: t.caption,
    captionHeard: true,
    columns: [
      { head: t.section },
      { head: t.status, wide: true },
      { head: t.collected, tight: true },
      { head: t.took, numeric: true },
      { head: t.source, wide: true },
    ],
    rows: shown.map((name) => {
      const section = sections[name];
      const title = sectionTexts[name].title[view.lang];
      if (section === undefined) return [title, html`<span class="muted">${t.never}</span>`, '', '', ''];
      return [
        title,
        html`${sectionStatusWords[section.status][view.lang]}${'reason' in section && html`<span class="under">${section.reason}</span>`}`,
        age(new Date(section.collectedAt), view),
        view.format.number(section.tookMs),
        html`<span class="small">${section.source}</span>`,
      ];
    }),
  });
}

/** Data drawn by `draw`; without data, why there is none. */
export function drawn<Data>(
  section: Section<Data> | undefined,
  draw: (data: Data) => Content,
  view: View,
): Html {
  const t = speak(words, view.lang);
  if (section === undefined) return html`<p class="muted">${t.unread}</p>`;
  const data = sectionData(section);
  const note =
    section.status !== 'ok' &&
    html`<p class="hint">${capitalise(sectionStatusWords[section.status][view.lang])}: ${section.reason}</p>`;
  const read = html`<p class="hint">${t.collected} ${instantAndAge(new Date(section.collectedAt), view)}</p>`;
  return html`${data !== null && draw(data)}${note}${data !== null && read}`;
}

/** Processor, type, firmware and memory. */
export function hardwareFacts(sections: Sections, view: View): readonly Fact[] {
  const t = speak(words, view.lang);
  const hardware = sectionData(sections.hardware);
  const memory = sectionData(sections.memory);
  return [
    hardware === null
      ? null
      : [
          t.processor,
          html`${hardware.processor.model ?? t.unknown}${hardware.processor.cores !== null && html`<span class="under">${t.cores(hardware.processor.cores)}</span>`}`,
        ],
    memory === null
      ? null
      : [
          t.memory,
          html`${view.format.bytes(memory.totalBytes, 'binary')}${memory.swapBytes !== null && memory.swapBytes > 0 && html`<span class="under">${t.swap} ${view.format.bytes(memory.swapBytes, 'binary')}</span>`}`,
        ],
    hardware === null || hardware.virtualisation === null ? null : [t.virtual, hardware.virtualisation],
    hardware === null || hardware.firmware.version === null
      ? null
      : [
          t.firmware,
          html`${[hardware.firmware.vendor, hardware.firmware.version].filter((part) => part !== null).join(' ')}${hardware.firmware.date !== null && html`<span class="under">${hardware.firmware.date}</span>`}`,
        ],
  ];
}

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

/** Interfaces, firewall and what listens. */
export function networkAndPorts(sections: Sections, view: View): Html {
  const t = speak(words, view.lang);
  const dash = html`<span class="muted">–</span>`;
  return html`${drawn(
    sections.network,
    ({ interfaces, hostname }) =>
      html`${hostname !== null && html`<p>${t.hostname}: <b>${hostname}</b></p>`}${table({
        id: 'natverk-tabell',
        caption: t.card,
        captionHeard: true,
        columns: [
          { head: t.card },
          { head: t.kind },
          { head: 'MAC', tight: true },
          { head: t.addresses, wide: true },
          { head: t.up },
          { head: t.speed, numeric: true },
        ],
        rows: interfaces.map(({ name, kind, mac, addresses, up, speedMbps }) => [
          html`<code>${name}</code>`,
          kind ?? t.unknown,
          mac === null ? dash : html`<code>${mac}</code>`,
          addresses.length === 0 ? dash : html`<code>${join(addresses, html`<br>`)}</code>`,
          tristate(up, t),
          speedMbps === null ? dash : view.format.number(speedMbps),
        ]),
        empty: t.noCards,
      })}`,
    view,
  )}
<h3>${t.firewall}</h3>
${drawn(
  sections.firewall,
  ({ active, backend, profiles }) =>
    html`<p>${active === null ? t.unknown : active ? t.on : t.off}${backend !== null && ` (${backend})`}${profiles.length > 0 && html`; ${profiles.map(({ name, active: isOn }) => `${name}: ${isOn === null ? t.unknown : isOn ? t.on : t.off}`).join(', ')}`}</p>`,
  view,
)}
<h3>${sectionTexts['listening-ports'].title[view.lang]}</h3>
${drawn(
  sections['listening-ports'],
  ({ ports }) =>
    table({
      id: 'portar-tabell',
      caption: t.port,
      captionHeard: true,
      columns: [{ head: t.port }, { head: t.address, wide: true }, { head: t.program }],
      rows: ports.map(({ protocol, address, port, program }) => [
        html`${String(port)}/${protocol}`,
        address === '0.0.0.0' || address === '::' || address === '*'
          ? html`${t.every} <code>${address}</code>`
          : html`<code>${address}</code>`,
        program ?? html`<span class="muted">${t.hidden}</span>`,
      ]),
      empty: t.noPorts,
    }),
  view,
)}`;
}

/** When the system started, as a fact. */
export function bootedAt(sections: Sections, view: View): Content {
  const at = sectionData(sections['operating-system'])?.bootedAt ?? null;
  return at === null ? speak(words, view.lang).unknown : instant(new Date(at), view);
}

function tristate(value: boolean | null, t: { yes: string; no: string; unknown: string }): string {
  return value === null ? t.unknown : value ? t.yes : t.no;
}

const capitalise = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
