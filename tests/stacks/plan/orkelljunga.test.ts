import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { type Endpoint, flowsThatOpen } from '#model/platform/is-open.ts';
import { whatFallsWith } from '#model/platform/what-falls.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

const declaration = await loadDeclaration(resolve(import.meta.dirname, '../../../examples/orkelljunga'));
const plan = planPlatform(declaration, { environment: 'produktion' });
const group = (key: string) => plan.groups.find((each) => each.key === key);
const server = (service: string, role: string): Endpoint => ({ kind: 'server', service, role });
const open = (from: Endpoint, to: Endpoint, port: number) =>
  flowsThatOpen(plan, { from, to, port, protocol: 'tcp' }).flatMap(({ reasons }) =>
    reasons.map(({ at }) => `${at.file}:${at.line}`),
  );

describe('the plan of Örkelljunga', () => {
  it('can be applied: nothing blocks it, and every server has its addresses', () => {
    expect(plan.issues.filter(({ severity }) => severity === 'blocking')).toEqual([]);
    const servers = plan.groups.flatMap((each) => each.servers);
    expect(servers).toHaveLength(30);
    for (const { ipv4, ipv6 } of servers) {
      expect(ipv4?.source).toBe('derived');
      expect(ipv6?.source).toBe('derived');
    }
  });

  it('puts Treserva in the protected zone, its two application servers in different racks', () => {
    const treserva = group('treserva/app');
    expect(treserva).toMatchObject({
      zone: 'adm-skyddad',
      zoneSource: 'by-class',
      level: 3,
      redundancy: 'met',
    });
    expect(treserva?.servers.map(({ failureDomain }) => failureDomain).toSorted()).toEqual([
      'rack-a',
      'rack-b',
    ]);
  });

  it('keeps the addresses that servers have had since the first plan', () => {
    const addresses = (key: string) =>
      group(key)?.servers.map(({ ipv4, ipv6 }) => [ipv4?.address, ipv6?.address]);
    expect(addresses('treserva/app')).toEqual([
      ['10.12.121.238', '2001:db8:1257:121:35b3:daea:98c7:98d9'],
      ['10.12.121.10', '2001:db8:1257:121:7880:d6c4:a1a8:223e'],
    ]);
    expect(addresses('castor/db')).toEqual([['10.12.120.80', '2001:db8:1257:120:de85:a19a:2550:12e7']]);
  });

  it('gives the website an address of the zone in the cloud, not of the VLAN', () => {
    expect(group('webbplats/webb')?.servers[0]?.ipv4?.address).toMatch(/^10\.12\.111\./);
  });

  it('lets the care reach Treserva and nobody else, and says by which line', () => {
    const app = server('treserva', 'app');
    expect(open({ kind: 'device', zone: 'vard' }, app, 443)).toEqual(['services/treserva.yaml:30']);
    for (const zone of ['personal', 'larare', 'elev', 'gast', 'skrivare', 'larm']) {
      expect(open({ kind: 'device', zone }, app, 443)).toEqual([]);
    }
    expect(open({ kind: 'internet' }, app, 443)).toEqual([]);
    expect(open({ kind: 'device', zone: 'vard' }, server('treserva', 'db'), 1433)).toEqual([]);
  });

  it('lets the e-services reach the application of Castor, never its database', () => {
    const portal: Endpoint = { kind: 'outside', service: 'kommunportal24' };
    expect(open(portal, server('castor', 'app'), 443)).toEqual([
      'services/castor.yaml:34',
      'services/kommunportal24.yaml:22',
    ]);
    expect(open(portal, server('castor', 'db'), 443)).toEqual([]);
  });

  it('opens nothing for the map that is only proposed', () => {
    expect(open({ kind: 'internet' }, server('kommunkartan', 'webb'), 443)).toEqual([]);
    expect(plan.flows.filter(({ build }) => !build).map(({ key }) => key)).toEqual([
      'group:kommunkartan/webb>group:gis/app:tcp/443',
      'internet>group:kommunkartan/webb:tcp/443',
    ]);
  });

  it('copies the case system every four hours and keeps an isolated copy, by decisions', () => {
    expect(plan.backups.find(({ group: key }) => key === 'castor/db')).toMatchObject({
      everySeconds: 4 * 3600,
      rpoSeconds: 4 * 3600,
      keepSeconds: 90 * 86_400,
      isolatedCopy: true,
      keepDecisions: ['KS-2026-13', 'KS-2026-3'],
      retentionDecisions: ['KS-2025-31'],
    });
  });

  it('knows that the catalogue takes thirteen services with it, Treserva among them', () => {
    const fall = whatFallsWith(declaration, 'katalog');
    expect(fall.services).toHaveLength(13);
    expect(fall.essential).toEqual(['katalog', 'telefoni', 'treserva']);
    expect(fall.users.atLeast).toBeLessThan(fall.users.atMost);
    expect(fall.inhabitants).toBe(10_000);
  });

  it('tells the one group that is to be redundant and is not', () => {
    const lacking = plan.issues.filter(({ code }) => code === 'not-redundant').map(({ subject }) => subject);
    expect(lacking).toEqual(['group:treserva/db']);
  });

  it('costs what its parts cost, and knows no energy that nobody has estimated', () => {
    const { standing } = plan.cost;
    expect(standing.orePerYear).toBe(655_560_000);
    expect(standing.byConsumer).toEqual([{ id: 'orkelljunga', orePerYear: standing.orePerYear }]);
    expect(plan.energy.standing).toMatchObject({ kwhPerYear: null, servers: 26 });
  });

  it('plans nothing in the test environment while nothing is declared for it', () => {
    const { groups, flows, issues } = planPlatform(declaration, { environment: 'test' });
    expect({ groups, flows, issues }).toEqual({ groups: [], flows: [], issues: [] });
  });
});
