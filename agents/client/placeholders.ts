/**
 * Values that firmware ships with where the maker never filled in a field. Devices that share such a value
 * are not the same device, so it is unknown, never passed on. Written in lower case without white space at
 * the ends. Sources: osquery `osquery/core/system.cpp` (UUIDs), OCS Inventory issue 1440 (serials), and
 * SMBIOS dumps of linuxhw-dmi.
 */
const placeholderTexts: ReadonlySet<string> = new Set([
  '',
  '0',
  '123456789',
  '0123456789',
  '1234567890',
  'bochs_',
  'bxpc____',
  'chassis serial number',
  'default',
  'default string',
  'empty',
  'invalid',
  'n/a',
  'na',
  'no asset information',
  'no asset tag',
  'none',
  'not applicable',
  'not available',
  'not specified',
  'null',
  'o.e.m.',
  'oem',
  'oem-default',
  'serial number',
  'system manufacturer',
  'system name',
  'system product name',
  'system serial number',
  'system version',
  'to be filled by o.e.m',
  'to be filled by o.e.m.',
  'tbd',
  'unknown',
  'x.x',
]);

const placeholderUuids: ReadonlySet<string> = new Set([
  '00000000-0000-0000-0000-000000000000',
  '03000200-0400-0500-0006-000700080009',
  '03020100-0504-0706-0809-0a0b0c0d0e0f',
  '10000000-0000-8000-0040-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]);

/** A firmware text (maker, model, serial) trimmed; null where it is a placeholder or only one repeated character. */
export function knownText(value: string | null): string | null {
  const text = value?.replaceAll('\0', '').trim().replace(/\s+/g, ' ') ?? '';
  const isFiller = /^(.)\1*$/.test(text) && /^[0xX.\-_*#]/.test(text);
  return isFiller || placeholderTexts.has(text.toLowerCase()) ? null : text;
}

/** An SMBIOS UUID in lower case with hyphens; null where it is a placeholder or no UUID at all. */
export function knownUuid(value: string | null): string | null {
  const uuid = value?.trim().toLowerCase() ?? '';
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid);
  return isUuid && !placeholderUuids.has(uuid) ? uuid : null;
}
