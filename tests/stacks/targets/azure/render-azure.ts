import type { Declaration } from '#model/declaration/declaration.ts';
import { loadDeclaration } from '#model/declaration/load.ts';
import { type RenderedResource, type Rendering, resourcesOf } from '#model/platform/rendering.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { azureTarget } from '#stacks/targets/azure/index.ts';
import { renderSlice } from '#stacks/targets/render-slice.ts';
import { type PlatformSlice, sliceAsIf, sliceOfSite } from '#stacks/targets/slice.ts';
import { buildDeclaration, buildService } from '../../../builders/declaration.ts';

/** A slice and what Azure is asked for. */
export interface RenderedSlice {
  readonly slice: PlatformSlice;
  readonly renderings: readonly Rendering[];
  readonly resources: readonly RenderedResource[];
}

/** A declaration as if all of it stood in Azure, or what stands on one site. */
export function renderAzure(
  declaration: Declaration,
  {
    environment = 'produktion',
    site = null,
  }: { readonly environment?: string; readonly site?: string | null } = {},
): RenderedSlice {
  const plan = planPlatform(declaration, { environment });
  const slice = site === null ? sliceAsIf(declaration, plan, 'azure') : sliceOfSite(declaration, plan, site);
  const renderings = renderSlice(azureTarget, slice);
  return { slice, renderings, resources: renderings.flatMap(resourcesOf) };
}

/** Örkelljunga as if all of it stood in Azure. */
export async function renderOrkelljunga(): Promise<RenderedSlice> {
  return renderAzure(await loadDeclaration('examples/orkelljunga'));
}

/** A declaration that makes a resource of every kind there is. */
export function declareEverything(): Declaration {
  const service = (id: string, parts: Parameters<typeof buildService>[0]) =>
    buildService({ id, runsOn: 'moln', serviceLevel: { class: 'guld' }, ...parts });
  return buildDeclaration({
    organisation: {
      platformSites: [
        {
          id: 'moln',
          name: 'Molnet',
          kind: 'azure',
          failureDomains: ['zon-1', 'zon-2', 'zon-3'],
          azure: { subscription: '11111111-2222-3333-4444-555555555555' },
        },
      ],
    },
    network: {
      zones: (['adm', 'publik'] as const).map((id, index) => ({
        id,
        name: id,
        purpose: 'Prov.',
        platform: id === 'adm' ? 'administrative' : 'public',
        kind: 'server',
        ipv4: `10.${index}.0.0/24`,
        maximumClass: 3,
        networks: [{ platformSite: 'moln', ipv4: `10.${index}.1.0/24`, ipv6: `2001:db8:${index}::/64` }],
      })),
    },
    serviceLevels: {
      classes: [
        {
          id: 'guld',
          name: 'Guld',
          description: 'Dygnet runt.',
          hours: '24/7',
          availabilityPercent: 99.9,
          rto: '4h',
          rpo: '4h',
          backup: { every: '4h', keep: '90d', isolatedCopy: true, restoreTestEvery: '90d' },
          redundant: true,
          sekPerYear: 0,
        },
        {
          id: 'brons',
          name: 'Brons',
          description: 'Varje vecka.',
          hours: 'mon-fri 07:00-18:00',
          availabilityPercent: 99,
          rto: '24h',
          rpo: '7d',
          backup: { every: '7d', keep: '70d', isolatedCopy: false, restoreTestEvery: '365d' },
          redundant: false,
          sekPerYear: 0,
        },
      ],
    },
    standards: {
      images: [
        { id: 'debian-13', name: 'Debian 13', kind: 'server', product: 'debian', cycle: '13' },
        { id: 'windows-2025', name: 'Windows', kind: 'server', product: 'windows-server', cycle: '2025' },
        {
          id: 'webb',
          name: 'Webb',
          kind: 'container',
          product: 'nginx',
          cycle: '1.30',
          reference: `registry.example/webb@sha256:${'0123456789abcdef'.repeat(4)}`,
        },
      ],
      engines: [{ id: 'postgresql-18', name: 'PostgreSQL 18', product: 'postgresql', cycle: '18' }],
    },
    services: [
      service('arkiv', {
        servers: [
          {
            role: 'app',
            count: 2,
            size: 'small',
            image: 'windows-2025',
            disks: [{ name: 'data', sizeGib: 64 }],
          },
          {
            role: 'db',
            count: 3,
            size: 'small',
            image: 'debian-13',
            engine: 'postgresql-18',
            disks: [{ name: 'data', sizeGib: 40 }],
          },
        ],
        flows: [
          { from: 'app', to: 'db', port: 5432, authenticated: true },
          { from: 'zone:publik', to: 'app', port: 443, authenticated: true },
          { from: 'app', to: 'internet', port: 443, authenticated: false },
        ],
        checks: [{ url: 'https://arkiv.exempel.example:8443/halsa?full=1', every: '1m' }],
      }),
      service('post', {
        serviceLevel: { class: 'brons' },
        servers: [{ role: 'grind', size: 'small', image: 'debian-13' }],
        flows: [
          { from: 'internet', to: 'grind', port: 25, authenticated: false },
          { from: 'internet', to: 'grind', port: 53, protocol: 'udp', authenticated: false },
        ],
      }),
      service('webb', {
        platform: 'public',
        servers: [{ role: 'webb', count: 2, maxCount: 5, size: 'small', image: 'webb' }],
        flows: [
          { from: 'internet', to: 'webb', port: 443, authenticated: false },
          { from: 'webb', to: 'service:arkiv/app', port: 443, authenticated: true },
        ],
        checks: [{ url: 'https://www.exempel.example/', every: '5m' }],
      }),
    ],
  });
}
