import { sectionData } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Content, html } from '../html.ts';
import type { Fact } from '../parts/facts.ts';
import { instant } from '../parts/time.ts';
import type { View } from '../view.ts';
import { speak } from '../words.ts';

const words = {
  unknown: { sv: 'okänt', en: 'unknown' },
  processor: { sv: 'Processor', en: 'Processor' },
  cores: { sv: { one: 'kärna', other: 'kärnor' }, en: { one: 'core', other: 'cores' } },
  virtual: { sv: 'Virtualiserad i', en: 'Virtualised in' },
  firmware: { sv: 'Inbyggd programvara', en: 'Firmware' },
  memory: { sv: 'Minne', en: 'Memory' },
  swap: { sv: 'Växlingsfil', en: 'Swap' },
};

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

/** When the system started, as a fact. */
export function bootedAt(sections: Sections, view: View): Content {
  const at = sectionData(sections['operating-system'])?.bootedAt ?? null;
  return at === null ? speak(words, view.lang).unknown : instant(new Date(at), view);
}
