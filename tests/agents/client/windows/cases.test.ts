import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInventory } from '#agents/client/windows/parse-inventory.ts';
import { AgentProfile, profileRules } from '#model/report/profile.ts';
import { SectionEnvelope } from '#model/report/section.ts';
import { type SectionName, sectionNames } from '#model/report/sections/index.ts';

/**
 * One built output of `inventory.ps1` and what is made of it; adding a case is adding a file
 * `tests/cases/windows/<machine>.json`. `printed` is the document, or a text that is none.
 */
const Case = z.strictObject({
  machine: z.string().min(1),
  profile: AgentProfile,
  names: z.array(z.enum(sectionNames as [SectionName, ...SectionName[]])),
  printed: z.union([z.string(), z.record(z.string(), z.unknown())]),
  expected: z.record(z.string(), z.unknown()),
});

const folder = new URL('../../../cases/windows/', import.meta.url);
const collectedAt = '2026-11-24T08:00:00.000Z';

describe('a built output of Windows', () => {
  it.each(readdirSync(folder).sort())('is read: %s', (file) => {
    const { profile, names, printed, expected } = Case.parse(
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
    );
    const stdout = typeof printed === 'string' ? printed : JSON.stringify(printed);
    const sections = parseInventory(stdout, names, profileRules[profile], collectedAt);
    const told = Object.entries(sections).map(([name, section]) => {
      const { data, ...envelope } = 'data' in section ? section : { ...section, data: undefined };
      expect(SectionEnvelope.parse(envelope)).toEqual(envelope);
      const { source: _source, collectedAt: at, ...rest } = envelope;
      expect(at).toBe(collectedAt);
      return [name, data === undefined ? rest : { ...rest, data }];
    });
    expect(Object.fromEntries(told)).toEqual(expected);
  });
});
