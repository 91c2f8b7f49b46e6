import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { probes } from '#agents/client/probes/index.ts';
import { sectionSchemas } from '#model/report/sections/index.ts';

const folder = new URL('../../../../agents/client/probes/', import.meta.url);

describe('the list of probes', () => {
  it('is what stands in the folder, sorted, each under its own name', () => {
    const files = readdirSync(folder)
      .filter((name) => name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''))
      .sort();
    expect(probes.map((probe) => probe.name)).toEqual(files);
  });

  it.each(probes.map((probe) => [probe.name, probe] as const))('describes %s to people', (_name, probe) => {
    for (const sentence of [probe.description, probe.descriptionSv]) {
      expect(sentence).toMatch(/^\p{Lu}[^\n]{15,}\.$/u);
    }
    expect(probe.descriptionSv).not.toBe(probe.description);
    expect(probe.source.length).toBeGreaterThan(0);
    expect(probe.source.length).toBeLessThanOrEqual(500);
  });

  it.each(probes.map((probe) => [probe.name, probe] as const))('keeps %s within bounds', (name, probe) => {
    expect(probe.schema).toBe(sectionSchemas[name]);
    expect(probe.platforms).toContain('linux');
    expect(probe.timeoutSeconds).toBeGreaterThan(0);
    expect(probe.timeoutSeconds).toBeLessThanOrEqual(120);
  });
});
