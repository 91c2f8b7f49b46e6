import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { kravspec } from '#cli/commands/kravspec.ts';
import { GrundvalError } from '#model/error.ts';
import { runCommand } from '../run-command.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

async function run(args: readonly string[], parts: Partial<CommandIo> = {}): Promise<string> {
  const now = () => new Date('2026-11-24T06:42:00Z');
  const { status, text } = await runCommand(kravspec, args, { now, cwd: root, ...parts });
  expect(status).toBe(0);
  return text;
}

describe('grundval kravspec', () => {
  it('prints the sixteen areas with numbered requirements and where each is declared, as Markdown', async () => {
    const text = await run(['examples/orkelljunga']);
    expect(text).toMatch(/^# Kravspecifikation: teknik och arkitektur\n/);
    expect(text).toContain('| Organisation | Örkelljunga kommun |');
    expect(text).toContain('| Datum | 2026-11-24 |');
    expect(text.match(/^## [a-p]\. .+ \(KUN-50[a-p]\)$/gm)).toHaveLength(16);
    expect(text).toMatch(/^\| a1 \| Nätet ska nå Serverhallen \(serverhall\)\. \| network\.yaml:\d+ \|$/m);
    expect(text).toMatch(/\(KUN-50g\)\n\nInget deklarerat\./);
  });

  it('names the version by a hash that follows the files and not the hour', async () => {
    const hashOf = (text: string) => /\| Version \| ([0-9a-f]{64}) /.exec(text)?.[1];
    const first = hashOf(await run(['examples/orkelljunga']));
    const later = hashOf(
      await run(['examples/orkelljunga'], { now: () => new Date('2027-01-01T00:00:00Z') }),
    );
    expect(first).toBeDefined();
    expect(later).toBe(first);
    expect(hashOf(await run(['examples/exempelbygden']))).not.toBe(first);
  });

  it('writes one HTML file that needs nothing else, in the language asked for', async () => {
    const page = await run(['examples/orkelljunga', '--format', 'html'], { lang: 'en' });
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('The network shall reach Serverhallen (data hall).');
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  it('writes JSON in both languages', async () => {
    const document = JSON.parse(await run(['examples/orkelljunga', '--format', 'json']));
    expect(document).toMatchObject({
      schemaVersion: 1,
      organisation: { id: 'orkelljunga', name: 'Örkelljunga kommun' },
      environment: 'Produktion',
      writtenAt: '2026-11-24T06:42:00.000Z',
    });
    expect(document.areas).toHaveLength(16);
    expect(document.areas[6]).toMatchObject({ id: 'KUN-50g', requirements: [] });
    expect(document.areas[0].requirements[0]).toMatchObject({
      number: 'a1',
      text: { en: 'The network shall reach Serverhallen (data hall).' },
    });
  });

  it('refuses a folder that is no declaration', async () => {
    await expect(run(['tests'])).rejects.toBeInstanceOf(GrundvalError);
    await expect(run([])).rejects.toMatchObject({ code: 'usage/missing-argument' });
  });
});
