import { parseCidr } from '../declaration/cidr.ts';
import type { FleetDevice } from '../fleet/fleet.ts';
import { formatBytes, formatNumber } from '../format/number.ts';
import type { Text } from '../format/text.ts';
import { findPossibleSupport } from '../lifecycle/find-support.ts';
import type { SectionName } from '../report/sections/index.ts';
import type { SectionData } from '../report/sections.ts';
import type { ExpectedFact } from './expected-fact.ts';
import { judgeDisk } from './judge-disk.ts';

/** What a device says of one expected fact. */
export type FactVerdict =
  | { readonly status: 'verified' | 'deviates'; readonly seen: Text; readonly by: Text; readonly at: Date }
  | { readonly status: 'unknown'; readonly reason: Text };

/** What one section says: so, not so, or why it cannot tell. */
export type Judgement =
  | { readonly is: boolean; readonly seen: Text }
  | { readonly is: null; readonly reason: Text };

/**
 * Judges one fact.
 *
 * @param silence why what the agent once reported says nothing of today; null where it does
 */
export function judgeFact(fact: ExpectedFact, device: FleetDevice, silence: Text | null): FactVerdict {
  if (fact.fact === 'present') return judgePresence(device, silence);
  if (silence !== null) return { status: 'unknown', reason: silence };
  switch (fact.fact) {
    case 'addresses':
      return read(device, 'network', (data, isWhole) => judgeAddresses(fact.addresses, data, isWhole));
    case 'system':
      return read(device, 'operating-system', (data) => judgeSystem(fact, data));
    case 'processors':
      return read(device, 'hardware', ({ processor }) => judgeProcessors(fact.atLeast, processor.threads));
    case 'memory':
      return read(device, 'memory', ({ totalBytes }) => judgeMemory(fact.atLeastGib, totalBytes));
    case 'disk':
      return read(device, 'disks', (data, isWhole) =>
        judgeDisk(fact, data, device.sections['file-systems'], isWhole),
      );
    case 'ports':
      return read(device, 'listening-ports', (data, isWhole) => judgePorts(fact.only, data, isWhole));
  }
}

/** `isWhole` is false where a part could not be read: then what is not seen may still be there. */
function read<Name extends SectionName>(
  device: FleetDevice,
  name: Name,
  judge: (data: SectionData[Name], isWhole: boolean) => Judgement,
): FactVerdict {
  const section = device.sections[name];
  if (section === undefined) {
    return {
      status: 'unknown',
      reason: {
        sv: `${device.name} rapporterar inte ${name}.`,
        en: `${device.name} does not report ${name}.`,
      },
    };
  }
  if (section.status !== 'ok' && section.status !== 'partial') {
    return {
      status: 'unknown',
      reason: {
        sv: `${device.name} kunde inte läsa ${name}: ${section.reason}.`,
        en: `${device.name} could not read ${name}: ${section.reason}.`,
      },
    };
  }
  const judgement = judge(section.data as SectionData[Name], section.status === 'ok');
  if (judgement.is === null) return { status: 'unknown', reason: judgement.reason };
  return {
    status: judgement.is ? 'verified' : 'deviates',
    seen: judgement.seen,
    by: { sv: `mätprogrammet (${name})`, en: `the agent (${name})` },
    at: new Date(section.collectedAt),
  };
}

function judgePresence({ name, lastReportAt, imports }: FleetDevice, silence: Text | null): FactVerdict {
  if (lastReportAt !== null && silence === null) {
    return {
      status: 'verified',
      seen: { sv: `${name} rapporterar.`, en: `${name} reports.` },
      by: { sv: 'mätprogrammet', en: 'the agent' },
      at: lastReportAt,
    };
  }
  const listed = imports
    .filter(({ inLatest }) => inLatest)
    .toSorted((a, b) => b.importedAt.getTime() - a.importedAt.getTime())[0];
  if (listed !== undefined) {
    return {
      status: 'verified',
      seen: {
        sv: `${name} finns i listan från ${listed.source}.`,
        en: `${name} is in the list of ${listed.source}.`,
      },
      by: { sv: `import (${listed.source})`, en: `import (${listed.source})` },
      at: listed.importedAt,
    };
  }
  return {
    status: 'unknown',
    reason: silence ?? { sv: `Inget är känt om ${name}.`, en: `Nothing is known of ${name}.` },
  };
}

function judgeAddresses(
  expected: readonly string[],
  { interfaces }: SectionData['network'],
  isWhole: boolean,
): Judgement {
  if (expected.length === 0) {
    return { is: null, reason: { sv: 'Ingen adress är planerad.', en: 'No address is planned.' } };
  }
  const found = interfaces.flatMap(({ addresses }) =>
    addresses.map((address) => address.replace(/\/.*$/, '')),
  );
  const numbers = new Set(found.map(addressNumber));
  const missing = expected.filter((address) => !numbers.has(addressNumber(address)));
  if (missing.length === 0) {
    return { is: true, seen: { sv: `Har ${expected.join(', ')}.`, en: `Has ${expected.join(', ')}.` } };
  }
  if (!isWhole) {
    return {
      is: null,
      reason: {
        sv: `Alla adresser gick inte att läsa; ${missing.join(', ')} syns inte.`,
        en: `Not all addresses could be read; ${missing.join(', ')} is not seen.`,
      },
    };
  }
  const has = found.length === 0 ? null : found.join(', ');
  return {
    is: false,
    seen: {
      sv: `Har ${has ?? 'ingen adress'}, inte ${missing.join(', ')}.`,
      en: `Has ${has ?? 'no address'}, not ${missing.join(', ')}.`,
    },
  };
}

/** Addresses are written in several ways; the number behind is one. */
function addressNumber(address: string): string {
  const cidr = parseCidr(`${address}/${address.includes(':') ? 128 : 32}`);
  return cidr === null ? address : `${cidr.family} ${cidr.network}`;
}

function judgeSystem(
  expected: Extract<ExpectedFact, { readonly fact: 'system' }>,
  { product, version, edition, build, name }: SectionData['operating-system'],
): Judgement {
  const runs: Text = { sv: `Kör ${name}.`, en: `Runs ${name}.` };
  const differs: Text = {
    sv: `Kör ${name}, inte ${expected.name}.`,
    en: `Runs ${name}, not ${expected.name}.`,
  };
  if (product === expected.product && version === expected.cycle) return { is: true, seen: runs };
  const found = findPossibleSupport({ product, version, edition, build });
  const wanted = findPossibleSupport({ product: expected.product, version: expected.cycle });
  if (found.length > 0 && wanted.length > 0) {
    const same = found.filter((one) =>
      wanted.some((other) => one.product === other.product && one.cycle === other.cycle),
    );
    if (same.length === found.length) return { is: true, seen: runs };
    if (same.length === 0) return { is: false, seen: differs };
  } else if (product !== expected.product) return { is: false, seen: differs };
  return {
    is: null,
    reason: {
      sv: `Kör ${name}; om det är ${expected.name} går inte att säga.`,
      en: `Runs ${name}; whether that is ${expected.name} cannot be told.`,
    },
  };
}

function judgeProcessors(atLeast: number, threads: number | null): Judgement {
  if (threads === null) {
    return {
      is: null,
      reason: {
        sv: 'Antalet processorer går inte att läsa.',
        en: 'The number of processors cannot be read.',
      },
    };
  }
  return atLeastSeen(threads >= atLeast, `${threads} vCPU`, `${atLeast} vCPU`);
}

/** The kernel and the firmware keep some for themselves before the system counts. */
const visibleShare = 0.9;

function judgeMemory(atLeastGib: number, totalBytes: number): Judgement {
  const expectedBytes = atLeastGib * 1024 ** 3;
  const found = `${formatNumber(totalBytes / 1024 ** 3, 'sv', 1)} GiB minne`;
  const foundEn = `${formatNumber(totalBytes / 1024 ** 3, 'en', 1)} GiB memory`;
  return totalBytes >= expectedBytes * visibleShare
    ? { is: true, seen: { sv: `Har ${found}.`, en: `Has ${foundEn}.` } }
    : {
        is: false,
        seen: {
          sv: `Har ${found}, minst ${formatBytes(expectedBytes, 'sv', 'binary')} väntades.`,
          en: `Has ${foundEn}, expected at least ${formatBytes(expectedBytes, 'en', 'binary')}.`,
        },
      };
}

function atLeastSeen(is: boolean, found: string, expected: string): Judgement {
  return is
    ? { is, seen: { sv: `Har ${found}.`, en: `Has ${found}.` } }
    : {
        is,
        seen: {
          sv: `Har ${found}, minst ${expected} väntades.`,
          en: `Has ${found}, expected at least ${expected}.`,
        },
      };
}

function judgePorts(
  only: Extract<ExpectedFact, { readonly fact: 'ports' }>['only'],
  { ports }: SectionData['listening-ports'],
  isWhole: boolean,
): Judgement {
  const allowed = new Set(only.map(({ protocol, port }) => `${protocol}/${port}`));
  const others = new Map<string, string>();
  for (const { protocol, port, program } of ports) {
    const name = `${protocol}/${port}`;
    if (!allowed.has(name)) others.set(name, program === null ? name : `${name} (${program})`);
  }
  if (others.size > 0) {
    const list = [...others.values()].join(', ');
    return { is: false, seen: { sv: `Lyssnar också på ${list}.`, en: `Listens on ${list} as well.` } };
  }
  if (!isWhole) {
    return {
      is: null,
      reason: { sv: 'Alla portar gick inte att läsa.', en: 'Not all ports could be read.' },
    };
  }
  const heard = [...new Set(ports.map(({ protocol, port }) => `${protocol}/${port}`))].join(', ');
  return heard === ''
    ? { is: true, seen: { sv: 'Lyssnar inte på någon port.', en: 'Listens on no port.' } }
    : { is: true, seen: { sv: `Lyssnar på ${heard}.`, en: `Listens on ${heard}.` } };
}
