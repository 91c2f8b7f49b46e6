import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr } from '#model/declaration/cidr.ts';
import type { Service } from '#model/declaration/service.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { isWithin, parseAddress } from '#stacks/plan/address-math.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';
import { buildService } from '../../builders/declaration.ts';
import { declarationOf, someServices, without } from './arbitrary-declaration.ts';

const families = ['ipv4', 'ipv6'] as const;
const plan = (services: readonly Service[], environment = 'produktion'): PlatformPlan =>
  planPlatform(declarationOf(services), { environment });
const serversOf = ({ groups }: Pick<PlatformPlan, 'groups'>) =>
  groups.flatMap(({ zone, platformSite, servers }) =>
    servers.map((server) => ({ ...server, zone, platformSite })),
  );
const issuesOf = ({ issues }: Pick<PlatformPlan, 'issues'>, server: string) =>
  issues.filter(({ subject }) => subject === `server:${server}`).map(({ code }) => code);

const one = (id: string, parts: Parameters<typeof buildService>[0] = {}) =>
  buildService({
    id,
    runsOn: 'hall',
    servers: [{ role: 'app', size: 'small', image: 'debian-13' }],
    ...parts,
  });

/** Two services whose servers derive the same IPv4 address in a /27. */
const [older, newer] = findMeeting();

function findMeeting(): readonly [string, string] {
  const seen = new Map<string, string>();
  for (let number = 1; ; number += 1) {
    const id = `tjanst-${number}`;
    const address = serversOf(plan([one(id)]))[0]?.ipv4?.address ?? '';
    const earlier = seen.get(address);
    if (earlier !== undefined) return [earlier, id];
    seen.set(address, id);
  }
}

describe('addresses', () => {
  it('are never shared', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        for (const family of families) {
          const given = serversOf(plan(services)).flatMap((server) => server[family]?.address ?? []);
          expect(new Set(given).size).toBe(given.length);
        }
      }),
    );
  });

  it('lie in a network of their zone on their site, beyond the router', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const planned = plan(services);
        for (const server of serversOf(planned)) {
          const subnets = planned.zones
            .filter(({ id }) => id === server.zone)
            .flatMap(({ subnets: all }) => all)
            .filter(({ platformSites }) => platformSites.includes(server.platformSite));
          for (const family of families) {
            const address = server[family];
            if (address === null) continue;
            const cidr = parseCidr(subnets[0]?.[family] ?? '');
            const bits = parseAddress(address.address, family);
            expect(cidr !== null && bits !== null && isWithin(bits, cidr)).toBe(true);
            expect(address.address).not.toBe(subnets[0]?.[`${family}Router`]);
          }
        }
      }),
    );
  });

  it('never move because other services come or go: the same, or withheld with the reason', () => {
    fc.assert(
      fc.property(someServices, fc.infiniteStream(fc.boolean()), (services, coins) => {
        const removed = new Set(services.map(({ id }) => id).filter(() => coins.next().value));
        const more = plan(services);
        const fewer = plan(without(services, removed));
        const before = new Map(serversOf(fewer).map((server) => [server.key, server]));
        for (const server of serversOf(more)) {
          const earlier = before.get(server.key);
          if (earlier === undefined) continue;
          expect(server.hostName).toBe(earlier.hostName);
          expect(server.failureDomain).toBe(earlier.failureDomain);
          for (const family of families) {
            if (server[family] !== null && earlier[family] !== null) {
              expect(server[family]).toEqual(earlier[family]);
            } else if (server[family] !== earlier[family]) {
              expect([...issuesOf(more, server.key), ...issuesOf(fewer, server.key)]).toContain(
                'address-conflict',
              );
            }
          }
        }
      }),
    );
  });

  it('depend on nothing else that services declare', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const bare = services.map((service) => ({
          ...service,
          flows: [],
          costs: [],
          users: [],
          dependsOn: [],
          consumers: [],
          checks: [],
          servers: service.servers.map((server) => ({
            ...server,
            size: 'small',
            disks: [],
            engine: undefined,
          })),
        })) as readonly Service[];
        const addresses = (planned: PlatformPlan) =>
          serversOf(planned).map(({ key, zone, ipv4, ipv6 }) => ({ key, zone, ipv4, ipv6 }));
        expect(addresses(plan(bare))).toEqual(addresses(plan(services)));
      }),
    );
  });

  it('are not moved by new zones that fit no better', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const declaration = declarationOf(services);
        const zones = declaration.network.zones.flatMap((zone, index) => [
          {
            ...zone,
            id: `${zone.id}-hog`,
            ipv4: `10.9.${index}.0/24`,
            ipv6: undefined,
            networks: [],
            maximumClass: 4,
          },
          zone,
        ]) as typeof declaration.network.zones;
        const more = { ...declaration, network: { ...declaration.network, zones } };
        const { groups } = planPlatform(more, { environment: 'produktion' });
        const before = new Map(plan(services).groups.map((group) => [group.key, group]));
        for (const group of groups) {
          const earlier = before.get(group.key);
          // Where the class is 4, the new zone is as good as the old one, and people choose.
          if (group.zone === null || earlier?.zone === null) continue;
          expect(group.zone).toBe(earlier?.zone);
          for (const [index, { ipv4 }] of group.servers.entries()) {
            const same = earlier?.servers[index]?.ipv4;
            if (ipv4 !== null && same !== null) expect(ipv4).toEqual(same);
          }
        }
      }),
    );
  });

  it('are withheld from nobody without an issue', () => {
    fc.assert(
      fc.property(someServices, (services) => {
        const planned = plan(services);
        const unplaced = new Set(planned.issues.map(({ subject }) => subject));
        for (const group of planned.groups) {
          for (const server of group.servers) {
            if (server.ipv4 !== null) continue;
            expect(unplaced.has(`server:${server.key}`) || unplaced.has(`group:${group.key}`)).toBe(true);
          }
        }
      }),
    );
  });

  it('stay where they are when more servers of a role are declared', () => {
    const two = plan([
      one('tjanst', { servers: [{ role: 'app', count: 2, size: 'small', image: 'debian-13' }] }),
    ]);
    expect(serversOf(two)[0]).toEqual(serversOf(plan([one('tjanst')]))[0]);
  });
});

describe('two servers that derive the same address', () => {
  it('both go without and are both told, since nothing says which is older', () => {
    const planned = plan([one(older), one(newer)]);
    expect(serversOf(planned).map(({ ipv4 }) => ipv4)).toEqual([null, null]);
    expect(planned.issues.filter(({ severity }) => severity === 'blocking')).toMatchObject([
      { code: 'address-conflict', subject: `server:${older}/app/1` },
      { code: 'address-conflict', subject: `server:${newer}/app/1` },
    ]);
  });

  it('are settled by declaring the proposed address of the newer, and the older has its own again', () => {
    const alone = serversOf(plan([one(older)]))[0]?.ipv4;
    const issue = plan([one(older), one(newer)]).issues.find(
      ({ subject }) => subject === `server:${newer}/app/1`,
    );
    const proposal = /ipv4: "([\d.]+)"/.exec(issue?.hint?.en ?? '')?.[1] ?? '';
    const server = {
      role: 'app',
      size: 'small',
      image: 'debian-13',
      addresses: [{ number: 1, ipv4: proposal }],
    };
    const settled = plan([one(older), one(newer, { servers: [server] })]);
    expect(settled.issues.filter(({ code }) => code === 'address-conflict')).toEqual([]);
    expect(serversOf(settled).map(({ ipv4 }) => ipv4)).toEqual([
      alone,
      { address: proposal, source: 'declared' },
    ]);
  });

  it('are no conflict for the one that stands where the other is only ordered', () => {
    const alone = serversOf(plan([one(older)]))[0]?.ipv4;
    const planned = plan([one(older), one(newer, { stage: 'ordered' })]);
    expect(serversOf(planned).map(({ ipv4 }) => ipv4)).toEqual([alone, null]);
  });
});

describe('a declared address', () => {
  const at = (ipv4: string) =>
    plan([
      one('tjanst', {
        servers: [{ role: 'app', size: 'small', image: 'debian-13', addresses: [{ number: 1, ipv4 }] }],
      }),
    ]);

  it('is taken as it is, the first addresses of the network included', () => {
    expect(serversOf(at('10.1.0.2'))[0]?.ipv4).toEqual({ address: '10.1.0.2', source: 'declared' });
  });

  it.each(['10.9.0.9', '10.1.0.0', '10.1.0.31'])(
    'is refused where it is no address of the zone: %s',
    (ipv4) => {
      const planned = at(ipv4);
      expect(serversOf(planned)[0]?.ipv4).toBeNull();
      expect(issuesOf(planned, 'tjanst/app/1')).toEqual(['address-outside-subnet']);
    },
  );
});
