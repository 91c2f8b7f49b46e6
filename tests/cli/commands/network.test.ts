import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CommandIo } from '#cli/command.ts';
import { network } from '#cli/commands/network.ts';
import { refusalOf, runCommand } from '../run-command.ts';

const root = resolve(import.meta.dirname, '../../..');
const example = 'examples/orkelljunga';

const run = (args: readonly string[], parts: Partial<CommandIo> = {}) =>
  runCommand(network, args, { cwd: root, ...parts });
const refusal = async (args: readonly string[]): Promise<string> =>
  (await refusalOf(network, args, { cwd: root })).code;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-network-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The example with a change of network.yaml, and an empty folder to write to. */
async function changed(from: string, to: string) {
  const folder = await temporaryFolder();
  const declaration = join(folder, 'declaration');
  await cp(join(root, example), declaration, { recursive: true });
  const path = join(declaration, 'network.yaml');
  const before = await readFile(path, 'utf8');
  expect(before).toContain(from);
  await writeFile(path, before.replace(from, to));
  return { declaration, out: join(folder, 'out') };
}

describe('grundval network', () => {
  it('shows VLANs, roles and what they reach, in Swedish and English', async () => {
    const swedish = await run([example]);
    expect(swedish.status).toBe(0);
    expect(swedish.text).toMatch(/^Nätet i Örkelljunga kommun$/m);
    expect(swedish.text).toMatch(/^ +240 {2}elev +Elever +10\.12\.240\.0\/21 .* elev$/m);
    expect(swedish.text).toMatch(
      /^ {2}elev +Elevers datorer +802\.1X med användare +grupp elev +elev +240$/m,
    );
    expect((await run([example], { lang: 'en' })).text).toMatch(/^The network of Örkelljunga kommun$/m);
  });

  it('gives everything as JSON and the table as CSV', async () => {
    const { text, status } = await run([example, '--format', 'json']);
    const report = JSON.parse(text) as {
      readonly roles: readonly { readonly role: string; readonly reaches: readonly object[] }[];
      readonly services: readonly object[];
    };
    expect(status).toBe(0);
    expect(report).toMatchObject({
      schemaVersion: 1,
      environment: 'produktion',
      access: { issues: [{}, {}] },
    });
    expect(report.roles.find(({ role }) => role === 'vard-klient')?.reaches).toContainEqual(
      expect.objectContaining({ to: { kind: 'server', service: 'treserva', role: 'app' }, port: 443 }),
    );
    const csv = (await run([example, '--format', 'csv'])).text.split('\r\n');
    expect(csv[0]).toMatch(/^platform_site,site,vlan,name,/);
    expect(csv).toHaveLength(1 + (report as unknown as { vlans: unknown[] }).vlans.length);
  });

  it('writes RADIUS files and tables, the same every time', async () => {
    const out = join(await temporaryFolder(), 'nät');
    const { status, text } = await run([example, '--out', out]);
    expect([status, text.split('\n').at(-1)]).toEqual([0, `12\u00a0filer skrivna i ${out}`]);
    const names = (await readdir(out, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    const read = () => Promise.all(names.map((name) => readFile(name, 'utf8')));
    const first = await read();
    expect(names).toHaveLength(12);
    await run([example, '--out', out]);
    expect(await read()).toEqual(first);
    expect(await readFile(join(out, 'radius/policy.d/grundval'), 'utf8')).toContain("case 'vard-klient'");
    expect(await readFile(join(out, 'vlan.md'), 'utf8')).toContain('| 240 | elev | Elever |');
  });

  it('tells devices whose addresses are declared, WLANs, and the rest in a table of its own', async () => {
    const { declaration } = await changed('zone: personal, auth', 'zone: personal, ssid: Kommunen, auth');
    const devices = join(declaration, 'devices.yaml');
    const printer = `  - id: skrivare-1
    name: Skrivaren
    kind: printer
    profile: shared
    unit: it-enheten
    role: skrivare
    macs: ["00:1b:a9:12:34:56"]
`;
    await writeFile(devices, (await readFile(devices, 'utf8')) + printer);
    const { text } = await run([declaration]);
    expect(text).toMatch(/^ {2}Kommunen +802\.1X med certifikat +personal +210$/m);
    expect(text).not.toMatch(/role:skrivare/);
    expect(text).toMatch(/role:trygghetslarm/);
  });

  it('writes nothing and exits with 1 while something stands in the way', async () => {
    const { declaration, out } = await changed('zone: gast, auth', 'zone: personal, auth');
    const { status, text } = await run([declaration, '--out', out]);
    expect(status).toBe(1);
    expect(text).toMatch(/Hindrar +role:gast +network\.yaml:\d+ +vem som helst släpps in i zonen personal/);
    expect(text).toMatch(/\nInget är skrivet: 1\sbrist hindrar\.$/);
    await expect(readdir(out)).rejects.toThrow('ENOENT');
    expect((await run([declaration])).status).toBe(1);
    const json = await run([declaration, '--out', out, '--format', 'json']);
    expect([json.status, json.errors]).toEqual([
      1,
      [expect.stringMatching(/^Inget är skrivet: 1\sbrist hindrar\.$/)],
    ]);
    expect(() => JSON.parse(json.text) as unknown).not.toThrow();
  });

  it('says what it cannot do', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'fil'), '');
    expect(await refusal([example, '--out', join(folder, 'fil')])).toBe('network/cannot-write');
    expect(await refusal([example, '--environment', 'prov'])).toBe('plan/unknown-environment');
    expect(await refusal([])).toBe('usage/missing-argument');
  });
});
