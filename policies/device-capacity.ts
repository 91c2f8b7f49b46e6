import type { Evidence } from '#model/controls/result.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { formatBytes } from '#model/format/number.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { type Section, sectionData } from '#model/report/section.ts';
import { ageDays } from './calendar.ts';
import { describeGap } from './section-gap.ts';
import type { Problem } from './verdict.ts';

/** How full a server may be, and how old a reading. */
export interface DeviceCapacityRules {
  readonly fileSystemPercent: number;
  readonly maximumAgeDays: number;
}

/** What is to be said of the room in one server. */
export interface DeviceCapacity {
  readonly problems: readonly Problem[];
  readonly unknowns: readonly Text[];
  readonly evidence: readonly Evidence[];
}

const gib = 2 ** 30;
/** What firmware and kernel keep for themselves is not in what the system sees; a tenth is generous. */
const memoryTolerance = 0.9;

const what = {
  'file-systems': { sv: 'diskutrymme', en: 'disk space' },
  memory: { sv: 'minne', en: 'memory' },
} as const;

/**
 * Judges what the agent reads: how full the file systems are, and whether the memory is what the plan says. How busy
 * processor and memory are over time it does not read, so that is always said to be unknown.
 */
export function judgeDeviceCapacity(
  device: FleetDevice,
  group: ServerGroup,
  rules: DeviceCapacityRules,
  now: Date,
): DeviceCapacity {
  const found = [judgeFileSystems(device, rules, now), judgeMemory(device, group, rules, now)];
  return {
    problems: found.flatMap(({ problems }) => problems),
    unknowns: [
      ...found.flatMap(({ unknowns }) => unknowns),
      {
        sv: 'Hur belastade processor och minne är över tid läser inte mätprogrammet.',
        en: 'How busy processor and memory are over time is not read by the agent.',
      },
    ],
    evidence: found.flatMap(({ evidence }) => evidence),
  };
}

function judgeFileSystems(device: FleetDevice, rules: DeviceCapacityRules, now: Date): DeviceCapacity {
  const section = device.sections['file-systems'];
  const data = sectionData(section);
  if (section === undefined || data === null || isOld(section, rules, now)) {
    return { problems: [], unknowns: [unread(device, section, 'file-systems')], evidence: [] };
  }
  // A file system that cannot be written to is full by design.
  const written = data.fileSystems.filter(({ readOnly }) => !readOnly);
  const full = written.filter(({ usedPercent }) => (usedPercent ?? 0) > rules.fileSystemPercent);
  const unreadable = written.filter(({ usedPercent }) => usedPercent === null);
  const at = new Date(section.collectedAt);
  return {
    problems: full.map(({ mount, usedPercent }) => ({
      text: {
        sv: `${mount} är fylld till ${usedPercent} %; det ska vara högst ${rules.fileSystemPercent} %.`,
        en: `${mount} is ${usedPercent}% full; expected at most ${rules.fileSystemPercent}%.`,
      },
    })),
    unknowns: [
      ...unreadable.map(({ mount }) => ({
        sv: `Hur full ${mount} är går inte att läsa.`,
        en: `How full ${mount} is cannot be read.`,
      })),
      ...(section.status === 'partial'
        ? [
            {
              sv: `Läsningen av diskutrymme är ofullständig (${section.reason}).`,
              en: `The reading of disk space is incomplete (${section.reason}).`,
            },
          ]
        : []),
    ],
    evidence: written.map(({ mount, usedPercent }) => ({
      text: {
        sv: `${mount}: ${usedPercent === null ? 'okänt' : `${usedPercent} % fylld`}`,
        en: `${mount}: ${usedPercent === null ? 'unknown' : `${usedPercent}% full`}`,
      },
      source: 'file-systems',
      at,
    })),
  };
}

function judgeMemory(
  device: FleetDevice,
  { memoryGib }: ServerGroup,
  rules: DeviceCapacityRules,
  now: Date,
): DeviceCapacity {
  const { memory } = device.sections;
  const data = sectionData(memory);
  if (memory === undefined || data === null || isOld(memory, rules, now)) {
    return { problems: [], unknowns: [unread(device, memory, 'memory')], evidence: [] };
  }
  const size = (lang: 'sv' | 'en') => formatBytes(data.totalBytes, lang, 'binary');
  const text: Text = {
    sv: `Minne: ${size('sv')} av planerade ${memoryGib} GiB`,
    en: `Memory: ${size('en')} of ${memoryGib} GiB planned`,
  };
  return {
    problems:
      data.totalBytes >= memoryGib * gib * memoryTolerance
        ? []
        : [
            {
              text: {
                sv: `Servern har ${size('sv')} minne, men planen säger ${memoryGib} GiB.`,
                en: `The server has ${size('en')} of memory, but the plan says ${memoryGib} GiB.`,
              },
            },
          ],
    unknowns: [],
    evidence: [{ text, source: 'memory', at: new Date(memory.collectedAt) }],
  };
}

function isOld(section: Section, { maximumAgeDays }: DeviceCapacityRules, now: Date): boolean {
  return ageDays(section.collectedAt, now) > maximumAgeDays;
}

/** Why nothing is said: there is no reading, or it is too old. */
function unread(device: FleetDevice, section: Section | undefined, name: keyof typeof what): Text {
  if (section === undefined || sectionData(section) === null) return describeGap(device, section, what[name]);
  const day = formatDay(new Date(section.collectedAt));
  return {
    sv: `Uppgiften om ${what[name].sv} lästes senast ${day}; hur det är nu är inte känt.`,
    en: `The ${what[name].en} was last read on ${day}; what it is now is not known.`,
  };
}
