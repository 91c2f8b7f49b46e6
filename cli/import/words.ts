import type { Signal } from '#agents/collector/identity/signals.ts';
import type { DropReason } from '#agents/collector/importers/importer.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';

type Change = 'created' | 'linked' | 'updated' | 'unchanged' | 'noLongerListed';

/** The words of an import's report. */
export interface ImportWords {
  readonly head: (fileName: string, source: string) => string;
  readonly row: Plural;
  readonly device: Plural;
  readonly read: string;
  readonly taken: string;
  readonly kinds: Readonly<Record<string, Plural>>;
  readonly checked: string;
  readonly refused: string;
  readonly repeated: (at: string) => string;
  readonly register: string;
  readonly changes: Readonly<Record<Change, string>>;
  readonly heldBack: (devices: string) => string;
  readonly leftOut: string;
  readonly personallyOwned: Plural;
  readonly disposed: Plural;
  readonly repeatedHeader: Plural;
  readonly emptyRow: Plural;
  readonly replaced: (line: number, name: string, by: number) => string;
  readonly rejected: (count: number) => string;
  readonly rejection: (line: number, column: string | null, found: string, expected: string) => string;
  readonly conflicts: string;
  readonly conflict: (line: number, name: string, shared: string, differing: string) => string;
  readonly signals: Readonly<Record<Signal, string>>;
  readonly dropped: string;
  readonly dropReasons: Readonly<Record<DropReason, string>>;
  readonly notes: string;
  readonly more: (count: number) => string;
}

export const importWords: Readonly<Record<Lang, ImportWords>> = {
  sv: {
    head: (fileName, source) => `${fileName} → källa ${source}`,
    row: { one: 'rad', other: 'rader' },
    device: { one: 'enhet', other: 'enheter' },
    read: 'lästa',
    taken: 'med',
    kinds: {
      client: { one: 'dator', other: 'datorer' },
      server: { one: 'server', other: 'servrar' },
      mobile: { one: 'mobil enhet', other: 'mobila enheter' },
      printer: { one: 'skrivare', other: 'skrivare' },
      network: { one: 'nätverksenhet', other: 'nätverksenheter' },
      iot: { one: 'iot-enhet', other: 'iot-enheter' },
      other: { one: 'av okänd sort', other: 'av okänd sort' },
    },
    checked: 'Filen är bara kontrollerad: inget har ändrats i registret.',
    refused: 'Inget har sparats, eftersom allt inte kunde tas med (--strict).',
    repeated: (at) => `Samma fil importerades ${at}: inget har ändrats.`,
    register: 'I registret',
    changes: {
      created: 'nya',
      linked: 'fanns redan och är nu kända även härifrån',
      updated: 'ändrade',
      unchanged: 'oförändrade',
      noLongerListed: 'finns inte längre i listan (behålls och märks)',
    },
    heldBack: (devices) =>
      `${devices} saknas i filen och har lämnats som de är: filen är en del av listan, eller mindre än hälften så lång som förra gången. Är den hel: --whole`,
    leftOut: 'Utelämnat',
    personallyOwned: { one: 'privatägd enhet (räknas bara)', other: 'privatägda enheter (räknas bara)' },
    disposed: { one: 'kasserad eller avregistrerad enhet', other: 'kasserade eller avregistrerade enheter' },
    repeatedHeader: { one: 'upprepad rubrikrad', other: 'upprepade rubrikrader' },
    emptyRow: { one: 'tom rad', other: 'tomma rader' },
    replaced: (line, name, by) => `rad ${line}, ${name}: äldre uppgift om enheten på rad ${by}`,
    rejected: (count) => `Kunde inte tas (${count})`,
    rejection: (line, column, found, expected) =>
      `rad ${line}${column === null ? ', hela raden' : `, ${column}`}: hittade ${found}, väntade ${expected}`,
    conflicts: 'Motsägelser: visas och slås inte ihop',
    conflict: (line, name, shared, differing) =>
      `rad ${line} liknar ${name} (samma ${shared}${differing === '' ? '' : `, men olika ${differing}`})`,
    signals: {
      'directory-id': 'katalog-id',
      serial: 'serienummer',
      uuid: 'UUID',
      mac: 'MAC-adress',
      'machine-id': 'maskin-id',
    },
    dropped: 'Kolumner som inte sparas',
    dropReasons: {
      personal: 'personuppgifter',
      secret: 'hemligheter',
      'free-text': 'fritext',
      'not-needed': 'behövs inte',
      unknown: 'okända (ta med en: --columns "Kolumn=extra")',
    },
    notes: 'Observera',
    more: (count) => `… och ${count} till (--format json visar alla)`,
  },
  en: {
    head: (fileName, source) => `${fileName} → source ${source}`,
    row: { one: 'row', other: 'rows' },
    device: { one: 'device', other: 'devices' },
    read: 'read',
    taken: 'taken',
    kinds: {
      client: { one: 'computer', other: 'computers' },
      server: { one: 'server', other: 'servers' },
      mobile: { one: 'mobile device', other: 'mobile devices' },
      printer: { one: 'printer', other: 'printers' },
      network: { one: 'network device', other: 'network devices' },
      iot: { one: 'IoT device', other: 'IoT devices' },
      other: { one: 'of unknown kind', other: 'of unknown kind' },
    },
    checked: 'The file was checked only: nothing has changed in the register.',
    refused: 'Nothing was kept, since not everything could be taken (--strict).',
    repeated: (at) => `The same file was imported ${at}: nothing has changed.`,
    register: 'In the register',
    changes: {
      created: 'new',
      linked: 'were there and are now known from here, too',
      updated: 'changed',
      unchanged: 'unchanged',
      noLongerListed: 'no longer in the list (kept and marked)',
    },
    heldBack: (devices) =>
      `${devices} are not in the file and were left as they are: the file is a part of the list, or less than half as long as last time. If it is whole: --whole`,
    leftOut: 'Left out',
    personallyOwned: {
      one: 'personally owned device (only counted)',
      other: 'personally owned devices (only counted)',
    },
    disposed: { one: 'disposed or deprovisioned device', other: 'disposed or deprovisioned devices' },
    repeatedHeader: { one: 'repeated header', other: 'repeated headers' },
    emptyRow: { one: 'empty row', other: 'empty rows' },
    replaced: (line, name, by) => `line ${line}, ${name}: older record of the device on line ${by}`,
    rejected: (count) => `Could not be taken (${count})`,
    rejection: (line, column, found, expected) =>
      `line ${line}${column === null ? ', the whole row' : `, ${column}`}: found ${found}, expected ${expected}`,
    conflicts: 'Conflicts: shown and not merged',
    conflict: (line, name, shared, differing) =>
      `line ${line} looks like ${name} (same ${shared}${differing === '' ? '' : `, but different ${differing}`})`,
    signals: {
      'directory-id': 'directory id',
      serial: 'serial number',
      uuid: 'UUID',
      mac: 'MAC address',
      'machine-id': 'machine id',
    },
    dropped: 'Columns that are not kept',
    dropReasons: {
      personal: 'personal data',
      secret: 'secrets',
      'free-text': 'free text',
      'not-needed': 'not needed',
      unknown: 'unknown (to take one: --columns "Column=extra")',
    },
    notes: 'Note',
    more: (count) => `… and ${count} more (--format json shows all)`,
  },
};
