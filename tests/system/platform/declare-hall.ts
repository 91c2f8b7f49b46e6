import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import type { ControlResult } from '#model/controls/result.ts';
import { formatDay } from '#model/format/time.ts';
import type { TargetKind } from '#model/platform/rendering.ts';

/** Örkelljunga with another kind of server hall, in a folder of its own. */
export interface DeclaredHall {
  readonly folder: string;
  /** Accepts findings of services, so that they no longer stop anything. */
  accept(findings: readonly ControlResult[]): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Copies the example and makes its server hall a cluster or a subscription: everything the municipality has stands
 * in it. A cloud has no VLANs, so there every zone gets a network of its own.
 */
export async function declareHallAs(kind: TargetKind): Promise<DeclaredHall> {
  const folder = await mkdtemp(join(tmpdir(), 'grundval-declaration-'));
  await cp('examples/orkelljunga', folder, { recursive: true });
  await edit(folder, 'grundval.yaml', (document) => {
    document.setIn(['platformSites', 0, 'kind'], kind);
    document.deleteIn(['platformSites', 0, 'hypervisor']);
  });
  if (kind === 'azure') {
    await edit(folder, 'network.yaml', (document) => {
      const { zones } = document.toJS() as { zones: readonly Zone[] };
      for (const [index, { kind: zoneKind, ipv4, ipv6, networks = [] }] of zones.entries()) {
        if (zoneKind !== 'server' && zoneKind !== 'management') continue;
        const own = {
          platformSite: 'hall-1',
          ipv4: ipv4.replace(/^10\.12\./, '10.13.'),
          ...(ipv6 === undefined ? {} : { ipv6: ipv6.replace(':1257:', ':1258:') }),
        };
        document.setIn(['zones', index, 'networks'], [...networks, own]);
      }
    });
  }
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    accept: (findings) =>
      edit(folder, 'decisions.yaml', (document) => {
        for (const { control, subject } of findings) {
          document.addIn(['exemptions'], {
            control,
            subject: `service:${subject.id}`,
            owner: 'role:kulturchef',
            reason: 'Godtaget i ett prov.',
            from: formatDay(new Date()),
            until: formatDay(new Date(Date.now() + 300 * 86_400_000)),
            decision: 'KFN-2026-9',
          });
        }
      }),
  };
}

interface Zone {
  readonly kind: string;
  readonly ipv4: string;
  readonly ipv6?: string;
  readonly networks?: readonly unknown[];
}

async function edit(folder: string, file: string, change: (document: Document) => void): Promise<void> {
  const path = join(folder, file);
  const document = parseDocument(await readFile(path, 'utf8'));
  change(document);
  await writeFile(path, String(document));
}
