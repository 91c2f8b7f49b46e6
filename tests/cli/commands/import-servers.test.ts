import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { importServers } from '#cli/commands/import-servers.ts';
import { inLanguage } from '#model/bilingual-error.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { GrundvalError } from '#model/error.ts';
import { controls } from '#policies/controls/index.ts';
import { evaluateControls } from '#policies/evaluate.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const exportsFolder = fileURLToPath(new URL('../../../../shared/data/exports/', import.meta.url));
const now = new Date('2026-11-24T11:00:00Z');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grundval-servers-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function run(args: readonly string[], lang: CommandIo['lang'] = 'sv') {
  const lines: string[] = [];
  const io: CommandIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    lang,
    colour: false,
    now: () => now,
    cwd: folder,
    signal: new AbortController().signal,
  };
  const status = await importServers.run(args, io).catch((error: unknown) => {
    throw error instanceof GrundvalError ? inLanguage(error, lang) : error;
  });
  return { status, text: lines.join('\n').replace(/[\u00a0\u202f]/g, ' ') };
}

const vInfoHeader =
  'VM,Powerstate,Template,SRM Placeholder,CPUs,Memory,Primary IP Address,Network #1,Folder,Annotation,' +
  'OS according to the configuration file,OS according to the VMware Tools,VM ID,SMBIOS UUID,VM UUID,VI SDK UUID';

interface Row {
  readonly name: string;
  readonly power?: string;
  readonly template?: string;
  readonly cpus?: string;
  readonly memory?: string;
  readonly ip?: string;
  readonly folder?: string;
  readonly note?: string;
  readonly chosen?: string;
  readonly system?: string;
  readonly smbios?: string;
  readonly uuid?: string;
}

let serial = 0;
function vInfoRow(row: Row): string {
  serial += 1;
  const cells = [
    row.name,
    row.power ?? 'poweredOn',
    row.template ?? 'False',
    'False',
    row.cpus ?? '2',
    row.memory ?? '4,096',
    row.ip ?? '',
    'VLAN120',
    row.folder ?? '/Datahall/vm',
    row.note ?? '',
    row.chosen ?? '',
    row.system ?? 'Debian GNU/Linux 13 (64-bit)',
    `vm-${serial}`,
    row.smbios ?? `smbios-${serial}`,
    row.uuid ?? `uuid-${serial}`,
    'vc-1',
  ];
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

async function writeVinfo(...rows: readonly Row[]): Promise<string> {
  const path = join(folder, 'RVTools_tabvInfo.csv');
  await writeFile(path, `${[vInfoHeader, ...rows.map(vInfoRow)].join('\n')}\n`);
  return path;
}

async function copyOrkelljunga(): Promise<string> {
  const target = join(folder, 'ork');
  await cp(join(root, 'examples/orkelljunga'), target, { recursive: true });
  return target;
}

describe('grundval import servers into a new folder', () => {
  it('writes a declaration that loads, and whose controls find what nobody has said', async () => {
    await writeVinfo({ name: 'treserva-app01', ip: '10.0.0.5' }, { name: 'treserva-db01' });
    const { status, text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny']);
    expect(status).toBe(0);
    expect(text).toContain('treserva (namn)  app: treserva-app01 · db: treserva-db01');
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services.map(({ id }) => id)).toEqual(['treserva']);
    expect(declaration.services[0]).toMatchObject({
      stage: 'in-use',
      runsOn: 'hall-1',
      capability: 'okand-treserva',
      servers: [
        {
          role: 'app',
          count: 1,
          size: 'v2-m4',
          image: 'debian-13',
          addresses: [{ number: 1, ipv4: '10.0.0.5' }],
        },
        { role: 'db', count: 1, size: 'v2-m4', image: 'debian-13' },
      ],
    });
    expect(declaration.services[0]?.owner).toBeUndefined();
    const { results } = evaluateControls({ controls, declaration, fleet: null, now });
    const found = (id: string) =>
      results.some(
        ({ control, status: is, subject }) => control === id && is === 'finding' && subject.id === 'treserva',
      );
    expect(['GV-01', 'GV-02', 'GV-04'].filter((id) => !found(id))).toEqual([]);
  });

  it('marks in the file what had to be said without being known, and approves no image', async () => {
    await writeVinfo({ name: 'gis01' });
    await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny']);
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services[0]?.basis?.illustrative).toEqual([
      'purpose',
      'platform',
      'capability',
      'hosting',
    ]);
    expect(declaration.standards.images.map(({ approved }) => approved)).toEqual([false]);
    expect(declaration.prices.illustrative).toBe(true);
    expect(await readFile(join(folder, 'ny/services/gis.yaml'), 'utf8')).toContain('# 1: gis01');
  });

  it('writes nothing with --check, and says so', async () => {
    await writeVinfo({ name: 'gis01' });
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny', '--check']);
    expect(text).toContain('Inget är skrivet (--check); 9 filer skulle skrivas i ny.');
    expect(existsSync(join(folder, 'ny'))).toBe(false);
  });

  it('gives the whole proposal as JSON', async () => {
    await writeVinfo({ name: 'gis01' }, { name: 'mall', template: 'True' });
    const { text } = await run(
      ['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny', '--format', 'json'],
      'en',
    );
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      written: true,
      rowsRead: 2,
      services: [{ id: 'gis' }],
      leftOut: [{ name: 'mall', reason: 'template' }],
    });
  });
});

describe('grundval import servers into a declaration', () => {
  it('adds services that load with the rest, in the zone that their address lies in', async () => {
    const ork = await copyOrkelljunga();
    await writeVinfo(
      { name: 'BYGG-APP-01', ip: '10.12.120.9', cpus: '3', memory: '8,192' },
      { name: 'BYGG-APP-02', ip: '10.12.120.10', cpus: '4', memory: '8,192' },
      { name: 'BYGG-DB-01', ip: '192.0.2.7' },
    );
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork']);
    const declaration = await loadDeclaration(ork);
    const bygg = declaration.services.find(({ id }) => id === 'bygg');
    expect(bygg).toMatchObject({
      responsibleUnit: 'it-enheten',
      runsOn: 'hall-1',
      servers: [
        {
          role: 'app',
          count: 2,
          size: 'medium',
          image: 'debian-13',
          zone: 'adm',
          addresses: [
            { number: 1, ipv4: '10.12.120.9' },
            { number: 2, ipv4: '10.12.120.10' },
          ],
        },
        { role: 'db', count: 1, size: 'small' },
      ],
    });
    expect(text).toContain('BYGG-DB-01: 192.0.2.7 (VLAN120) ligger inte i nätet för någon serverzon');
    const plan = planPlatform(declaration, { environment: 'produktion' });
    const app = plan.groups.find(({ key }) => key === 'bygg/app');
    expect(app?.servers.map(({ ipv4 }) => ipv4?.address)).toEqual(['10.12.120.9', '10.12.120.10']);
  });

  it('keeps a server waiting whose size or image the declaration lacks, with all that is known of it', async () => {
    const ork = await copyOrkelljunga();
    await writeVinfo(
      { name: 'stor', cpus: '64', memory: '524,288', ip: '10.12.120.11' },
      { name: 'aldre', system: 'Microsoft Windows Server 2016 or later (64-bit)' },
      { name: 'otackt', system: 'Ubuntu 24.04.3 LTS' },
      { name: 'tyst', system: '', chosen: 'Debian GNU/Linux 13 (64-bit)' },
    );
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork']);
    expect(text).toContain('stor: Ingen storlek i prices.yaml rymmer 64 vCPU och 512 GiB minne.');
    expect(text).toContain(
      'aldre: Operativsystemet "Microsoft Windows Server 2016 or later (64-bit)" kan vara flera',
    );
    expect(text).toContain('otackt: Kör Ubuntu 24.04, som standards.yaml inte har någon avbild för');
    expect(text).toContain(
      'tyst: Vilket operativsystem den kör är inte mätt ("Debian GNU/Linux 13 (64-bit)" valdes',
    );
    const declaration = await loadDeclaration(ork);
    for (const id of ['stor', 'aldre', 'otackt', 'tyst']) {
      expect(declaration.services.find((service) => service.id === id)?.servers).toEqual([]);
    }
    expect(await readFile(join(ork, 'services/stor.yaml'), 'utf8')).toContain(
      'Känt: 64 vCPU, 512 GiB, 10.12.120.11',
    );
  });

  it('overwrites nothing, names what is in the way and writes nothing at all', async () => {
    const ork = await copyOrkelljunga();
    const before = await readFile(join(ork, 'services/gis.yaml'), 'utf8');
    await writeVinfo({ name: 'gis01' }, { name: 'nytt01' });
    await expect(run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork'])).rejects.toMatchObject({
      code: 'import/would-overwrite',
      message: expect.stringContaining('services/gis.yaml'),
    });
    expect(await readFile(join(ork, 'services/gis.yaml'), 'utf8')).toBe(before);
    expect(existsSync(join(ork, 'services/nytt.yaml'))).toBe(false);
  });

  it('knows again what it proposed before, by name and by address', async () => {
    await copyOrkelljunga();
    await writeVinfo({ name: 'bygg01', ip: '10.12.120.9' });
    await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork']);
    await writeVinfo(
      { name: 'bygg01', ip: '10.12.120.9' },
      { name: 'TRESERVA-DB-1' },
      { name: 'ny01', ip: '10.12.120.20' },
    );
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork']);
    expect(text).toContain('finns redan i deklarationen: bygg01, TRESERVA-DB-1');
    expect(text).toContain('1 server i 1 tjänst föreslås');
  });

  it('adds to no declaration that is broken', async () => {
    const ork = await copyOrkelljunga();
    await writeFile(join(ork, 'prices.yaml'), 'year: i år\n');
    await writeVinfo({ name: 'nytt01' });
    await expect(run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork'])).rejects.toMatchObject({
      code: 'declaration/invalid',
    });
  });

  it('asks for the unit where the declaration names no contact', async () => {
    const ork = await copyOrkelljunga();
    const file = join(ork, 'grundval.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^contact:.*$/m, ''));
    await writeVinfo({ name: 'nytt01' });
    const call = ['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork'];
    await expect(run(call)).rejects.toMatchObject({
      code: 'usage/missing-flag',
      hint: expect.stringContaining('--unit'),
    });
    await expect(run([...call, '--unit', 'annan'])).rejects.toMatchObject({ code: 'usage/flag-value' });
    await run([...call, '--unit', 'kansliet']);
    expect((await loadDeclaration(ork)).services.find(({ id }) => id === 'nytt')?.responsibleUnit).toBe(
      'kansliet',
    );
  });

  it('puts nothing on a site that an engine runs or that is not there', async () => {
    await copyOrkelljunga();
    await writeVinfo({ name: 'nytt01' });
    const call = ['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ork', '--site'];
    await expect(run([...call, 'moln-1'])).rejects.toMatchObject({ code: 'usage/flag-value' });
    await expect(run([...call, 'Hall 1'])).rejects.toMatchObject({ code: 'usage/flag-value' });
  });
});

describe('a list of servers', () => {
  it('leaves out templates, agents of the cluster and what is powered off, and names them', async () => {
    await writeVinfo(
      { name: 'gis01' },
      { name: 'mall-w2022', template: 'SANT' },
      { name: 'vCLS-0a1b' },
      { name: 'gammal', power: 'poweredOff' },
      { name: 'gis01', uuid: `uuid-${serial + 1}` },
    );
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny', '--check']);
    expect(text).toContain('mallar: mall-w2022');
    expect(text).toContain('vSpheres egna (vCLS): vCLS-0a1b');
    expect(text).toContain('avstängda eller pausade: ta ställning till dem: gammal');
    expect(text).toContain('samma maskin en gång till: gis01');
  });

  it('keeps and names twins: the same name, SMBIOS UUID or address', async () => {
    await writeVinfo(
      { name: 'gis01', ip: '10.0.0.5', smbios: 'samma' },
      { name: 'gis01', ip: '10.0.0.6' },
      { name: 'gis01-klon', ip: '10.0.0.5', smbios: 'samma' },
    );
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny']);
    expect(text).toContain('gis01: Namnet finns flera gånger (rad 2, 3); alla är med.');
    expect(text).toContain('Samma SMBIOS-UUID: gis01 (2), gis01-klon (4)');
    expect(text).toContain('10.0.0.5 finns på flera');
    expect((await loadDeclaration(join(folder, 'ny'))).services.map(({ id }) => id)).toEqual([
      'gis',
      'gis-klon',
    ]);
  });

  it('takes of a note the line that names the system, and nothing that names a person', async () => {
    await writeVinfo({
      name: 'ek-app-7',
      note: 'Ansvarig: Anna Andersson 070-123 45 67\nSystem: Procapita\nSe avtal',
    });
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny']);
    expect(text).toContain('procapita (listan säger det)  app: ek-app-7');
    const written = await Promise.all(
      (await readdir(join(folder, 'ny'), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    );
    expect(written.join('\n')).not.toMatch(/Anna|070|avtal$/m);
    expect(text).not.toContain('Anna');
  });

  it('goes by the innermost folder where that is asked for', async () => {
    await writeVinfo(
      { name: 'srv17', folder: '/Datahall/vm/Servrar/Treserva' },
      { name: 'srv18', folder: '/Datahall/vm/Servrar/Treserva' },
    );
    const { text } = await run([
      '--from',
      'rvtools',
      'RVTools_tabvInfo.csv',
      '--out',
      'ny',
      '--by-folder',
      '--check',
    ]);
    expect(text).toContain('treserva (mapp)');
  });

  it('takes the common beginning of many names away, or the one that is said', async () => {
    await writeVinfo(...['SQL01', 'FIL01', 'WEB01', 'APP01', 'DC01'].map((name) => ({ name: `EK-${name}` })));
    const { text } = await run(['--from', 'rvtools', 'RVTools_tabvInfo.csv', '--out', 'ny', '--check']);
    expect(text).toContain('sedan EK tagits bort i början');
    expect(text).toContain('5 servrar i 5 tjänster');
    await writeVinfo({ name: 'ork-gis-app1' }, { name: 'ork-gis-db1' });
    const said = await run([
      '--from',
      'rvtools',
      'RVTools_tabvInfo.csv',
      '--out',
      'ny',
      '--check',
      '--prefix',
      'ORK',
    ]);
    expect(said.text).toContain('gis (namn)  app: ork-gis-app1 · db: ork-gis-db1');
  });

  it('reads data disks of the tab beside, the first one left to the system', async () => {
    await writeVinfo({ name: 'fil01', uuid: 'u-fil' });
    await writeFile(
      join(folder, 'RVTools_tabvDisk.csv'),
      'VM,Disk,Disk Key,Capacity MiB,VM UUID\nfil01,Hard disk 2,2001,"2,097,152",u-fil\nfil01,Hard disk 1,2000,"81,920",u-fil\n',
    );
    await run(['--from', 'rvtools', '.', '--out', 'ny']);
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services[0]?.servers[0]?.disks).toEqual([{ name: 'disk-2', sizeGib: 2048 }]);
  });

  it('reads a spreadsheet of servers by the names of its columns', async () => {
    await writeFile(
      join(folder, 'servrar.csv'),
      'Servernamn;Tjänst;Roll;vCPU;Minne (GB);Operativsystem;IP-adress;Diskar (GB);Status\n' +
        'srv-17;Treserva;App;4;15,5;Windows Server 2025;10.12.121.9;80 + 200;Running\n' +
        'srv-18;Treserva;App;4;16;Windows Server 2025;10.12.121.10;80 + 200;Running\n' +
        'srv-19;Gammalt;;2;4;Windows Server 2025;;;Avstängd\n',
    );
    const { text } = await run(['--from', 'csv', 'servrar.csv', '--out', 'ny']);
    expect(text).toContain('treserva (listan säger det)  app: srv-17, srv-18');
    expect((await loadDeclaration(join(folder, 'ny'))).services[0]?.servers).toMatchObject([
      { role: 'app', count: 2, size: 'v4-m16', image: 'windows-server-2025', disks: [{ sizeGib: 200 }] },
    ]);
  });

  it('does not guess what a bare figure of memory counts', async () => {
    await writeFile(
      join(folder, 'servrar.csv'),
      'Namn;CPU;Minne;OS\nsrv-17;4;16;Debian 13\nsrv-18;4;16 GB;Debian 13\n',
    );
    const { text } = await run(['--from', 'csv', 'servrar.csv', '--out', 'ny', '--check']);
    expect(text).toContain('srv-17: Listan säger inte hur många processorer eller hur mycket minne den har.');
    expect(text).not.toContain('srv-18: Listan säger inte hur');
  });
});

describe('what is no list of servers', () => {
  const call = (file: string, from = 'rvtools') => run(['--from', from, file, '--out', 'ny']);

  it('is told by its kind', async () => {
    await writeFile(join(folder, 'a.xlsx'), Buffer.from('PK\u0003\u0004 resten', 'latin1'));
    await expect(call('a.xlsx')).rejects.toMatchObject({
      code: 'import/not-text',
      hint: expect.stringContaining('Export all to CSV'),
    });
    await writeFile(join(folder, 'b.csv'), '');
    await expect(call('b.csv')).rejects.toMatchObject({ code: 'import/empty' });
    await writeFile(join(folder, 'c.csv'), '<!doctype html><title>Logga in</title>');
    await expect(call('c.csv')).rejects.toMatchObject({ code: 'import/html' });
    await writeFile(join(folder, 'd.csv'), 'Enhet;Serienummer\na;b\n');
    await expect(call('d.csv')).rejects.toMatchObject({ code: 'import/lacking-column' });
    await expect(call('d.csv', 'csv')).rejects.toMatchObject({ code: 'import/lacking-column' });
    await expect(call('finns-inte.csv')).rejects.toMatchObject({
      code: 'import/unreadable',
      hint: expect.stringContaining('import servers --from rvtools|csv'),
    });
    await expect(call('.')).rejects.toMatchObject({ code: 'import/unreadable' });
    await writeVinfo({ name: 'mall', template: 'True' });
    await expect(call('RVTools_tabvInfo.csv')).rejects.toMatchObject({ code: 'import/no-servers' });
    await writeVinfo({ name: 'gis01' });
    await expect(call('RVTools_tabvInfo.csv', 'csv')).rejects.toMatchObject({ code: 'import/other-kind' });
    expect(existsSync(join(folder, 'ny'))).toBe(false);
  });

  it('is asked for in full', async () => {
    await expect(run(['a.csv', '--out', 'ny'])).rejects.toMatchObject({ code: 'usage/missing-flag' });
    await expect(run(['--from', 'csv', 'a.csv'])).rejects.toMatchObject({
      code: 'usage/missing-flag',
      message: '`grundval import servers` behöver --out MAPP.',
    });
    await expect(run(['--from', 'csv', '--out', 'ny'])).rejects.toMatchObject({
      code: 'usage/missing-argument',
    });
  });
});

const recorded = join(exportsFolder, 'rvtools');
describe.skipIf(!existsSync(recorded))('the recorded RVTools export (shared/data/exports/rvtools)', () => {
  it('becomes a declaration that loads', async () => {
    const { text } = await run(['--from', 'rvtools', join(recorded, 'RVTools_tabvInfo.csv'), '--out', 'ny']);
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services.map(({ id }) => id)).toEqual([
      'app-aldre',
      'exempelsystem',
      'fil',
      'sql-klon',
      'web',
    ]);
    expect(declaration.services.find(({ id }) => id === 'exempelsystem')?.servers).toMatchObject([
      {
        role: 'sql',
        size: 'v8-m64',
        disks: [{ name: 'disk-2', sizeGib: 500 }],
        addresses: [{ ipv4: '198.51.100.11' }],
      },
    ]);
    expect(text).toContain('EK-FIL01: Operativsystemet');
  });

  it('reads the same from a file that a Swedish spreadsheet has saved again', async () => {
    const { text } = await run([
      '--from',
      'rvtools',
      join(recorded, 'vInfo_resaved_excel_sv.csv'),
      '--out',
      'ny',
    ]);
    expect(text).toContain('Fliken vDisk finns inte bredvid vInfo');
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services.map(({ id }) => id)).toEqual([
      'app-aldre',
      'exempelsystem',
      'fil',
      'sql-klon',
      'web',
    ]);
  });
});

const hyperv = join(exportsFolder, 'hyperv/get-vm_export-csv.csv');
describe.skipIf(!existsSync(hyperv))('the recorded Hyper-V list (shared/data/exports/hyperv)', () => {
  it('gives servers whose system nobody knows, so all of them wait', async () => {
    const { text } = await run(['--from', 'csv', hyperv, '--out', 'ny']);
    expect(text).toContain('0 servrar i');
    expect(text).toContain('avstängda eller pausade: ta ställning till dem: EK-ARKIV');
    const declaration = await loadDeclaration(join(folder, 'ny'));
    expect(declaration.services.every(({ servers }) => servers.length === 0)).toBe(true);
  });
});
