import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Disposal } from '#model/evidence/disposal.ts';
import { RestoreTest } from '#model/evidence/restore-test.ts';
import type { Transport } from '#runbooks/engine/transport/transport.ts';
import { decommission } from '#runbooks/procedures/decommission.ts';
import { patchLinuxServers } from '#runbooks/procedures/patch-linux-servers.ts';
import { powerLoss } from '#runbooks/procedures/power-loss.ts';
import { rebootInOrder } from '#runbooks/procedures/reboot-in-order.ts';
import { restartService } from '#runbooks/procedures/restart-service.ts';
import { restoreTest } from '#runbooks/procedures/restore-test.ts';
import { rotateBreakGlassAccount } from '#runbooks/procedures/rotate-break-glass-account.ts';
import { rotateCertificate } from '#runbooks/procedures/rotate-certificate.ts';
import { transportKinds } from '../../../runbooks/engine/transport/transport-kinds.ts';
import { type Machine, noMachine, startMachine } from '../machine/start-machine.ts';
import { machineId, runOnMachine } from './run-on-machine.ts';

let machine: Machine;
let transport: Transport;
let number = 0;

/** What a command on the machine says, as root; its effects stay in the machine, whose disks are thrown away. */
async function ask(script: string): Promise<string> {
  let text = '';
  await machine.connect().run(
    { argv: ['sh', '-c', script], asRoot: true },
    {
      timeoutSeconds: 120,
      signal: new AbortController().signal,
      onOutput: (chunk) => {
        text += chunk.text;
      },
    },
  );
  return text.trim();
}

/**
 * Files on the machine, besides where it belongs, that have a secret in them. Its last character is asked for as a class,
 * so that the log of the question is no answer to it.
 */
async function countFilesWith(secret: string): Promise<number> {
  if (secret.length < 20) throw new Error('too short a secret to look for');
  const pattern = `${secret.slice(0, -1)}[${secret.slice(-1)}]`;
  const found = await ask(`grep -rlae '${pattern}' /var/lib /var/log /var/tmp /run /tmp 2>/dev/null | wc -l`);
  return Number(found);
}

function run(procedure: Parameters<typeof runOnMachine>[3], params: object) {
  number += 1;
  return runOnMachine(machine, transport, `k${number}`, procedure, params);
}
const done = { outcome: 'succeeded', counts: { changed: 1, failed: 0, unknown: 0 } };

describe.skipIf(noMachine !== null)(
  `procedures on a real Debian with systemd, in a virtual machine (${noMachine ?? 'QEMU'})`,
  { timeout: 900_000 },
  () => {
    beforeAll(async () => {
      machine = await startMachine();
      await machine.untilUp();
      const kind = transportKinds.find(({ name }) => name === 'ssh2');
      if (kind === undefined) throw new Error('no ssh2');
      transport = await kind.create({ keyFile: machine.key });
    }, 1_200_000);
    afterAll(async () => {
      await transport?.close();
      await machine?.stop();
    });

    it('restart-service restarts the unit, and nothing else falls', async () => {
      const before = await ask('systemctl show -P MainPID exempel');
      expect((await run(restartService, { unit: 'exempel.service' })).report).toMatchObject(done);
      expect(await ask('systemctl show -P MainPID exempel')).not.toBe(before);
      expect(await ask('systemctl is-active exempel')).toBe('active');
    });

    it('restore-test restores a database and a folder, measures both, and leaves nothing behind', async () => {
      await ask(`mkdir -p /srv/kopior/db /srv/kopior/filer /srv/data && cd /srv/data &&
        sqlite3 /srv/kopior/db/natt.sqlite 'create table t (x); insert into t values (1), (2)' &&
        echo åäö >a.txt && sha256sum a.txt >SHA256SUMS && tar -cf /srv/kopior/filer/natt.tar a.txt SHA256SUMS &&
        touch -d '2 hours ago' /srv/kopior/db/natt.sqlite`);
      const database = await run(restoreTest, {
        group: 'tjanst-1/app',
        folder: '/srv/kopior/db',
        kind: 'sqlite',
      });
      expect(database.report).toMatchObject(done);
      const measured = RestoreTest.parse(database.evidence('restore-test'));
      expect(measured).toMatchObject({ succeeded: true, checkedBy: 'PRAGMA integrity_check' });
      expect(measured.measuredRtoSeconds).toBeGreaterThan(0);
      expect(measured.measuredRpoSeconds).toBeGreaterThanOrEqual(7200);
      const files = await run(restoreTest, { group: 'tjanst-1/app', folder: '/srv/kopior/filer' });
      expect(files.evidence('restore-test')).toMatchObject({ succeeded: true });
      expect(await ask('ls /var/tmp | grep -c grundval-restore')).toBe('0');
    });

    it('restore-test restores a dump of PostgreSQL in a cluster of its own, reads all of it, and leaves nothing behind', async () => {
      const asked = await ask(`pg_createcluster 15 natt --start >/dev/null && cd / &&
        runuser -u postgres -- psql -qXc "create role agare" -c "create table t as select g, 'å' || g as s from generate_series(1, 500) g" -c "alter table t owner to agare" &&
        mkdir -p /srv/kopior/pg && runuser -u postgres -- pg_dump -Fc postgres >/srv/kopior/pg/natt.dump &&
        pg_dropcluster --stop 15 natt && chmod 600 /srv/kopior/pg/natt.dump && echo made`);
      expect(asked).toBe('made');
      const params = { group: 'tjanst-1/app', folder: '/srv/kopior/pg', kind: 'postgresql' };
      const whole = await run(restoreTest, params);
      expect(whole.report).toMatchObject(done);
      expect(whole.evidence('restore-test')).toMatchObject({
        succeeded: true,
        checkedBy: 'pg_restore --exit-on-error, pg_dump',
      });
      await ask('head -c 1500 /srv/kopior/pg/natt.dump >/srv/kopior/pg/halv.dump');
      const half = await run(restoreTest, params);
      expect(half.report).toMatchObject({ outcome: 'failed', counts: { failed: 1 } });
      expect(half.evidence('restore-test')).toMatchObject({ succeeded: false });
      expect(await ask('ls /var/tmp | grep -c grundval-restore; pgrep -c postgres')).toBe('0\n0');
    });

    it('restore-test fails on a copy that is broken, says so in the evidence, and leaves nothing behind', async () => {
      await ask(`cp /srv/kopior/db/natt.sqlite /srv/kopior/db/trasig.sqlite &&
        dd if=/dev/urandom of=/srv/kopior/db/trasig.sqlite bs=1 seek=4096 count=4096 conv=notrunc status=none`);
      const broken = await run(restoreTest, {
        group: 'tjanst-1/app',
        folder: '/srv/kopior/db',
        kind: 'sqlite',
      });
      expect(broken.report).toMatchObject({ outcome: 'failed', counts: { failed: 1 } });
      expect(broken.evidence('restore-test')).toMatchObject({ succeeded: false });
      expect(await ask('ls /var/tmp | grep -c grundval-restore')).toBe('0');
    });

    it('rotate-certificate puts it in place, keeps the old one, and refuses a key of another', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'grundval-certificate-'));
      const make = (name: string) => {
        const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
        execFileSync(
          'openssl',
          [
            'req',
            '-x509',
            '-newkey',
            'ed25519',
            '-nodes',
            '-days',
            '90',
            '-subj',
            `/CN=${name}.example`,
            '-keyout',
            key,
            '-out',
            certificate,
          ],
          { stdio: 'ignore' },
        );
        return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
      };
      const [first, second] = [make('webb'), make('annan')];
      rmSync(folder, { recursive: true });
      await ask(
        'printf gammalt >/etc/ssl/webb.pem; printf gammal >/etc/ssl/webb.key; chmod 640 /etc/ssl/webb.key; chgrp nodkonto /etc/ssl/webb.key',
      );
      const params = {
        certificatePath: '/etc/ssl/webb.pem',
        keyPath: '/etc/ssl/webb.key',
        unit: 'exempel.service',
      };
      expect((await run(rotateCertificate, { ...params, ...first })).report).toMatchObject(done);
      expect(await ask('cat /etc/ssl/webb.pem')).toBe(first.certificate.trim());
      expect(await ask('stat -c "%a %G" /etc/ssl/webb.key; cat /etc/ssl/webb.pem.previous')).toBe(
        '640 nodkonto\ngammalt',
      );
      const again = await run(rotateCertificate, { ...params, ...first });
      expect(again.plan.hosts).toMatchObject([{ outcome: 'unchanged' }]);
      const wrong = await run(rotateCertificate, {
        ...params,
        certificate: second.certificate,
        key: first.key,
      });
      expect(wrong.report).toMatchObject({ outcome: 'failed' });
      expect(await ask('cat /etc/ssl/webb.pem')).toBe(first.certificate.trim());
      expect(await countFilesWith(first.key.split('\n')[1] ?? '')).toBe(0);
    });

    it('rotate-break-glass-account changes the password, and leaves it nowhere', async () => {
      const before = await ask('getent shadow nodkonto | cut -d: -f2');
      const password = 'sju sjosjuka sjoman pa is';
      const { report, events } = await run(rotateBreakGlassAccount, { account: 'nodkonto', password });
      expect(report).toMatchObject(done);
      expect(await ask('getent shadow nodkonto | cut -d: -f2')).not.toBe(before);
      expect(JSON.stringify(events)).not.toContain('sjosjuka');
      expect(await countFilesWith(password)).toBe(0);
    });

    it('patch-linux-servers installs what waits from the security archive, and nothing twice', async () => {
      await ask('apt-get -q update');
      const patched = await run(patchLinuxServers, {});
      expect(patched.report).toMatchObject(done);
      expect(patched.evidence('patched')).toEqual({
        before: [{ name: 'exempelpaket', version: '1.1' }],
        after: [],
      });
      expect(await ask('cat /usr/share/exempelpaket/version')).toBe('1.1');
      expect((await run(patchLinuxServers, {})).plan.hosts).toMatchObject([{ outcome: 'unchanged' }]);
    });

    it('decommission wipes the second disk, whose proof holds, and not with a serial number that is wrong', async () => {
      await ask(
        'mkfs.ext4 -q /dev/vdb && mount /dev/vdb /mnt && echo hemligt >/mnt/journal.txt && umount /mnt && sync',
      );
      const params = {
        device: machineId,
        assetId: machine.assetTag,
        serial: machine.serial,
        medium: '/dev/vdb',
        mediumSerial: 'DISK-0007',
      };
      const wrong = await run(decommission, { ...params, mediumSerial: 'DISK-0008' });
      expect(wrong.plan.hosts).toMatchObject([{ outcome: 'failed', steps: [] }]);
      expect(await ask('grep -c hemligt /dev/vdb')).not.toBe('0');
      const wiped = await run(decommission, params);
      expect(wiped.report).toMatchObject(done);
      const proof = Disposal.parse(wiped.evidence('disposal'));
      expect(proof.samplesAfter.filter((hash, n) => hash === proof.samplesBefore[n])).toEqual([]);
      expect(await ask('grep -c hemligt /dev/vdb')).toBe('0');
    });

    it('reboot-in-order restarts the machine, and sees that it did', async () => {
      const before = await ask('cat /proc/sys/kernel/random/boot_id');
      expect((await run(rebootInOrder, { withinMinutes: 14 })).report).toMatchObject(done);
      await machine.untilUp();
      expect(await ask('cat /proc/sys/kernel/random/boot_id')).not.toBe(before);
    });

    it('power-loss switches the machine off', async () => {
      expect((await run(powerLoss, { platformSite: 'hall' })).report).toMatchObject(done);
      await machine.untilOff();
    });
  },
);
