import { hash } from 'node:crypto';
import { compareText } from '#model/compare-text.ts';
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

// The members are sorted and all but `body` have a fixed form, so the body is what stands between.
const head = /^\{"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","body":/;
const headLength = '{"at":"2026-01-01T00:00:00.000Z","body":'.length;
const tail =
  /,"hash":"([0-9a-f]{64})","kind":"([a-z]{1,20})","prev":"([0-9a-f]{64})","seq":(0|[1-9]\d{0,14})\}$/;
const longestTail = 240;
const hashMemberLength = `,"hash":"${noHash}"`.length;
const kinds: ReadonlySet<string> = new Set(journalKinds);

/** Reads one line. Only the bytes that {@link writeLine} would write are a line: no other spelling of the same. */
export function readLine(line: string): LineReading {
  const start = head.exec(line.slice(0, headLength));
  const end = tail.exec(line.slice(-longestTail));
  const [, at = ''] = start ?? [];
  const [whole = '', stated = '', kind = '', prev = '', seq = ''] = end ?? [];
  if (start === null || end === null || Number.isNaN(Date.parse(at))) return unlike(line);
  if (!isKind(kind)) return { expected: journalKinds.join(' | '), found: kind };
  const cut = line.length - whole.length;
  const text = line.slice(headLength, cut);
  const body = parse(text);
  if (body === undefined || !isCanonical(text, body)) return unlike(line);
  return {
    entry: { seq: Number(seq), at, prev, kind, body, hash: stated },
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
  if (Array.isArray(value)) return value.every(hasSortedKeys);
  let before = '';
  for (const [key, inner] of Object.entries(value)) {
    if (compareText(key, before) < 0 || !hasSortedKeys(inner)) return false;
    before = key;
  }
  return true;
}
