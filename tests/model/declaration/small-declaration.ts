import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import type { Mistake } from '#model/declaration/mistake.ts';
import { formatMistake } from '#model/declaration/mistake.ts';
import { GrundvalError } from '#model/error.ts';

/** The smallest declaration with something of everything that others refer to. */
export const smallDeclaration: Readonly<Record<string, string>> = {
  'grundval.yaml': `organisation: { id: liten, name: Liten, kind: municipality }
municipalities: [{ id: liten, name: Liten }]
units:
  - { id: kansli, name: Kansli }
  - { id: it, name: IT, parent: kansli }
roles:
  - { id: chef, name: Chef, unit: kansli }
environments: [{ id: produktion, name: Produktion, production: true }]
platformSites:
  - { id: hall, name: Hall, kind: adopted }
`,
  'network.yaml': `sites:
  - { id: kommunhuset, name: Kommunhuset, kind: office }
  - { id: skolan, name: Skolan, kind: school }
zones:
  - id: adm
    name: Verksamhet
    platform: administrative
    purpose: Servrar.
    kind: server
    ipv4: 10.0.0.0/24
access:
  - { role: personal, name: Personal, zone: adm, authentication: mac }
`,
  'service-levels.yaml': `classes:
  - id: brons
    name: Brons
    description: Kontorstid.
    hours: 24/7
    availabilityPercent: 99
    rto: 4h
    rpo: 1h
    backup: { every: 1h, keep: 30d, isolatedCopy: true, restoreTestEvery: 90d }
    redundant: false
    sekPerYear: 0
`,
  'standards.yaml': `images:
  - { id: debian-13, name: Debian 13, kind: server, product: debian, cycle: "13" }
areas: []
`,
  'suppliers.yaml': `suppliers:
  - id: leverantor
    name: Leverantör
    contracts:
      - { id: avtal, name: Avtal, reference: KS 1, from: 2026-01-01, to: 2027-12-31 }
`,
  'decisions.yaml': `decisions:
  - id: KS-2026-1
    kind: classification
    title: Klassning
    decidedBy: role:chef
    on: 2026-01-02
    reference: KS 1
  - id: KS-2026-2
    kind: retention
    title: Gallring
    decidedBy: role:chef
    on: 2026-01-02
    reference: KS 2
`,
  'goals.yaml': 'goals: []\nactions: []\n',
  'prices.yaml': `year: 2026
source: Test
sizes:
  - { id: liten, vcpus: 2, memoryGib: 4, sekPerYear: 100 }
storageSekPerGibYear: 1
backupSekPerGibYear: 1
`,
  'services/arkiv.yaml': `id: arkiv
name: Arkiv
purpose: Sparar.
stage: in-use
platform: administrative
capability: archive
owner: role:chef
responsibleUnit: it
hosting: own
`,
};

/** A folder with these files, gone after the test; null leaves a file of {@link smallDeclaration} out. */
export async function folderWith(
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-declaration-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [file, content] of Object.entries({ ...smallDeclaration, ...changes })) {
    if (content === null) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

/** The mistakes of a folder as they are printed; none where it is right. */
export async function mistakesIn(folder: string): Promise<readonly string[]> {
  try {
    await loadDeclaration(folder);
    return [];
  } catch (error) {
    if (!(error instanceof GrundvalError) || error.code !== 'declaration/invalid') throw error;
    return (error.details['mistakes'] as readonly Mistake[]).map(formatMistake);
  }
}

/** The mistakes of the small declaration with these files instead. */
export async function mistakesWith(
  changes: Readonly<Record<string, string | Uint8Array | null>>,
): Promise<readonly string[]> {
  return mistakesIn(await folderWith(changes));
}

/** The text of a file of the small declaration with a passage replaced; the passage must be there. */
export function changed(file: string, from: string, to: string): string {
  const text = smallDeclaration[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return text.replace(from, to);
}

/** The same, as what {@link mistakesWith} takes. */
export function change(file: string, from: string, to: string): Readonly<Record<string, string>> {
  return { [file]: changed(file, from, to) };
}

/** The small service with lines at its end. */
export function serviceWith(...lines: readonly string[]): Readonly<Record<string, string>> {
  return { 'services/arkiv.yaml': `${smallDeclaration['services/arkiv.yaml']}${lines.join('\n')}\n` };
}
