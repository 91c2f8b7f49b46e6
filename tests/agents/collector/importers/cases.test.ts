import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '#agents/collector/importers/importer.ts';
import { importers } from '#agents/collector/importers/index.ts';
import { readExport } from '#agents/collector/importers/read-export.ts';

interface Case {
  readonly from: string;
  readonly options?: ImportOptions;
  readonly raw: { readonly encoding: string; readonly lines: readonly string[]; readonly lineEnd?: string };
  /** A part of the result, as JSON has it. */
  readonly expected: Record<string, unknown>;
}

const encoders: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  'utf-8 with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'utf-16le with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

const folder = new URL('../../../cases/importers/', import.meta.url);
const now = new Date('2026-11-22T12:00:00Z');

describe('files as tools and people make them', () => {
  it.each(readdirSync(folder))('%s', (name) => {
    const { from, options, raw, expected }: Case = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const importer = importers.find((candidate) => candidate.name === from);
    const bytes = encoders[raw.encoding]?.(raw.lines.join(raw.lineEnd ?? '\r\n'));
    if (importer === undefined || bytes === undefined)
      throw new Error(`the case ${name} asks for what there is not`);
    const result: unknown = JSON.parse(JSON.stringify(readExport(bytes, importer, options ?? {}, now)));
    expect(result).toMatchObject(expected);
  });
});
