import type { Text } from '#model/format/text.ts';
import type { ImportedDevice } from './device.ts';
import type { Table } from './table.ts';

interface Damage {
  readonly pattern: RegExp;
  readonly warn: (count: number, line: number) => Text;
}

/** Letters lost or changed before the file came here; they cannot be brought back. First match counts. */
const damages: readonly Damage[] = [
  {
    pattern: /\ufffd|\p{L}\?\p{L}/u,
    warn: (count, line) => ({
      sv: `I ${count} rader (först rad ${line}) gick å, ä eller ö förlorade redan när filen gjordes. Exportera som UTF-8: Export-Csv … -Encoding UTF8.`,
      en: `In ${count} rows (first on line ${line}) letters such as å, ä and ö were lost when the file was made. Export as UTF-8: Export-Csv … -Encoding UTF8.`,
    }),
  },
  {
    pattern: /Ã[¥¤¶…„–]|\p{L}[†„”]\p{L}/u,
    warn: (count, line) => ({
      sv: `I ${count} rader (först rad ${line}) är å, ä eller ö fel kodade redan i filen. Exportera som UTF-8.`,
      en: `In ${count} rows (first on line ${line}) letters such as å, ä and ö are wrongly coded in the file. Export as UTF-8.`,
    }),
  },
];

/** What seems to have been damaged on the file's way here, as sentences. */
export function findDamage(table: Table, devices: readonly ImportedDevice[]): readonly Text[] {
  return [...findLostLetters(table), ...findLostZeros(devices)];
}

function findLostLetters({ rows, kept }: Table): readonly Text[] {
  const texts = kept.flatMap(({ field }, at) => (field === 'name' || field === 'unit' ? [at] : []));
  return damages.flatMap(({ pattern, warn }) => {
    const hits = rows.filter(({ cells }) => texts.some((at) => pattern.test(cells[at] ?? '')));
    const [first] = hits;
    return first === undefined ? [] : [warn(hits.length, first.line)];
  });
}

/** Serial numbers of digits are of one length per maker; shorter ones may have lost zeros to Excel. */
function findLostZeros(devices: readonly ImportedDevice[]): readonly Text[] {
  const numeric = devices.filter(({ serial }) => serial !== null && /^\d+$/.test(serial));
  const short = [...Map.groupBy(numeric, ({ manufacturer }) => manufacturer).values()].flatMap((group) => {
    const lengths = Map.groupBy(group, ({ serial }) => serial?.length ?? 0);
    const [usual, members] = [...lengths].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    if (members.length < 3 || members.length * 2 <= group.length) return [];
    const length = (device: ImportedDevice): number => device.serial?.length ?? 0;
    return group.filter((device) => length(device) < usual && length(device) >= usual - 3);
  });
  const [first] = short;
  if (first === undefined) return [];
  return [
    {
      sv: `${short.length} serienummer (först rad ${first.line}) är kortare än tillverkarens övriga: har Excel tagit bort inledande nollor?`,
      en: `${short.length} serial numbers (first on line ${first.line}) are shorter than the maker's others: has Excel taken leading zeros away?`,
    },
  ];
}
