import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CommandOptions, type Host, SourceError } from '#agents/client/host.ts';
import { powershellArguments, readWindowsSections } from '#agents/client/windows/read-inventory.ts';
import { windowsSections } from '#agents/client/windows/sections/index.ts';
import { profileRules } from '#model/report/profile.ts';
import { sectionNames } from '#model/report/sections/index.ts';
import { stubHost } from '../stub-host.ts';

const windows = new URL('../../../../agents/client/windows/', import.meta.url);
const script = readFileSync(new URL('inventory.ps1', windows), 'utf8');

interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: CommandOptions;
}

function device(answer: string | SourceError): { readonly host: Host; readonly calls: Call[] } {
  const calls: Call[] = [];
  const host = stubHost({
    platform: 'win32',
    now: () => new Date('2026-11-24T08:00:00.000Z'),
    async run(program, args, options) {
      calls.push({ program, args, options });
      if (answer instanceof SourceError) throw answer;
      return { exitCode: 0, stdout: answer, stderr: '' };
    },
  });
  return { host, calls };
}

describe('a Windows device', () => {
  it('is read by one PowerShell, which gets the script over its input and never as a file or encoded', async () => {
    const { host, calls } = device('{"schemaVersion":1,"sections":{}}');
    await readWindowsSections(host, ['memory', 'updates'], profileRules.server);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.program).toBe('powershell.exe');
    expect(calls[0]?.options.input).toBe(script);
    expect(calls[0]?.args.join(' ')).toContain("-Sections 'memory,updates' -Addresses -ProgramNames");
    expect(calls[0]?.args.join(' ')).not.toMatch(/-enc|-file|bypass|hidden/i);
  });

  it.each([
    ['staff', '-Addresses', true],
    ['staff', '-ProgramNames', false],
    ['pupil', '-Addresses', false],
    ['pupil', '-ProgramNames', false],
    ['shared', '-ProgramNames', true],
  ] as const)('of profile %s is asked for %s: %s', (profile, flag, isAsked) => {
    expect(powershellArguments(['network'], profileRules[profile]).join(' ').includes(flag)).toBe(isAsked);
  });

  it.each(['timeout', 'denied', 'unsupported'] as const)(
    'whose PowerShell is %s tells so in every section',
    async (status) => {
      const { host } = device(new SourceError(status, 'powershell.exe: so it was'));
      const sections = await readWindowsSections(host, ['memory', 'updates'], profileRules.server);
      for (const name of ['memory', 'updates'] as const) {
        expect(sections[name]).toMatchObject({ status, reason: 'powershell.exe: so it was' });
      }
    },
  );

  it('of which nothing is to be read starts no PowerShell', async () => {
    const { host, calls } = device('');
    expect(await readWindowsSections(host, [], profileRules.pupil)).toEqual({});
    expect(calls).toEqual([]);
  });
});

describe('the sections of Windows', () => {
  it('are what stands in the folder, and everything a report may carry', () => {
    const files = readdirSync(new URL('sections/', windows))
      .filter((name) => name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''))
      .sort();
    expect(windowsSections.map(({ name }) => name)).toEqual(files);
    expect([...sectionNames].sort()).toEqual(files);
  });

  it('all have a reader in the script', () => {
    const readers = [...script.matchAll(/^\$readers\['([^']+)'\]/gm)].map(([, name]) => name);
    expect(readers.sort()).toEqual([...sectionNames].sort());
  });
});

describe('the script', () => {
  it('is plain ASCII, which Windows PowerShell reads alike in every language', () => {
    expect(script).toMatch(/^[\t\n\x20-\x7e]*$/);
  });

  it.each([
    'Win32_Product\\b',
    'manage-bde',
    'Invoke-Expression',
    'Invoke-WebRequest',
    'Set-',
    'Remove-Item',
    'net localgroup',
    'systeminfo',
  ])('never uses %s', (word) => {
    const code = script.replace(/<#[\s\S]*?#>/g, '').replace(/(^|\s)#.*$/gm, '');
    expect(code).not.toMatch(new RegExp(word));
  });

  it('has balanced brackets outside of texts and comments', () => {
    const code = script
      .replace(/<#[\s\S]*?#>/g, '')
      .replace(/'[^'\n]*'|"[^"\n]*"/g, '')
      .replace(/#.*$/gm, '');
    for (const [open, close] of ['()', '{}', '[]']) {
      const count = (bracket: string | undefined) => code.split(bracket ?? '').length;
      expect(count(open)).toBe(count(close));
    }
  });
});
