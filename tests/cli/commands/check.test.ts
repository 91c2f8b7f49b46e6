import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckReport } from '#cli/check/check-report.ts';
import { exitStatus } from '#cli/check/check-report.ts';
import { checkRevision } from '#cli/check/check-revision.ts';
import type { Comparison } from '#cli/check/compare-checks.ts';
import { renderJson } from '#cli/check/render-json.ts';
import { renderText } from '#cli/check/render-text.ts';
import type { CommandIo } from '#cli/command.ts';
import { check } from '#cli/commands/check.ts';
import type { CheckedSnapshot } from '#model/platform/checked-snapshot.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { buildDeclaration, buildService } from '../../builders/declaration.ts';
import { testNow } from '../../builders/fleet.ts';
import { refusalOf, runCommand } from '../run-command.ts';

const root = resolve(import.meta.dirname, '../../..');
const example = 'examples/orkelljunga';

const inRoot = (parts: Partial<CommandIo>) => ({ now: () => testNow, cwd: root, ...parts });
const run = (args: readonly string[], parts: Partial<CommandIo> = {}) =>
  runCommand(check, args, inRoot(parts));
const refusal = (args: readonly string[], parts: Partial<CommandIo> = {}) =>
  refusalOf(check, args, inRoot(parts));

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function copyOfExample(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-check-'));
  folders.push(folder);
  await cp(join(root, example), folder, { recursive: true });
  return folder;
}

describe('grundval check of the Örkelljunga example', () => {
  it('finds in the declaration what its README says was left in on purpose, and exits with 1', async () => {
    const { status, text } = await run([example, '--format', 'json']);
    const { results } = JSON.parse(text) as {
      results: { control: string; status: string; subject: { id: string } }[];
    };
    // The controls that need no plan and no resources.
    const declared = new Set(
      controls
        .filter(({ reads }) => reads.every((part) => part === 'declaration'))
        .map(({ id }) => id as string),
    );
    const open = results.filter(({ status, control }) => status !== 'met' && declared.has(control));
    expect(open.map((result) => [result.control, result.subject.id, result.status])).toEqual([
      ['GV-01', 'gis', 'finding'],
      ['GV-02', 'personec-p', 'finding'],
      ['GV-04', 'larplattform', 'finding'],
      ['GV-04', 'libra', 'exempt'],
      ['GV-05', 'e-legitimation', 'finding'],
      ['GV-07', 'procapita', 'finding'],
      ['GV-34', 'raindance', 'finding'],
      ['GV-37', 'telefoni', 'finding'],
    ]);
    expect(status).toBe(1);
  });

  it('says of each finding what is wrong, where it stands and what to do', async () => {
    const { text } = await run([example]);
    const declared = await readFile(join(root, example, 'services/personec-p.yaml'), 'utf8');
    const line = declared.split('\n').findIndex((row) => row.startsWith('classification:')) + 1;
    expect(text).toContain('▲ avvikelse  Personec P (hög, spärr)');
    expect(text).toContain('Beslutet om informationsklassning är från 2024-05-14, äldre än 24 månader.');
    expect(text).toContain(`${example}/services/personec-p.yaml:${line}  Klass K3 R3 T2 S2`);
    expect(text).toContain('(självdeklarerat)');
    expect(text).toContain('Åtgärd: Klassa informationen i KLASSA');
    expect(text).toContain('◆ undantag  Libra (till och med 2027-06-30)');
  });

  it('shows every denominator, what was not run and why, and what the exit status rests on', async () => {
    const { lines, text } = await run([example]);
    expect(text).toMatch(/▲ 1\u00a0avvikelse · ● \d+\u00a0uppfyllda av \d+\u00a0tjänster/);
    expect(text).toContain('○ GV-11  Säkerhetsuppdateringar är installerade inom fristen');
    expect(text).toContain('Kräver rapporter från enheter: kör grundval start.');
    expect(text).toContain('1 tjänst är bara föreslagen och bedöms inte ännu.');
    expect(lines.at(-1)).toBe('  4\u00a0avvikelser spärrar driftsättning till produktion.');
  });

  it('says the same in English', async () => {
    const { lines, text } = await run([example], { lang: 'en' });
    expect(text).toContain('▲ finding  GIS (high, blocking)');
    expect(text).toContain('No administrator is appointed.');
    expect(text).toContain('Remedy: Appoint an owner');
    expect(lines.at(-1)).toBe('  4\u00a0findings block going to production.');
    expect(text).not.toMatch(/avvikelse|Åtgärd|uppfyll/);
  });

  it('colours only where it may, and says nothing by colour alone', async () => {
    const plain = await run([example]);
    const coloured = await run([example], { colour: true });
    expect(plain.text).not.toContain('\u001b');
    expect(coloured.text).toContain('\u001b[31m▲ avvikelse\u001b[0m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
    expect(coloured.text.replace(/\u001b\[\d+m/g, '')).toBe(plain.text);
  });

  it('fits a narrow terminal, paths excepted', async () => {
    const { lines } = await run([example], { columns: 44 });
    for (const line of lines) {
      expect(line.length <= 44 || /\.yaml(:\d+)?$/.test(line) || /^ {2}[▲◆]|^ {2}\d|·/.test(line), line).toBe(
        true,
      );
    }
  });

  it('exits with 0 once nothing blocks', async () => {
    const folder = await copyOfExample();
    const edit = async (file: string, from: RegExp, to: string) => {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      expect(text).toMatch(from);
      await writeFile(path, text.replace(from, to));
    };
    await edit('services/gis.yaml', /^owner: (.*)$/m, 'owner: $1\nadministrators: [role:it-tekniker]');
    await edit('services/personec-p.yaml', /decision: KS-2024-6/, 'decision: KS-2026-10');
    await edit('services/katalog.yaml', /^.*from: internet, to: inloggning.*\n/m, '');
    await edit('services/larplattform.yaml', /class: bronze \}/, 'class: bronze, decision: KS-2026-11 }');
    const { status, lines } = await run([folder]);
    expect(lines.at(-1)).toBe('  Inget spärrar.');
    expect(status).toBe(0);
  });

  it('shows an exemption that has run out as a finding', async () => {
    const { status, text } = await run([example], { now: () => new Date('2027-07-01T08:00:00+02:00') });
    expect(text).toContain('▲ avvikelse  Libra (hög, spärr)');
    expect(text).toContain('Undantaget gick ut 2027-06-30.');
    expect(status).toBe(1);
  });
});

describe('grundval check of a wrong call or declaration', () => {
  it.each([
    [[], 'usage/missing-argument'],
    [[example, '--format', 'xml'], 'usage/flag-value'],
    [[example, '--fromat', 'json'], 'usage/unknown-flag'],
    [['no-such-folder'], 'declaration/no-folder'],
    [['README.md'], 'declaration/no-folder'],
  ])('refuses %j', async (args, code) => {
    expect((await refusal(args)).code).toBe(code);
  });

  it('gives the mistakes of the declaration as the loader does', async () => {
    const folder = await copyOfExample();
    const path = join(folder, 'services/gis.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('stage: ordered', 'stage: orderd'));
    const error = await refusal([folder]);
    expect(error.code).toBe('declaration/invalid');
    expect(error.message).toMatch(
      /services\/gis\.yaml:\d+:\d+ stage: found "orderd".*did you mean `ordered`/,
    );
  });

  it('gives mistakes in the parameters of a control the same way, with their line', async () => {
    const folder = await copyOfExample();
    const path = join(folder, 'grundval.yaml');
    const text = (await readFile(path, 'utf8')).replace(
      'controls: {}',
      'controls:\n  GV-02: { maximumAgeMonth: 12 }',
    );
    await writeFile(path, text);
    const line = text.split('\n').findIndex((row) => row.includes('maximumAgeMonth')) + 1;
    const error = await refusal([folder]);
    expect(error.code).toBe('declaration/invalid');
    expect(error.message).toContain(
      `grundval.yaml:${line}:1 controls.GV-02.maximumAgeMonth: found the unknown key`,
    );
    expect(error.message).toContain('did you mean `maximumAgeMonths`?');
  });
});

describe('the report of a check', () => {
  function report(parts: Partial<CheckReport> = {}): CheckReport {
    const options = { folder: '.', environment: undefined, target: undefined, now: testNow };
    return { ...checkRevision(buildDeclaration(), options), base: null, ...parts };
  }

  it('has a stable form for machines, with both languages and times in UTC', () => {
    const json = JSON.parse(renderJson(report())) as Record<string, unknown>;
    expect(Object.keys(json)).toEqual([
      'schemaVersion',
      'organisation',
      'folder',
      'checkedAt',
      'exitStatus',
      'summary',
      'controls',
      'results',
      'plan',
      'stacks',
      'differences',
      'mistakes',
      'unsupported',
      'base',
      'notRun',
      'failed',
    ]);
    expect(json).toMatchObject({
      schemaVersion: 1,
      organisation: { id: 'exempel' },
      checkedAt: '2026-11-24T11:00:00.000Z',
      exitStatus: 0,
      summary: { met: 4, finding: 1, exempt: 0, 'not-measured': 1, total: 6, measured: 5, blocking: 0 },
    });
    expect((json['results'] as unknown[])[0]).toMatchObject({
      control: 'GV-01',
      controlVersion: 1,
      subject: { kind: 'service', id: 'tjanst', name: 'Tjänsten' },
      status: 'met',
      blocking: false,
      message: { en: 'Owner and administrator are appointed and somebody holds their roles.' },
      exemption: null,
    });
  });

  it('never passes where a control failed, and says which', () => {
    const { evaluation, ...rest } = report();
    const broken: CheckReport = {
      ...rest,
      evaluation: { ...evaluation, failed: [{ control: 'GV-02', error: new Error('a bug') }] },
    };
    expect(exitStatus(broken)).toBe(70);
    const text = renderText(broken, { lang: 'sv', colour: false }).join('\n');
    expect(text).toContain('GV-02  Informationsklassningen är beslutad och aktuell: a bug');
    expect(text).toContain('Resultatet är ofullständigt.');
  });

  it('lets no name in the declaration steer the terminal', () => {
    const declaration = buildDeclaration({
      services: [buildService({ owner: null, name: 'Falsk\u001b[2J\u0007tjänst' })],
    });
    const evaluation = evaluateControls({ controls, declaration, fleet: null, now: testNow });
    const text = renderText(report({ declaration, evaluation, blocking: [] }), { lang: 'sv', colour: false });
    expect(text.join('\n')).toContain('Falsk [2J tjänst');
    expect(text.join('\n')).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('names the file of a service that says nothing of the matter', () => {
    const declaration = buildDeclaration({
      services: [buildService({ serviceLevel: null })],
      lines: { 'services/tjanst.yaml': {} },
    });
    const evaluation = evaluateControls({ controls, declaration, fleet: null, now: testNow });
    const lines = renderText(report({ folder: 'kommun/', declaration, evaluation, blocking: [] }), {
      lang: 'sv',
      colour: false,
    });
    expect(lines).toContain('    kommun/services/tjanst.yaml');
  });
});

const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Prov', '-c', 'user.email=prov@example.org', ...args], {
    encoding: 'utf8',
  });

/** The example under version control, with a change after the first commit. */
async function changedExample(file: string, from: RegExp, to: string): Promise<string> {
  const folder = await copyOfExample();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'Först');
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(from);
  await writeFile(path, text.replace(from, to));
  return folder;
}

interface JsonComparison {
  readonly base: { readonly commit: string; readonly outcome: Comparison };
}

describe('grundval check against an earlier revision', () => {
  it('shows the five differences of a service level that is lowered', async () => {
    const folder = await changedExample(
      'services/treserva.yaml',
      /class: silver, decision: SN-2026-15/,
      'class: bronze',
    );
    const { text } = await run([folder, '--base', 'main', '--format', 'json']);
    const {
      configuration,
      controls: changed,
      cost,
      affected,
    } = (JSON.parse(text) as JsonComparison).base.outcome;
    expect(configuration.changes.map(({ what }) => what.sv)).toContain(
      'Tjänsten Treserva ändras: servicenivå silver → bronze',
    );
    expect(
      changed.map(({ result, before, after }) => [result.control, result.subject.id, before, after]),
    ).toEqual(expect.arrayContaining([['GV-04', 'treserva', 'met', 'finding']]));
    expect(cost.services.map(({ id }) => id)).toEqual(['treserva']);
    expect(cost.standing.after - cost.standing.before).toBe((12_000 - 38_000) * 100);
    expect(affected.services).toEqual(['treserva']);
    expect(affected.fall.users.atLeast).toBeGreaterThan(0);
  });

  it('as Markdown has each difference under its own heading, also where there is none', async () => {
    const folder = await changedExample('services/castor.yaml', /sekPerYear: 210000/, 'sekPerYear: 211000');
    const { text } = await run([folder, '--base', 'main', '--format', 'markdown']);
    for (const title of [
      'Konfiguration',
      'Kontroller',
      'Kostnad',
      'Energi',
      'Berörda tjänster och användare',
    ]) {
      expect(text).toContain(`### ${title}\n`);
    }
    expect(text).toContain('Ingen ändring på plattformen.');
    expect(text).toMatch(/\| Castor \| [\d\u00a0\u202f]+ \| [\d\u00a0\u202f]+ \| \+1[\u00a0\u202f]000 \|/);
    expect(text).toContain('Ingen tjänst i bruk berörs.');
  });

  it('says why there is nothing to compare with, and judges what is there', async () => {
    const folder = await copyOfExample();
    git(folder, 'init', '--quiet');
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Tom');
    const { text, status } = await run([folder, '--base', 'HEAD']);
    expect(text).toContain('Det går inte att jämföra. Deklarationen');
    expect(status).toBe(1);
  });
});

describe('grundval check on other targets', () => {
  it('renders the whole platform on both, and what is rendered means what the plan says', async () => {
    const { text } = await run([example, '--target', 'all', '--format', 'json']);
    const { stacks, differences, mistakes } = JSON.parse(text) as {
      readonly stacks: readonly {
        readonly stack: string;
        readonly asIf: boolean;
        readonly resources: number;
      }[];
      readonly differences: readonly unknown[];
      readonly mistakes: readonly unknown[];
    };
    const asIf = stacks.filter((stack) => stack.asIf);
    expect(asIf.map(({ stack }) => stack)).toEqual(
      ['kubernetes', 'azure'].flatMap((target) =>
        ['base', 'services'].map((layer) => `orkelljunga.produktion.as-if-${target}.${layer}`),
      ),
    );
    for (const { stack, resources } of asIf) expect(resources, stack).toBeGreaterThan(50);
    expect(differences).toEqual([]);
    expect(mistakes).toEqual([]);
  });

  it('leaves a snapshot that holds declaration, plan, work orders and results', async () => {
    const folder = await copyOfExample();
    await run([folder]);
    const text = await readFile(join(folder, '.grundval/snapshot-produktion.json'), 'utf8');
    const snapshot = JSON.parse(text) as CheckedSnapshot;
    expect(snapshot).toMatchObject({ schemaVersion: 1, environment: 'produktion' });
    expect(snapshot.plan?.groups.length).toBeGreaterThan(20);
    expect(snapshot.workOrders.map(({ site }) => site.id)).toEqual(['hall-1']);
    expect(snapshot.results.length).toBeGreaterThan(200);
    expect(await readFile(join(folder, '.grundval/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('says where a snapshot could not be written', async () => {
    const error = await refusal([example, '--snapshot', join(root, 'package.json', 'x.json')]);
    expect(error.code).toBe('check/snapshot-not-written');
  });

  it('as HTML is one file that needs nothing else', async () => {
    const { text } = await run([example, '--format', 'html']);
    expect(text).toMatch(/^<!doctype html>\n<html lang="sv">/);
    expect(text).toContain('<h1>Örkelljunga kommun: grundval check</h1>');
    expect(text).not.toMatch(/<script|https?:\/\/(?!\S*example)/);
  });
});
