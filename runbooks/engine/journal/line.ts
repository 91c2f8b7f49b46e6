import { hash } from 'node:crypto';
import type { JsonValue } from '#model/platform/rendering.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import { type JournalEntry, journalKinds } from './entry.ts';

/** What the first entry has as the hash of the one before. */
export const noHash = '0'.repeat(64);

/** Longest line in bytes, so that no damaged file fills the memory of who reads it. */
export const longestLineBytes = 8 * 1024 * 1024;

/**
 * One entry as it stands in the file, without the line break: its canonical JSON. The hash covers that text
 * without the member `hash`, so whoever has the line can check it by cutting the member out, in any language.
 */
export function writeLine(entry: Omit<JournalEntry, 'hash'>): {
  readonly entry: JournalEntry;
  readonly line: string;
} {
  const { at, body, kind, prev, seq } = entry;
  const bare = canonicalJson({ at, body, kind, prev, seq });
  const sealed = { ...entry, hash: hash('sha256', bare, 'hex') };
  return { entry: sealed, line: canonicalJson(sealed) };
}

/** What a line says, or why it is none of a journal. */
export type LineReading =
  | {
      readonly entry: JournalEntry;
      /** Of the line's own content: another one than `entry.hash` means that somebody has edited it. */
      readonly actualHash: string;
    }
  | { readonly expected: string; readonly found: string };

// The members are sorted and all but `body` have a fixed form, so the body is what stands between. A body may hold
// the same words; the last ones are the line's own. Positions rather than patterns: a million lines in seconds.
const start = '{"at":"';
const atLength = '2026-01-01T00:00:00.000Z'.length;
const beforeBody = '","body":';
const bodyAt = start.length + atLength + beforeBody.length;
const beforeHash = ',"hash":"';
const hashMemberLength = `${beforeHash}${noHash}"`.length;
const beforeKind = ',"kind":"';
const beforePrev = '","prev":"';
const beforeSeq = '","seq":';
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const kinds: ReadonlySet<string> = new Set(journalKinds);

/**
 * Reads one line. Only the bytes that {@link writeLine} would write are a line: no other spelling of the same. Whether
 * its two hashes are any is left to who compares them.
 */
export function readLine(line: string): LineReading {
  const cut = line.lastIndexOf(beforeHash);
  const kindAt = cut + hashMemberLength + beforeKind.length;
  const kindEnd = line.indexOf('"', kindAt);
  const prevAt = kindEnd + beforePrev.length;
  const at = line.slice(start.length, start.length + atLength);
  const stated = line.slice(cut + beforeHash.length, cut + hashMemberLength - 1);
  const kind = line.slice(kindAt, kindEnd);
  const prev = line.slice(prevAt, prevAt + noHash.length);
  const seq = Number(line.slice(prevAt + noHash.length + beforeSeq.length, -1));
  if (
    cut < bodyAt ||
    !(Number.isSafeInteger(seq) && seq >= 0) ||
    !line.startsWith(start) ||
    !line.startsWith(beforeBody, start.length + atLength) ||
    line.slice(cut) !== `,"hash":"${stated}","kind":"${kind}","prev":"${prev}","seq":${seq}}` ||
    !time.test(at) ||
    Number.isNaN(Date.parse(at))
  ) {
    return unlike(line);
  }
  if (!isKind(kind)) return { expected: journalKinds.join(' | '), found: kind };
  const text = line.slice(bodyAt, cut);
  const body = parse(text);
  if (body === undefined || !isCanonical(text, body)) return unlike(line);
  return {
    entry: { seq, at, prev, kind, body, hash: stated },
    actualHash: hash('sha256', line.slice(0, cut) + line.slice(cut + hashMemberLength), 'hex'),
  };
}

const isKind = (text: string): text is JournalEntry['kind'] => kinds.has(text);

const unlike = (line: string) => ({
  expected: '{"at":…,"body":…,"hash":…,"kind":…,"prev":…,"seq":…}',
  found: line.length > 80 ? `${line.slice(0, 80)}…` : line,
});

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The native writer is an order of magnitude faster, and right where all keys stand in order already. */
function isCanonical(text: string, value: JsonValue): boolean {
  return hasSortedKeys(value) ? JSON.stringify(value) === text : canonicalJson(value) === text;
}

function hasSortedKeys(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isList(value)) return value.every(hasSortedKeys);
  let before = '';
  for (const key in value) {
    if (key < before || !hasSortedKeys(value[key] ?? null)) return false;
    before = key;
  }
  return true;
}

const isList: (value: JsonValue) => value is readonly JsonValue[] = Array.isArray;
