import { execFileSync, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Connection, HostAddress, Transport } from '#runbooks/engine/transport/transport.ts';
import { mustConnect, transportKinds } from '../../../runbooks/engine/transport/transport-kinds.ts';
import { sshConnection } from './ssh-connection.ts';

const qemu = 'qemu-system-x86_64';

/** Why no machine can be made here; null where one can. */
export const noMachine: string | null =
  process.getuid?.() !== 0
    ? 'only root can make a Debian system'
    : ([qemu, 'debootstrap', 'mke2fs', 'dpkg-deb', 'ssh'].find((program) => !isThere(program)) ?? null);

/** A virtual machine with Debian and systemd, whose disks are thrown away. */
export interface Machine {
  readonly address: HostAddress;
  /** Private key of its user. */
  readonly key: string;
  /** Serial number and asset tag that its firmware shows. */
  readonly serial: string;
  readonly assetTag: string;
  /** One `ssh` a command, for looking beside what is tried. */
  connect(): Connection;
  /** A way of its own, as a controller has it; `lose` takes it away. */
  open(): Promise<Connection & { lose(): Promise<void> }>;
  /** Waits until it answers. */
  untilUp(): Promise<void>;
  /** Waits until the emulator has ended: the machine was switched off. */
  untilOff(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one under QEMU's software emulation; the second disk, `/dev/vdb`, is for tests to wipe. */
export async function startMachine(): Promise<Machine> {
  const folder = execFileSync(fileURLToPath(new URL('build', import.meta.url)), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  const scratch = mkdtempSync(join(tmpdir(), 'grundval-machine-'));
  const key = join(scratch, 'key');
  copyFileSync(join(folder, 'key'), key);
  execFileSync('chmod', ['600', key]);
  execFileSync('truncate', ['-s', '16M', join(scratch, 'second')]);
  const port = await freePort();
  const serial = 'SN-2026-0042';
  const assetTag = 'ORK-1001';
  const log = openSync(join(scratch, 'serial.log'), 'w');
  const emulator = spawn(
    qemu,
    [
      ...['-machine', 'q35,accel=tcg', '-cpu', 'max', '-smp', '2', '-m', '768', '-nographic'],
      ...['-kernel', join(folder, 'vmlinuz'), '-initrd', join(folder, 'initrd')],
      ...['-append', 'root=/dev/vda rw console=ttyS0 panic=5 no_timer_check mitigations=off'],
      ...['-drive', `file=${join(folder, 'disk')},if=none,id=first,format=raw,snapshot=on`],
      ...['-device', 'virtio-blk-pci,drive=first,addr=0x10'],
      ...['-drive', `file=${join(scratch, 'second')},if=none,id=second,format=raw`],
      ...['-device', 'virtio-blk-pci,drive=second,addr=0x11,serial=DISK-0007'],
      ...['-netdev', `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`],
      ...['-device', 'virtio-net-pci,netdev=net,romfile=', '-device', 'virtio-rng-pci'],
      ...['-smbios', `type=1,manufacturer=Exempel,product=Maskin,serial=${serial}`],
      ...['-smbios', `type=3,asset=${assetTag}`],
    ],
    { stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    emulator.once('exit', () => resolve());
    emulator.once('error', () => resolve());
  });
  const address: HostAddress = {
    id: 'maskin',
    address: '127.0.0.1',
    port,
    user: 'grundval',
    system: 'linux',
    hostKeys: [readFileSync(join(folder, 'host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ').trim()],
    jumps: [],
  };
  const connect = () => sshConnection(address, key, scratch);
  const transports: Transport[] = [];
  const machine: Machine = {
    address,
    key,
    serial,
    assetTag,
    connect,
    open: async () => {
      const kind = transportKinds.find(({ name }) => name === 'ssh2');
      if (kind === undefined) throw new Error('no ssh2');
      const transport = await kind.create({ keyFile: key });
      transports.push(transport);
      return { ...(await mustConnect(transport, address)), lose: () => transport.close() };
    },
    untilUp: async () => {
      for (let n = 0; n < 150; n += 1) {
        if (emulator.exitCode !== null) break;
        const end = await connect().run(
          { argv: ['systemctl', 'is-system-running', '--wait'] },
          { timeoutSeconds: 60, signal: new AbortController().signal },
        );
        if (end.kind === 'exit') return;
        await sleep(2000);
      }
      throw new Error(`the machine did not come up:\n${readFileSync(join(scratch, 'serial.log'), 'utf8')}`);
    },
    untilOff: () => ended,
    stop: async () => {
      await Promise.all(transports.map((transport) => transport.close()));
      emulator.kill('SIGKILL');
      await ended;
      rmSync(scratch, { recursive: true, force: true });
    },
  };
  return machine;
}

function isThere(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
