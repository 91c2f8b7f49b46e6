import type { Text } from '#model/format/text.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import type { PlanChange } from '#model/platform/plan-change.ts';
import { sortedTexts } from '../by-key.ts';
import type { ComparedPart, PlanState } from './part.ts';
import { parts } from './parts.ts';

/** What is different in `after`: by part, then key. Equal plans give an empty list. */
export function comparePlans(before: PlanState, after: PlanState): readonly PlanChange[] {
  return parts.flatMap((part) => comparePart(part, before, after));
}

function comparePart<Item>(
  part: ComparedPart<Item>,
  before: PlanState,
  after: PlanState,
): readonly PlanChange[] {
  const older = new Map(part.items(before).map((item) => [part.keyOf(item), item]));
  const newer = new Map(part.items(after).map((item) => [part.keyOf(item), item]));
  const keys = sortedTexts([...older.keys(), ...newer.keys()]);
  return keys.flatMap((key): readonly PlanChange[] => {
    const was = older.get(key);
    const is = newer.get(key);
    if (was === undefined && is !== undefined) return [whole(part, 'added', key, is)];
    if (is === undefined && was !== undefined) return [whole(part, 'removed', key, was)];
    return was === undefined || is === undefined ? [] : changed(part, key, was, is);
  });
}

const verbs: Readonly<Record<'added' | 'removed' | 'changed', Text>> = {
  added: { sv: 'tillkommer', en: 'is added' },
  removed: { sv: 'tas bort', en: 'is removed' },
  changed: { sv: 'ändras', en: 'is changed' },
};

function whole<Item>(
  part: ComparedPart<Item>,
  kind: 'added' | 'removed',
  key: string,
  item: Item,
): PlanChange {
  const name = part.describe(item);
  const facts = part.fields.flatMap(({ label, value }) => {
    const said = value(item);
    return said === null ? [] : [{ sv: `${label.sv} ${said.sv}`, en: `${label.en} ${said.en}` }];
  });
  const note = (lang: 'sv' | 'en') =>
    facts.length === 0 ? '' : ` (${facts.map((fact) => fact[lang]).join(', ')})`;
  return {
    kind,
    part: part.part,
    key,
    services: sortedTexts(part.servicesOf(item)),
    what: {
      sv: `${name.sv} ${verbs[kind].sv}${note('sv')}`,
      en: `${name.en} ${verbs[kind].en}${note('en')}`,
    },
    source: sourceOf(part.placeOf(item)),
  };
}

function changed<Item>(part: ComparedPart<Item>, key: string, was: Item, is: Item): readonly PlanChange[] {
  const none = { sv: 'inget', en: 'none' };
  const differences = part.fields.flatMap(({ label, value }) => {
    const [old = none, now = none] = [value(was) ?? undefined, value(is) ?? undefined];
    if (old.sv === now.sv && old.en === now.en) return [];
    return [{ sv: `${label.sv} ${old.sv} → ${now.sv}`, en: `${label.en} ${old.en} → ${now.en}` }];
  });
  if (differences.length === 0) return [];
  const name = part.describe(is);
  return [
    {
      kind: 'changed',
      part: part.part,
      key,
      services: sortedTexts([...part.servicesOf(was), ...part.servicesOf(is)]),
      what: {
        sv: `${name.sv} ${verbs.changed.sv}: ${differences.map(({ sv }) => sv).join('; ')}`,
        en: `${name.en} ${verbs.changed.en}: ${differences.map(({ en }) => en).join('; ')}`,
      },
      source: sourceOf(part.placeOf(is)),
    },
  ];
}

function sourceOf(at: DeclaredPlace | null): string | null {
  if (at === null) return null;
  return at.line === null ? at.file : `${at.file}:${at.line}`;
}
