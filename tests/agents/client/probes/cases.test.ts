import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SourceError } from '#agents/client/host.ts';
import { probes } from '#agents/client/probes/index.ts';
import { AgentProfile, profileRules } from '#model/report/profile.ts';

/**
 * One recorded machine: what `read` gave and what `parse` makes of it. Adding a case is adding a file
 * `tests/cases/<probe>/<machine>.json`. `expected` holds the data and the reason of a partial section, or the
 * status and reason of one without data; `machine` says in a sentence what the case is about.
 */
const Case = z.strictObject({
  machine: z.string().min(1),
  profile: AgentProfile.default('server'),
  raw: z.unknown(),
  expected: z.union([
    z.strictObject({ data: z.unknown(), reason: z.string().optional() }),
    z.strictObject({ status: z.enum(['timeout', 'denied', 'unsupported']), reason: z.string() }),
  ]),
});

const root = new URL('../../../cases/', import.meta.url);

function casesOf(probe: string): string[] {
  const folder = new URL(`${probe}/`, root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

describe.each(probes.map((probe) => [probe.name, probe] as const))('%s', (name, probe) => {
  it('has cases of several kinds of machine', () => {
    expect(casesOf(name).length).toBeGreaterThanOrEqual(3);
  });

  it.each(casesOf(name))('reads %s', (file) => {
    const text = readFileSync(new URL(`${name}/${file}`, root), 'utf8');
    const { profile, raw, expected } = Case.parse(JSON.parse(text));
    const outcome = (() => {
      try {
        return probe.parse(raw, profileRules[profile]);
      } catch (error) {
        if (error instanceof SourceError) return { status: error.status, reason: error.message };
        throw error;
      }
    })();
    expect(outcome).toEqual(expected);
    if ('data' in outcome) expect(probe.schema.parse(outcome.data)).toEqual(outcome.data);
  });
});
