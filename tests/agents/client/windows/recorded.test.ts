import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parseInventory } from '#agents/client/windows/parse-inventory.ts';
import { profileRules } from '#model/report/profile.ts';
import { type SectionName, sectionSchemas } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';

/**
 * What other tools recorded of real Windows devices, put into the form our script prints: the values are the
 * machines' own, the form is ours. It proves the reading, not the script.
 */
const root = new URL('../../../../../shared/data/recorded/', import.meta.url);
const isHere = existsSync(root);
const title = `recorded Windows devices${isHere ? '' : ' (skipped: ../shared/data/recorded is not here)'}`;

function readRecorded(path: string): string {
  const bytes = readFileSync(new URL(path, root));
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes
    .toString(isUtf16 ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r/g, '');
}

/** Objects of a `wmic … /format:list` dump. */
const wmiObjects = (path: string): ReadonlyMap<string, string>[] =>
  readRecorded(path)
    .split(/\n{2,}(?=\S)/)
    .map(
      (block) =>
        new Map(
          block.split('\n').flatMap((line) => [/^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []]) as [
            string,
            string,
          ][],
        ),
    )
    .filter((object) => object.size > 1);

const number = (value: string | undefined) => (value === undefined || value === '' ? null : Number(value));
const textOf = (value: string | undefined) => (value === undefined || value === '' ? null : value);

function read<Name extends SectionName>(name: Name, raw: unknown): SectionData[Name] {
  const printed = JSON.stringify({
    schemaVersion: 1,
    sections: { [name]: { status: 'ok', tookMs: 1, raw } },
  });
  const section = parseInventory(printed, [name], profileRules.server, '2026-01-01T00:00:00.000Z')[name];
  if (section === undefined || !('data' in section)) throw new Error(JSON.stringify(section));
  return sectionSchemas[name].parse(section.data) as SectionData[Name];
}

const systemInfo = {
  revision: null,
  displayVersion: null,
  releaseId: null,
  edition: null,
  majorVersion: 10,
  minorVersion: 0,
  architecture: 'AMD64',
  installedAt: null,
  bootedAt: null,
};

const systemInfoFiles = isHere
  ? readdirSync(new URL('wesng-validation/', root)).filter((name) =>
      /en-us.*systeminfo|^(11|srv_2022).*systeminfo/.test(name),
    )
  : [];

describe.skipIf(!isHere)(title, () => {
  it('name Windows 11 by its build where the registry says "Windows 10 Pro"', () => {
    const info = JSON.parse(readRecorded('windows-computerinfo/computerinfo.json')) as Record<string, never>;
    expect(info['WindowsProductName']).toBe('Windows 10 Pro');
    const data = read('operating-system', {
      ...systemInfo,
      build: String(info['OsBuildNumber']),
      revision: info['WindowsUBR'],
      displayVersion: info['OSDisplayVersion'] ?? null,
      releaseId: info['WindowsVersion'],
      edition: info['WindowsEditionId'],
      installationType: info['WindowsInstallationType'],
      productType: info['OsProductType'] === undefined ? null : Number(info['OsProductType']) || null,
    });
    expect(data).toMatchObject({ product: 'windows', build: '26100.2605', edition: 'Professional' });
    expect(data.name).toMatch(/^Windows 11/);
  });

  it.each(systemInfoFiles)('are of the product and generation that %s names', (file) => {
    const info = readRecorded(`wesng-validation/${file}`);
    const osName = /^OS Name:\s+(.+)$/m.exec(info)?.[1]?.replace(/[^\x20-\x7e]/g, '') ?? '';
    const build = /^OS Version:.*Build (\d+)/m.exec(info)?.[1] ?? '';
    const isServer = /Server/.test(osName);
    const raw = {
      ...systemInfo,
      build,
      installationType: isServer ? 'Server' : 'Client',
      productType: isServer ? 3 : 1,
    };
    const { name, product } = read('operating-system', raw);
    expect(product).toBe(isServer ? 'windows-server' : 'windows');
    // 2008 R2 is older than what is supported: it stays without a year rather than with a wrong one.
    expect(osName.replaceAll('(R)', '')).toContain(/2008/.test(osName) ? 'Windows Server' : name);
  });

  it('list the programs of a notebook, name, version and maker as recorded', () => {
    const rows = parse(readRecorded('windows-installed-programs/installed_programs.csv'), {
      columns: true,
      bom: true,
    }) as Record<string, string>[];
    const entries = rows.map((row) => ({
      view: 'native',
      name: textOf(row['DisplayName']),
      version: textOf(row['DisplayVersion']),
      publisher: textOf(row['Publisher']),
      systemComponent: false,
      parent: null,
      releaseType: null,
    }));
    const { packages } = read('software', { entries });
    expect(packages.length).toBe(
      new Set(rows.map((row) => `${row['DisplayName']?.trim()} ${row['DisplayVersion']}`)).size,
    );
    for (const { name, version } of packages) {
      expect(
        rows.some((row) => row['DisplayName']?.trim() === name && row['DisplayVersion'] === version),
      ).toBe(true);
    }
  });

  it.each(['10_russian-Uninstall.reg', 'mssql-Uninstall.reg', 'xp-Uninstall.reg'])(
    'list the programs of the registry export %s, whatever its language',
    (file) => {
      const keys = readRecorded(`glpi-agent-win32/registry/${file}`).split(/^\[/m);
      const entries = keys.map((key) => {
        const value = (name: string) =>
          /^"/.test(new RegExp(`^"${name}"=(".*)$`, 'm').exec(key)?.[1] ?? '')
            ? (new RegExp(`^"${name}"="(.*)"$`, 'm').exec(key)?.[1] ?? null)
            : null;
        return {
          view: 'native',
          name: value('DisplayName'),
          version: value('DisplayVersion'),
          publisher: value('Publisher'),
          systemComponent: /^"SystemComponent"=dword:00000001$/m.test(key),
          parent: value('ParentKeyName'),
          releaseType: value('ReleaseType'),
        };
      });
      const { packages } = read('software', { entries });
      expect(packages.length).toBeGreaterThan(0);
      for (const { name, publisher } of packages) {
        expect(entries.some((entry) => entry.name?.trim() === name)).toBe(true);
        expect(publisher ?? '').not.toContain('@');
      }
    },
  );

  it.each(['win10-crypt', 'win7-sp1-x64', '2008-Enterprise'])('list the disks of %s', (machine) => {
    const objects = wmiObjects(`glpi-agent-win32/wmi/${machine}-Win32_DiskDrive.wmi`);
    const drives = objects.map((object) => ({
      index: number(object.get('Index')),
      model: textOf(object.get('Model')),
      serial: textOf(object.get('SerialNumber')),
      sizeBytes: number(object.get('Size')),
      interface: textOf(object.get('InterfaceType')),
      capabilities: (object.get('Capabilities')?.match(/\d+/g) ?? []).map(Number),
    }));
    const { disks } = read('disks', { drives, physical: null });
    expect(disks.length).toBeGreaterThan(0);
    for (const { sizeBytes, model, kind } of disks) {
      expect(objects.some((object) => object.get('Size') === String(sizeBytes))).toBe(true);
      if (model !== null) expect(objects.some((object) => object.get('Model')?.includes(model))).toBe(true);
      // Without MSFT_PhysicalDisk nothing says whether a disk turns.
      expect(kind === null || kind === 'virtual').toBe(true);
    }
  });

  it('tell a network card from the adapter of a VPN', () => {
    const objects = wmiObjects('glpi-agent-win32/wmi/vpn-down-MSFT_NetAdapter.wmi');
    const adapters = objects
      .filter((object) => object.get('Hidden') === 'FALSE')
      .map((object) => ({
        index: number(object.get('InterfaceIndex')),
        name: textOf(object.get('Name')),
        type: number(object.get('InterfaceType')),
        medium: number(object.get('NdisPhysicalMedium')),
        virtual: object.get('Virtual') === 'TRUE',
        operationalStatus: number(object.get('InterfaceOperationalStatus')),
        speedBitsPerSecond: number(object.get('Speed')),
        mac: textOf(object.get('PermanentAddress')),
      }));
    const { interfaces } = read('network', { hostname: 'x', adapters, addresses: [] });
    expect(interfaces.length).toBeGreaterThan(0);
    expect(interfaces.some(({ kind }) => kind === 'ethernet' || kind === 'wifi')).toBe(true);
    for (const { mac } of interfaces) {
      if (mac !== null) {
        const digits = mac.replaceAll(':', '');
        expect(objects.some((object) => object.get('PermanentAddress')?.toLowerCase() === digits)).toBe(true);
      }
    }
  });
});
