import type { FleetDevice } from '#model/fleet/fleet.ts';
import type { Text } from '#model/format/text.ts';
import type { Section } from '#model/report/section.ts';

const statusWords: Readonly<Record<'timeout' | 'denied' | 'unsupported', Text>> = {
  timeout: { sv: 'källan svarade inte i tid', en: 'the source did not answer in time' },
  denied: { sv: 'källan gick inte att läsa', en: 'the source could not be read' },
  unsupported: { sv: 'enheten har ingen sådan källa', en: 'the device has no such source' },
};

/** Why a device says nothing of a matter, and so what would fill it. */
export function describeGap(device: FleetDevice, section: Section | undefined, what: Text): Text {
  if (section !== undefined && section.status !== 'ok' && section.status !== 'partial') {
    const { sv, en } = statusWords[section.status];
    return {
      sv: `Vi vet inget om ${what.sv}: ${sv} (${section.reason}).`,
      en: `Nothing is known of ${what.en}: ${en} (${section.reason}).`,
    };
  }
  if (device.lastReportAt !== null) {
    return {
      sv: `Enhetens mätprogram läser inte ${what.sv}.`,
      en: `The agent of the device does not read ${what.en}.`,
    };
  }
  const sources = [...new Set(device.imports.map(({ source }) => source))].sort().join(', ');
  if (sources !== '') {
    return {
      sv: `Enheten är bara känd genom import (${sources}), som inte säger något om ${what.sv}.`,
      en: `The device is known by import only (${sources}), which says nothing of ${what.en}.`,
    };
  }
  return {
    sv: `Enheten har aldrig rapporterat, så vi vet inget om ${what.sv}. Installera mätprogrammet.`,
    en: `The device has never reported, so nothing is known of ${what.en}. Install the agent.`,
  };
}
