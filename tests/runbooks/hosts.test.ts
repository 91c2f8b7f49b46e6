import { expect, test } from 'vitest';
import { loadDeclaration } from '#model/declaration/load.ts';
import { OperationsSettings } from '#model/declaration/operations.ts';
import { bastionAddress, hostsOf } from '#runbooks/hosts.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { planPlatform } from '#stacks/plan/plan-platform.ts';

test('every planned machine of an example is a host, with its service, window and address', async () => {
  const declaration = await loadDeclaration('examples/orkelljunga');
  const plan = planPlatform(declaration, { environment: 'produktion' });
  const hosts = hostsOf({ declaration, plan });
  const planned = plan.groups
    .filter(({ build, form }) => build && form === 'machines')
    .flatMap(({ servers }) => servers);
  expect(hosts.map(({ id }) => id)).toEqual(expect.arrayContaining(planned.map(({ id }) => id)));
  expect(new Set(hosts.map(({ id }) => id)).size).toBe(hosts.length);
  for (const { id } of planned) {
    const host = hosts.find((found) => found.id === id);
    expect(host?.service).not.toBeNull();
    expect(host?.window).not.toBeNull();
    expect(host?.address.address).not.toBe('');
  }
});

test('a host is reached through the bastions of its site, from the outside in, with the keys that are pinned', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA';
  const operations = OperationsSettings.parse({
    sshUser: 'korbok',
    bastions: [
      { id: 'yttre', address: '192.0.2.1', hostKeys: [key] },
      {
        id: 'inre',
        address: '192.0.2.2',
        port: 2222,
        user: 'hopp',
        through: 'yttre',
        platformSites: ['hall'],
      },
    ],
    hostKeys: [{ device: 'tjanst-1-app-1', keys: [key] }],
  });
  const [first, second] = hostsOf(fleet(2, { operations }));
  expect(first?.address).toMatchObject({ user: 'korbok', port: 22, hostKeys: [key], system: 'linux' });
  expect(second?.address.hostKeys).toEqual([]);
  expect(first?.address.jumps).toEqual([
    { address: '192.0.2.1', port: 22, user: 'korbok', hostKeys: [key] },
    { address: '192.0.2.2', port: 2222, user: 'hopp', hostKeys: [] },
  ]);
  const { declaration } = fleet(2, { operations });
  expect(bastionAddress(declaration, 'inre')).toEqual({
    ...{ id: 'inre', system: 'linux', address: '192.0.2.2', port: 2222, user: 'hopp', hostKeys: [] },
    jumps: [{ address: '192.0.2.1', port: 22, user: 'korbok', hostKeys: [key] }],
  });
  expect(bastionAddress(declaration, 'yttre')?.jumps).toEqual([]);
  expect(bastionAddress(declaration, 'ingen')).toBeNull();
});

test('a Windows image makes a Windows host', () => {
  expect(hostsOf(fleet(1, { system: 'windows' }))[0]?.address.system).toBe('windows');
});
