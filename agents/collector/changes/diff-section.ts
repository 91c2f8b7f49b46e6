import { canonicalJson } from '#model/report/canonical-json.ts';
import type { SectionName } from '#model/report/sections/index.ts';

/** One difference between two readings of a section. */
export interface SectionChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** A package, a mount point, a port, or the path of a field. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Longest text kept of a value, in characters. */
const valueCharacters = 200;

type Row = Readonly<Record<string, unknown>>;

/** How the rows of a list are told apart and what of them is shown where they come and go. */
interface ListRule {
  readonly key: (row: Row) => string;
  readonly show: (row: Row) => string;
}

const byName: ListRule = { key: ({ name }) => String(name), show: (row) => rest(row, ['name']) };
const byMount: ListRule = { key: ({ mount }) => String(mount), show: (row) => rest(row, ['mount']) };

/** Lists whose rows have a name of their own; other lists are one value. */
const lists: Readonly<Partial<Record<SectionName, Readonly<Record<string, ListRule>>>>> = {
  software: {
    packages: {
      key: ({ name, architecture }) =>
        architecture === null ? String(name) : `${String(name)} (${String(architecture)})`,
      show: ({ version }) => String(version),
    },
  },
  updates: {
    pending: {
      key: ({ name }) => String(name),
      show: ({ availableVersion }) => text(availableVersion) ?? '',
    },
  },
  'listening-ports': {
    ports: {
      key: ({ protocol, address, port }) => `${String(protocol)} ${String(address)} ${String(port)}`,
      show: ({ program }) => text(program) ?? '',
    },
  },
  'file-systems': { fileSystems: byMount },
  'disk-encryption': { volumes: byMount },
  disks: { disks: byName },
  network: { interfaces: byName },
  firewall: { profiles: byName },
};

/** Fields that measure rather than describe: they change without anybody having changed anything. */
const measurements: Readonly<Partial<Record<SectionName, readonly string[]>>> = {
  'file-systems': ['usedPercent'],
  updates: ['listsAt', 'title'],
};

/** What is different between two readings, in the order of the section; nothing where they say the same. */
export function diffSection(name: SectionName, before: unknown, after: unknown): readonly SectionChange[] {
  const ignored = new Set(measurements[name] ?? []);
  const rules = lists[name] ?? {};
  const [old, fresh] = [asRow(before), asRow(after)];
  return unionOfKeys(old, fresh)
    .filter((field) => !ignored.has(field))
    .flatMap((field) => {
      const rule = rules[field];
      return rule === undefined
        ? diffValue(field, old[field], fresh[field], ignored)
        : diffRows(rule, asRows(old[field]), asRows(fresh[field]), ignored);
    });
}

function diffRows(
  rule: ListRule,
  before: readonly Row[],
  after: readonly Row[],
  ignored: ReadonlySet<string>,
): readonly SectionChange[] {
  const [old, fresh] = [groupRows(rule, before), groupRows(rule, after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((what): readonly SectionChange[] => {
    const [was, is] = [old.get(what) ?? [], fresh.get(what) ?? []];
    const show = (rows: readonly Row[]): string | null =>
      rows.length === 0 ? null : shorten(rows.map(rule.show).sort().join(', '));
    if (was.length === 0) return [{ change: 'added', what, before: null, after: show(is) }];
    if (is.length === 0) return [{ change: 'removed', what, before: show(was), after: null }];
    const [only, other] = [was[0], is[0]];
    if (was.length === 1 && is.length === 1 && only !== undefined && other !== undefined) {
      return diffOneRow(rule, what, only, other, ignored);
    }
    const [shownBefore, shownAfter] = [show(was), show(is)];
    return shownBefore === shownAfter
      ? []
      : [{ change: 'changed', what, before: shownBefore, after: shownAfter }];
  });
}

/** A row that stayed: what is shown of it where that changed, else each field that did. */
function diffOneRow(
  rule: ListRule,
  what: string,
  before: Row,
  after: Row,
  ignored: ReadonlySet<string>,
): readonly SectionChange[] {
  const fields = unionOfKeys(before, after)
    .filter((field) => !ignored.has(field))
    .flatMap((field) => diffValue(field, before[field], after[field], ignored));
  if (fields.length === 0) return [];
  const [shownBefore, shownAfter] = [rule.show(before), rule.show(after)];
  const isWhole = rule !== byName && rule !== byMount;
  if (isWhole && shownBefore !== shownAfter) {
    return [{ change: 'changed', what, before: shorten(shownBefore), after: shorten(shownAfter) }];
  }
  return fields.map((field) => ({ ...field, what: `${what} ${field.what}` }));
}

/** Several rows may share a key: two versions of one program side by side. */
function groupRows(rule: ListRule, rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = rule.key(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function diffValue(
  path: string,
  before: unknown,
  after: unknown,
  ignored: ReadonlySet<string>,
): readonly SectionChange[] {
  if (isPlain(before) && isPlain(after)) {
    return unionOfKeys(before, after)
      .filter((field) => !ignored.has(field))
      .flatMap((field) => diffValue(`${path}.${field}`, before[field], after[field], ignored));
  }
  const [was, is] = [text(before), text(after)];
  return was === is ? [] : [{ change: 'changed', what: path, before: was, after: is }];
}

/** A value as people read it; null where it is not known. */
function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return shorten(value.map(String).join(', '));
  }
  return shorten(typeof value === 'object' ? canonicalJson(value) : String(value));
}

/** The known fields of a row besides those that name it. */
function rest(row: Row, names: readonly string[]): string {
  return Object.entries(row)
    .filter(([field, value]) => !names.includes(field) && field !== 'usedPercent' && text(value) !== null)
    .map(([field, value]) => `${field} ${text(value)}`)
    .join(', ');
}

function shorten(long: string): string {
  return long.length <= valueCharacters ? long : `${long.slice(0, valueCharacters - 1)}…`;
}

const isPlain = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asRow = (value: unknown): Row => (isPlain(value) ? value : {});
const asRows = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isPlain) : []);
const unionOfKeys = (a: Row, b: Row): readonly string[] => [
  ...new Set([...Object.keys(a), ...Object.keys(b)]),
];
