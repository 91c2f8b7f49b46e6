import { describe, expect, it } from 'vitest';
import { Disposal } from '#model/evidence/disposal.ts';
import { RestoreTest } from '#model/evidence/restore-test.ts';
import { coolingLoss } from '#runbooks/procedures/cooling-loss.ts';
import { decommission } from '#runbooks/procedures/decommission.ts';
import { failoverExercise } from '#runbooks/procedures/failover-exercise.ts';
import { handOffClientPatching } from '#runbooks/procedures/hand-off-client-patching.ts';
import { patchLinuxServers } from '#runbooks/procedures/patch-linux-servers.ts';
import { patchWindowsServers } from '#runbooks/procedures/patch-windows-servers.ts';
import { powerLoss } from '#runbooks/procedures/power-loss.ts';
import { rebootInOrder } from '#runbooks/procedures/reboot-in-order.ts';
import { restartService } from '#runbooks/procedures/restart-service.ts';
import { restoreTest } from '#runbooks/procedures/restore-test.ts';
import { rotateBreakGlassAccount } from '#runbooks/procedures/rotate-break-glass-account.ts';
import { rotateCertificate } from '#runbooks/procedures/rotate-certificate.ts';
import { fleet } from '#runbooks/simulate/fleet.ts';
import { simulate } from '#runbooks/simulate/simulate.ts';
import type { Machine } from '#runbooks/simulate/simulated-host.ts';
import type { SimulatedRun } from '#runbooks/simulate/simulated-run.ts';
import { certificatePem, otherFingerprint, privateKeyPem, wantedFingerprint } from './certificate-sample.ts';

/** No crash makes a difference, and a run without one does all it should. */
const succeeded = {
  doubleEffects: 0,
  skipped: 0,
  lostResults: 0,
  lived: { report: { outcome: 'succeeded', counts: { failed: 0 } } },
};
const hash = (letter: string) => letter.repeat(64);

/** Every machine's answers to what systemd is asked: a unit that has a new start each time it was started. */
const systemd: Machine = (command, host) => {
  if (command.startsWith('systemctl show')) {
    const stops = host.ran('systemctl stop');
    const starts = host.ran('systemctl restart') + host.ran('systemctl start');
    const isStopped = stops > host.ran('systemctl start');
    return `LoadState=loaded\nActiveState=${isStopped ? 'inactive' : 'active'}\nInvocationID=${stops + starts}\n`;
  }
  return undefined;
};

function evidenceOf({ journal }: SimulatedRun, name: string) {
  return journal.flatMap(({ event }) =>
    event.kind === 'evidence' && event.body.name === name ? [event.body.value] : [],
  );
}
const stepsOf = ({ effects }: SimulatedRun, host: string) =>
  effects.filter((effect) => effect.host === host).map(({ step }) => step);

describe('restart-service', () => {
  const params = { unit: 'nginx.service' };

  it('restarts each host once, wherever its controller dies', async () => {
    const report = await simulate(fleet(4), systemd).crashEverywhere(restartService, params);
    expect(report).toMatchObject(succeeded);
    expect(report.crashes).toBeGreaterThan(50);
    expect(report.lived.report).toMatchObject({ outcome: 'succeeded', counts: { changed: 4 } });
  });

  it('leaves a host without the unit alone', async () => {
    const machine: Machine = (command) =>
      command.startsWith('systemctl show')
        ? 'LoadState=not-found\nActiveState=inactive\nInvocationID=\n'
        : undefined;
    const plan = await simulate(fleet(2), machine).plan(restartService, params);
    expect(plan.hosts.map(({ outcome, note }) => [outcome, note?.sv])).toEqual([
      ['unchanged', 'nginx.service finns inte här.'],
      ['unchanged', 'nginx.service finns inte här.'],
    ]);
  });

  it('fails where the unit runs by its old start, and stops there', async () => {
    const stuck: Machine = (command) =>
      command.startsWith('systemctl show')
        ? 'LoadState=loaded\nActiveState=active\nInvocationID=1\n'
        : undefined;
    const run = await simulate(fleet(4), stuck).run(restartService, params);
    expect(run.report).toMatchObject({ outcome: 'failed', counts: { failed: 1, changed: 0 } });
  });

  it('takes no name that systemctl would read as an option', () => {
    for (const unit of ['--now', '-x', '', 'a b', 'a;b']) {
      expect(restartService.params.safeParse({ unit }).success).toBe(false);
    }
  });
});

const inst =
  'Inst openssl [3.0.1] (3.0.2 Debian-Security:12/stable-security [amd64])\nConf openssl (3.0.2)\n';
const linux: Machine = (command, host) => {
  if (command.startsWith('sh -c command -v')) return '/usr/bin/apt-get\n';
  const isUpgrade = command.includes('xargs');
  if (command.includes('apt-get -s') && !isUpgrade) {
    return host.ran('sh -c apt-get -s') > 0 ? 'Reading lists\n' : inst;
  }
  if (command.startsWith('test -e /run/reboot-required')) return { code: host.boots === 0 ? 0 : 1 };
  return systemd(command, host);
};

describe('patch-linux-servers', () => {
  it('patches and restarts each host once, wherever its controller dies', async () => {
    const report = await simulate(fleet(3), linux).crashEverywhere(patchLinuxServers, {}, { most: 120 });
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['refresh', 'upgrade', 'reboot']);
    expect(evidenceOf(report.lived, 'patched')[0]).toEqual({
      before: [{ name: 'openssl', version: '3.0.2' }],
      after: [],
    });
  });

  it('shows in the plan what would be installed, and that the restart depends on it', async () => {
    const plan = await simulate(fleet(2), linux).plan(patchLinuxServers, {});
    expect(plan.hosts[0]?.steps.map(({ name, what, certain }) => [name, what.sv, certain])).toEqual([
      ['refresh', 'Läs om paketlistorna', true],
      ['upgrade', 'Installera 1 uppdateringar: openssl', true],
      ['reboot', 'Starta om servern', false],
    ]);
    const never = await simulate(fleet(2), linux).plan(patchLinuxServers, { reboot: 'never' });
    expect(never.hosts[0]?.steps.map(({ name }) => name)).toEqual(['refresh', 'upgrade']);
  });

  it('stops before it does harm: one host of 40 may fail, ten may not', async () => {
    const world = simulate(fleet(40), linux);
    const one = await world.fail('upgrade', { hosts: 1 }).run(patchLinuxServers, {});
    expect(one.report.counts).toMatchObject({ failed: 1, changed: 39 });
    const ten = await world.fail('upgrade', { hosts: 10 }).run(patchLinuxServers, {});
    expect(ten.report.outcome).toBe('failed');
    expect(ten.report.counts.failed).toBeLessThanOrEqual(2 + 4);
  });

  it('fails a host where a unit has failed that had not before', async () => {
    const machine: Machine = (command, host) =>
      command.startsWith('systemctl list-units')
        ? host.boots > 0
          ? 'gammal.service loaded failed failed\nny.service loaded failed failed\n'
          : 'gammal.service loaded failed failed\n'
        : linux(command, host);
    const run = await simulate(fleet(2), machine).run(patchLinuxServers, {});
    expect(run.report.counts).toMatchObject({ failed: 1 });
  });
});

const update = { kb: 'KB5031364', title: 'Kumulativ uppdatering', severity: 'Critical' };
const windows: Machine = (command, host) => {
  if (!command.startsWith('powershell')) return undefined;
  if (command.includes('Register-ScheduledTask'))
    return `{"result":"ok","updates":[${JSON.stringify(update)}]}`;
  if (command.includes('RebootRequired')) return host.boots === 0 ? 'True\r\n' : 'False\r\n';
  if (command.includes('Get-WsusUpdate')) {
    const waiting = { id: 'a', title: 'Klient', kb: 'KB1', severity: 'Critical', computers: 12 };
    const isApproved = host.ran(`powershell`) > 0;
    return command.includes('Approve-WsusUpdate') ? '1\r\n' : isApproved ? '' : JSON.stringify(waiting);
  }
  const updates = host.ran('powershell') > 0 ? [] : [update];
  return JSON.stringify({ result: 'ok', message: null, updates });
};

describe('patch-windows-servers', () => {
  it('installs and restarts each host once, though its steps cannot be found again', async () => {
    const world = simulate(fleet(2, { system: 'windows' }), windows).plain();
    const report = await world.crashEverywhere(patchWindowsServers, {});
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['install', 'reboot']);
  });
});

describe('hand-off-client-patching', () => {
  it('approves what waits, once, and files the list', async () => {
    const world = simulate(fleet(3, { system: 'windows' }), windows).plain();
    const params = { service: 'tjanst-2', group: 'Pilot' };
    const report = await world.crashEverywhere(handOffClientPatching, params);
    expect(report).toMatchObject(succeeded);
    expect(report.lived.plan.hosts.map(({ host }) => host)).toEqual(['tjanst-2-app-1']);
    expect(evidenceOf(report.lived, 'handed-off')).toMatchObject([
      { group: 'Pilot', updates: [{ kb: 'KB1', computers: 12 }] },
    ]);
  });
});

function backedUp(went: 'whole' | 'broken'): Machine {
  return (command, host) => {
    if (command.includes('find "$1"')) return '1772571600.5 8192 /srv/backup/natt.tar\n';
    if (command.startsWith('cat /var/tmp/')) {
      return host.ran('sh -c set') === 0 ? { code: 1 } : `${went} 1772575200.25 1772575260.75\n`;
    }
    return undefined;
  };
}
const restore = { group: 'tjanst-1/app', folder: '/srv/backup' };

describe('restore-test', () => {
  it('measures the restore on one host of the group, and files evidence that GV-28 reads', async () => {
    const report = await simulate(fleet(4), backedUp('whole')).crashEverywhere(restoreTest, restore);
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['restore', 'clean']);
    const [value] = evidenceOf(report.lived, 'restore-test');
    expect(RestoreTest.parse(value)).toMatchObject({
      group: 'tjanst-1/app',
      measuredRtoSeconds: 60.5,
      measuredRpoSeconds: 3599.75,
      copyTakenAt: '2026-03-03T21:00:00.500Z',
      succeeded: true,
    });
  });

  it('files the evidence and cleans up also where the copy is broken, and fails', async () => {
    const run = await simulate(fleet(2), backedUp('broken')).run(restoreTest, restore);
    expect(run.report).toMatchObject({ outcome: 'failed', counts: { failed: 1 } });
    expect(stepsOf(run, 'tjanst-1-app-1')).toEqual(['restore', 'clean']);
    expect(evidenceOf(run, 'restore-test')).toMatchObject([{ succeeded: false }]);
  });

  it('cannot be planned without a copy', async () => {
    const plan = await simulate(fleet(2), () => undefined).plan(restoreTest, restore);
    expect(plan.hosts[0]).toMatchObject({ outcome: 'failed' });
    expect(plan.hosts[0]?.note?.en).toContain('a copy that is not empty');
  });
});

describe('rotate-certificate', () => {
  const params = {
    certificatePath: '/etc/ssl/webb.pem',
    keyPath: '/etc/ssl/private/webb.key',
    certificate: certificatePem,
    key: privateKeyPem,
    unit: 'nginx.service',
  };
  const machine: Machine = (command, host) => {
    if (!command.startsWith('openssl x509')) return undefined;
    const found = host.ran('sh -c set') > 0 ? wantedFingerprint : otherFingerprint;
    return `sha256 Fingerprint=${found}\n`;
  };

  it('puts it in place once, wherever its controller dies, and shows the key nowhere', async () => {
    const report = await simulate(fleet(2), machine).crashEverywhere(rotateCertificate, params);
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['install', 'reload']);
    const secret = privateKeyPem.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify(report.lived.journal)).not.toContain(secret);
    expect(JSON.stringify(report.lived.plan)).not.toContain(secret);
  });

  it('leaves a host that has it alone', async () => {
    const has: Machine = () => `sha256 Fingerprint=${wantedFingerprint}\n`;
    const plan = await simulate(fleet(1), has).plan(rotateCertificate, params);
    expect(plan.hosts[0]).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('decommission', () => {
  const params = {
    device: 'tjanst-1-app-1',
    assetId: 'ORK-1001',
    serial: 'SN-1',
    medium: '/dev/sdb',
    mediumSerial: 'DISK-7',
    recycler: { name: 'Återvinnaren AB', certificate: 'INTYG-17', on: '2026-03-02' },
  };
  const samples = (letter: string) => `${Array.from({ length: 64 }, () => hash(letter)).join('\n')}\n`;
  const disk =
    (shown: string): Machine =>
    (command, host) => {
      if (command.includes('chassis_asset_tag')) return shown;
      if (command.includes('blockdev')) return samples(host.ran('shred') > 0 ? 'b' : 'a');
      return undefined;
    };
  const right = 'ORK-1001\nSN-1\nDISK-7\n';

  it('wipes once, wherever its controller dies, and files proof that GV-38 reads', async () => {
    const report = await simulate(fleet(2), disk(right)).crashEverywhere(decommission, params);
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['wipe']);
    const proof = Disposal.parse(evidenceOf(report.lived, 'disposal')[0]);
    expect([proof.samplesBefore[0], proof.samplesAfter[63], proof.recycler?.certificate]).toEqual([
      hash('a'),
      hash('b'),
      'INTYG-17',
    ]);
    expect(report.lived.plan).toMatchObject({ approve: { approvers: 2, notRequester: true } });
  });

  it.each([
    ['another asset tag', 'ORK-1002\nSN-1\nDISK-7\n'],
    ['another serial number', 'ORK-1001\nSN-2\nDISK-7\n'],
    ['another medium', 'ORK-1001\nSN-1\nDISK-8\n'],
    ['firmware that says nothing', '\n\n\n'],
  ])('is not even planned with %s', async (_, shown) => {
    const plan = await simulate(fleet(2), disk(shown)).plan(decommission, params);
    expect(plan.hosts).toMatchObject([{ host: 'tjanst-1-app-1', outcome: 'failed', steps: [] }]);
  });

  it('is not planned where the medium is mounted', async () => {
    const mounted: Machine = (command, host) =>
      command.includes('blockdev') ? 'mounted\n' : disk(right)(command, host);
    const plan = await simulate(fleet(2), mounted).plan(decommission, params);
    expect(plan.hosts[0]).toMatchObject({ outcome: 'failed' });
  });

  it('wipes nothing where another medium is in its place when the turn comes', async () => {
    let swapped = false;
    const machine: Machine = (command, host) =>
      disk(swapped ? 'ORK-1001\nSN-1\nDISK-8\n' : right)(command, host);
    const world = simulate(fleet(2), (command, host) => {
      if (command.includes('blockdev') && swapped) return samples('a');
      return machine(command, host);
    });
    await world.plan(decommission, params);
    const asked = { ...decommission, host: decommission.host };
    const run = await simulate(fleet(2), (command, host) => {
      const answer = machine(command, host);
      if (command.includes('chassis_asset_tag')) swapped = true;
      return answer;
    }).run(asked, params);
    expect(run.effects).toEqual([]);
    expect(run.report.counts.failed).toBe(1);
  });

  it('fails where the medium reads as before, and files that too', async () => {
    const same: Machine = (command) =>
      command.includes('chassis_asset_tag') ? right : command.includes('blockdev') ? samples('a') : undefined;
    const run = await simulate(fleet(2), same).run(decommission, params);
    expect(run.report.counts.failed).toBe(1);
    expect(evidenceOf(run, 'disposal')).toHaveLength(1);
  });
});

describe('failover-exercise', () => {
  const params = { service: 'tjanst-1', unit: 'app.service', url: 'https://tjanst.example/' };
  const exercised =
    (answer: string): Machine =>
    (command, host) => {
      if (command.includes('echo silent')) return answer;
      if (command.startsWith('curl'))
        return { code: host.ran('systemctl stop') > 0 && answer === 'silent\n' ? 22 : 0 };
      return systemd(command, host);
    };

  it('stops and starts each server once, one at a time, and tells the outage', async () => {
    const world = simulate(fleet(2), exercised('answers 100.0 104.5\n'));
    const report = await world.crashEverywhere(failoverExercise, params);
    expect(report).toMatchObject(succeeded);
    expect(report.lived.plan.batches).toEqual([['tjanst-1-app-1'], ['tjanst-1-app-2']]);
    expect(stepsOf(report.lived, 'tjanst-1-app-2')).toEqual(['stop', 'start']);
    expect(evidenceOf(report.lived, 'failover')).toMatchObject([
      { outageSeconds: 4.5 },
      { outageSeconds: 4.5 },
    ]);
  });

  it('starts the service again where nothing else answered, and goes no further', async () => {
    const run = await simulate(fleet(2), exercised('silent\n')).run(failoverExercise, params);
    expect(run.report.counts).toMatchObject({ failed: 1, changed: 0 });
    expect(run.effects.map(({ host, step }) => `${host} ${step}`)).toEqual([
      'tjanst-1-app-1 stop',
      'tjanst-1-app-1 start',
    ]);
  });
});

describe('rotate-break-glass-account', () => {
  const params = { account: 'nodkonto', password: 'Sju sjosjuka sjoman 77' };
  const machine: Machine = (command, host) => {
    if (command.startsWith('passwd --status')) return 'nodkonto P 03/03/2026 0 99999 7 -1\n';
    if (command.includes('getent shadow')) return `${hash(host.ran('chpasswd') > 0 ? 'b' : 'a')}  -\n`;
    return undefined;
  };

  it('gives one new password a host, wherever its controller dies, and shows it nowhere', async () => {
    const report = await simulate(fleet(3), machine).crashEverywhere(rotateBreakGlassAccount, params);
    expect(report).toMatchObject(succeeded);
    expect(stepsOf(report.lived, 'tjanst-1-app-1')).toEqual(['rotate']);
    const { journal, plan, effects } = report.lived;
    expect(JSON.stringify({ journal, plan, effects })).not.toContain('sjosjuka');
  });

  it('fails where the password is the old one all the same, or the account is locked', async () => {
    const same: Machine = (command, host) =>
      command.includes('getent shadow') ? `${hash('a')}  -\n` : machine(command, host);
    expect((await simulate(fleet(1), same).run(rotateBreakGlassAccount, params)).report.counts.failed).toBe(
      1,
    );
    const locked: Machine = (command, host) =>
      command.startsWith('passwd') ? 'nodkonto L 03/03/2026 0 99999 7 -1\n' : machine(command, host);
    expect((await simulate(fleet(1), locked).run(rotateBreakGlassAccount, params)).report.counts.failed).toBe(
      1,
    );
  });
});

describe('power-loss, cooling-loss and reboot-in-order', () => {
  const scheduled: Machine = (command, host) =>
    command.startsWith('test -e /run/systemd/shutdown/scheduled')
      ? { code: host.ran('shutdown') > 0 ? 0 : 1 }
      : systemd(command, host);

  it('tells every server of the site to switch off once, wherever the controller dies', async () => {
    const world = simulate(fleet(6), scheduled);
    const report = await world.crashEverywhere(powerLoss, { platformSite: 'hall' });
    expect(report).toMatchObject(succeeded);
    expect(report.lived.report.counts.changed).toBe(6);
  });

  it('lets no server that cannot be reached hinder the others', async () => {
    const run = await simulate(fleet(6), scheduled).unreachable(3).run(powerLoss, { platformSite: 'hall' });
    expect(run.report.counts).toMatchObject({ unreachable: 3, changed: 3 });
  });

  it('leaves what is essential running when the cooling is gone', async () => {
    const hosts = fleet(6);
    const services = hosts.declaration.services.map((service) => ({
      ...service,
      essential: service.id === 'tjanst-1',
      dependsOn: service.id === 'tjanst-1' ? ['tjanst-2'] : [],
    }));
    const world = simulate({ ...hosts, declaration: { ...hosts.declaration, services } }, scheduled);
    const plan = await world.plan(coolingLoss, { platformSite: 'hall' });
    expect(plan.hosts.map(({ host }) => host)).toEqual(['tjanst-3-app-1', 'tjanst-3-app-2']);
  });

  it('restarts servers one at a time, each once, wherever the controller dies', async () => {
    const report = await simulate(fleet(3), scheduled).crashEverywhere(rebootInOrder, {});
    expect(report).toMatchObject(succeeded);
    expect(report.lived.plan.batches.every((batch) => batch.length === 1)).toBe(true);
    expect(report.lived.report.counts.changed).toBe(3);
  });
});
