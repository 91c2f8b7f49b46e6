import type { Text } from '#model/format/text.ts';
import { parseBoolean } from './cells/booleans.ts';
import { type Cell, cleanCell } from './cells/cell.ts';
import { parseDate } from './cells/dates.ts';
import { isDisposed } from './cells/disposal.ts';
import { parseSerial, parseUuid } from './cells/identifiers.ts';
import { createLocalClock, type LocalClock } from './cells/local-time.ts';
import { parseMacs } from './cells/macs.ts';
import { parseNumber } from './cells/numbers.ts';
import { parseOwnership } from './cells/ownership.ts';
import { parseSize } from './cells/sizes.ts';
import { parseText } from './cells/texts.ts';
import { nameCompliance } from './compliance.ts';
import type { ImportedDevice } from './device.ts';
import { findKind } from './device-kind.ts';
import type { Field, Importer, ImportOptions, Rejection } from './importer.ts';
import { createRowReader, dateBy, type FieldReader } from './read-row.ts';
import type { Table } from './table.ts';
import { nameWindows } from './windows-name.ts';

const mebibyte = 1024 ** 2;
/** A clock may be wrong by so much before a sighting counts as one in the future. */
const toleranceMs = 48 * 3_600_000;

/** What the rows of a table gave, before several records of one device are brought together. */
export interface ReadDevices {
  readonly devices: readonly ImportedDevice[];
  readonly rejected: readonly Rejection[];
  readonly personallyOwned: number;
  readonly disposed: number;
}

/** Reads each row by itself: one bad cell never hides the others, one bad row never hides the next. */
export function readDevices(
  table: Table,
  importer: Importer,
  options: ImportOptions,
  now: Date,
): ReadDevices {
  const readRow = createRowReader(table, options);
  const clock = createLocalClock(importer.zone);
  // Days are days where the municipality is, also for times given in UTC.
  const calendar = createLocalClock('Europe/Stockholm');
  const devices: ImportedDevice[] = [];
  const rejected: Rejection[] = [];
  let personallyOwned = 0;
  let disposed = 0;
  for (const row of table.rows) {
    const fields = readRow(row);
    const owners = fields.all('ownership', parseOwnership).map(({ value }) => value);
    if (owners.includes('personal')) {
      personallyOwned++;
      continue;
    }
    if (fields.rejected.length > 0) {
      // Whose device it is cannot be told, so nothing of the row may be kept or quoted but this one word.
      rejected.push(
        ...fields.rejected.map((rejection) => ({ ...rejection, column: null, found: ofColumn(rejection) })),
      );
      continue;
    }
    if (fields.all('status', plain).some(({ value }) => isDisposed(value))) {
      disposed++;
      continue;
    }
    const device = readDevice(row.line, fields, { importer, clock, calendar, now });
    if (isIdentified(device)) {
      devices.push(device);
      rejected.push(...fields.rejected);
    } else {
      rejected.push(...fields.rejected, unidentified(row.line));
    }
  }
  return { devices, rejected, personallyOwned, disposed };
}

interface Surroundings {
  readonly importer: Importer;
  readonly clock: LocalClock;
  readonly calendar: LocalClock;
  readonly now: Date;
}

function readDevice(
  line: number,
  fields: FieldReader,
  { importer, clock, calendar, now }: Surroundings,
): ImportedDevice {
  const { first, all } = fields;
  const text = (field: Field): string | null => first(field, parseText);
  const size = (field: Field, unitBytes: number | null): number | null =>
    first(field, (raw, { decimalMark }) => parseSize(raw, unitBytes, decimalMark));
  const instant = dateBy((raw, order) => notLater(parseDate(raw, order), clock, now));
  const lastSeen = first('lastSeen', instant);
  const enrolled = first('enrolled', dateBy(parseDate));
  const purchased = first('purchased', dateBy(parseDate));
  const endOfLife = first('endOfLife', dateBy(parseDate));
  const name = text('name');
  const build = text('build');
  const system = nameWindows(text('operatingSystem'), build, text('sku'));
  const model = text('model');
  return {
    line,
    sourceId: text('sourceId')?.toLowerCase() ?? null,
    directoryId: first('directoryId', parseUuid),
    name,
    kind: findKind(text('kind'), system, model),
    serial: first('serial', parseSerial),
    uuid: first('uuid', parseUuid),
    assetId: text('assetId'),
    manufacturer: text('manufacturer'),
    model,
    operatingSystem: system,
    build,
    macs: [...new Set(all('mac', parseMacs).flatMap(({ value }) => value))],
    unit: withoutName(text('unit'), name),
    lastSeen: lastSeen === null ? null : { at: clock.instant(lastSeen), kind: importer.lastSeenKind },
    enrolledAt: enrolled === null ? null : clock.instant(enrolled),
    purchasedOn: purchased === null ? null : calendar.day(purchased),
    endOfLifeOn: endOfLife === null ? null : calendar.day(endOfLife),
    purchaseCost: first('purchaseCost', (raw, { decimalMark }) => parseNumber(raw, decimalMark)),
    encrypted: first('encrypted', parseBoolean),
    compliance: mapNull(text('compliance'), nameCompliance),
    storageBytes: size('storageBytes', 1) ?? size('storageMib', mebibyte) ?? size('storage', null),
    freeStorageBytes:
      size('freeStorageBytes', 1) ?? size('freeStorageMib', mebibyte) ?? size('freeStorage', null),
    extras: Object.fromEntries(all('extra', parseText).map(({ column, value }) => [column, value])),
  };
}

function plain(raw: string): Cell<string> {
  return { value: cleanCell(raw) };
}

function mapNull(value: string | null, map: (value: string) => string): string | null {
  return value === null ? null : map(value);
}

/** Active Directory gives the way to the computer with its name at the end: the rest is where it belongs. */
function withoutName(unit: string | null, name: string | null): string | null {
  return name !== null && unit?.endsWith(`/${name}`) ? unit.slice(0, -name.length - 1) : unit;
}

function notLater(
  cell: ReturnType<typeof parseDate>,
  clock: LocalClock,
  now: Date,
): ReturnType<typeof parseDate> {
  const isLater =
    'value' in cell &&
    cell.value !== null &&
    clock.instant(cell.value).getTime() > now.getTime() + toleranceMs;
  return isLater ? { expected: { sv: 'en tid som har varit', en: 'a time that has passed' } } : cell;
}

function isIdentified(device: ImportedDevice): boolean {
  const { name, serial, uuid, sourceId, directoryId, assetId } = device;
  return [name, serial, uuid, sourceId, directoryId, assetId].some((identity) => identity !== null);
}

function unidentified(line: number): Rejection {
  return {
    line,
    column: null,
    found: { sv: 'inget som säger vilken enhet det är', en: 'nothing that tells which device it is' },
    expected: { sv: 'namn, serienummer eller inventarienummer', en: 'a name, serial number or asset number' },
  };
}

function ofColumn({ column, found }: Rejection): Text {
  return { sv: `${found.sv} i ${column}`, en: `${found.en} in ${column}` };
}
