import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, figure, median, publish, rounded } from './figures.ts';
import type { Measured } from './runbooks-client.ts';
import { type SshdFleet, startSshdFleet } from './sshd-fleet.ts';

/**
 * What it costs to run commands on 200 hosts: real sshd on loopback, on the same processors as the client, with strict
 * host keys; and what the peers cost in the same run. Prints a table; `-- --json FILE` writes it. Never fails.
 */
const hostCount = 200;
const repetitions = 5;
const client = fileURLToPath(new URL('runbooks-client.ts', import.meta.url));

function measure<K extends keyof Measured>(fleet: SshdFleet, name: K): Measured[K] | null {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', client, name], {
    input: JSON.stringify(fleet),
    // As the launcher of the product does.
    env: { ...process.env, NODE_COMPILE_CACHE: join(fleet.folder, 'compile-cache') },
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 1 << 26,
  });
  if (status === 0) return JSON.parse(stdout) as Measured[K];
  console.error(`the measurement of ${name} ended with ${status}: ${stderr}`);
  return null;
}

/** The median over some runs of one measurement, with the worst told. */
function describe(
  name: string,
  values: readonly number[],
  unit: string,
  goal: number | null,
  how: string,
): Figure {
  const spread =
    values.length > 1 ? `; median of ${values.length}, worst ${rounded(Math.max(...values))}` : '';
  const value = values.length === 0 ? null : rounded(median(values));
  return figure(name, value, unit, goal, `${how}${spread}`);
}

function measureUs(fleet: SshdFleet): Figure[] {
  const times = <K extends keyof Measured>(count: number, name: K) =>
    Array.from({ length: count }, () => measure(fleet, name)).filter((one) => one !== null);
  // Compiles what the launcher of the product finds compiled; not counted.
  measure(fleet, 'tasks');
  const uptime = times(repetitions, 'uptime');
  const run = times(repetitions, 'run');
  const keptRun = times(3, 'keptRun');
  const tasks = times(repetitions, 'tasks');
  const bastion = times(3, 'bastion');
  const memory = times(3, 'memory');
  const output = times(1, 'output');
  const cancel = times(3, 'cancel');
  const failed = uptime.map(({ succeeded }) => hostCount - succeeded);
  return [
    describe(
      'uptime, cold',
      uptime.map(({ cold }) => cold.seconds),
      's',
      3.3,
      'from the start of the process to the last answer',
    ),
    describe(
      'uptime, cold, CPU of the client',
      uptime.map(({ cold }) => cold.cpuMsPerHost),
      'ms/host',
      5,
      'user and system, with the start of Node',
    ),
    describe(
      'uptime, warm',
      uptime.map(({ warmSeconds }) => warmSeconds),
      's',
      0.7,
      'on the connections that are open; each a median of 5',
    ),
    describe(
      'uptime, warm, CPU of the client',
      uptime.map(({ warmCpuMsPerHost }) => warmCpuMsPerHost),
      'ms/host',
      null,
      'user and system',
    ),
    describe('uptime, hosts without success', failed, 'hosts', 0, 'of 200'),
    describe(
      'uptime as a run, cold',
      run.map(({ seconds }) => seconds),
      's',
      3.3,
      'the engine with its journal on the disk, steps as plain commands; from the start of the process',
    ),
    describe(
      'uptime as a run, hosts without success',
      [...run, ...keptRun].map(({ succeeded }) => hostCount - succeeded),
      'hosts',
      0,
      'of 200, of the runs above and below',
    ),
    describe(
      'uptime as a run that outlives its controller, cold',
      keptRun.map(({ seconds }) => seconds),
      's',
      null,
      'as above, and each step is kept by its host (process groups: the hosts have no systemd)',
    ),
    describe(
      'ten commands × 20 hosts',
      tasks.map(({ seconds }) => seconds),
      's',
      1.5,
      'from the start of the process',
    ),
    describe(
      'ten commands × 20 hosts, without success',
      tasks.map(({ succeeded }) => 200 - succeeded),
      'commands',
      0,
      'of 200',
    ),
    describe(
      'through one bastion, lost',
      bastion.map(({ lost }) => lost),
      'hosts',
      0,
      'of 200; sshd with its own MaxStartups and MaxSessions',
    ),
    describe(
      'through one bastion',
      bastion.map(({ seconds }) => seconds),
      's',
      null,
      'uptime, cold',
    ),
    describe(
      'memory of a connection',
      memory.map(({ kibPerConnection }) => kibPerConnection),
      'KiB',
      100,
      'heap and buffers held after a collection, over 199',
    ),
    describe(
      '1 GB of output, peak',
      output.map(({ peakMb }) => peakMb),
      'MB',
      256,
      'resident, 200 hosts at a time',
    ),
    describe(
      '1 GB of output, received',
      output.map(({ gigabytes }) => gigabytes),
      'GB',
      null,
      'counted by the reader',
    ),
    describe(
      '1 GB of output',
      output.map(({ seconds }) => seconds),
      's',
      null,
      'on open connections',
    ),
    describe(
      'cancelled, until all have ended',
      cancel.map(({ seconds }) => seconds),
      's',
      5,
      'abort signal while 200 hosts sleep in two processes',
    ),
    describe(
      'cancelled, processes left',
      cancel.map(({ alive }) => alive),
      'processes',
      0,
      'in the process groups of the commands',
    ),
    describe(
      'cancelled, hosts seen to have stopped',
      cancel.map(({ hosts, stopped }) => hosts - stopped),
      'missing',
      0,
      'of 200',
    ),
  ];
}

interface Peer {
  readonly name: string;
  readonly program: string;
  readonly args: (fleet: SshdFleet) => readonly string[];
  readonly runs: number;
}

/** Strict keys as ours, no settings of the user, and the cheaper key exchange where the client has a slow default. */
const sshWords = ({ keyFile, knownHostsFile, port }: SshdFleet): readonly string[] => [
  `Port=${port}`,
  `IdentityFile=${keyFile}`,
  `UserKnownHostsFile=${knownHostsFile}`,
  'GlobalKnownHostsFile=/dev/null',
  'StrictHostKeyChecking=yes',
  'BatchMode=yes',
  'KexAlgorithms=curve25519-sha256',
];
const hostsFile = ({ folder }: SshdFleet) => join(folder, 'hosts');
const sshLine = (fleet: SshdFleet) =>
  sshWords(fleet)
    .map((word) => `-o${word}`)
    .join(' ');

const peers: readonly Peer[] = [
  {
    name: 'pssh -p32',
    program: 'parallel-ssh',
    args: (fleet) => [
      '-i',
      '-h',
      hostsFile(fleet),
      '-l',
      fleet.user,
      '-p',
      '32',
      ...sshWords(fleet).flatMap((word) => ['-O', word]),
      'uptime',
    ],
    runs: 3,
  },
  {
    name: 'clush -f64',
    program: 'clush',
    args: (fleet) => [
      '-f',
      '64',
      '-l',
      fleet.user,
      '-w',
      fleet.addresses.join(','),
      '-o',
      sshLine(fleet),
      'uptime',
    ],
    runs: 3,
  },
  {
    name: 'ansible -m raw -f50',
    program: 'ansible',
    args: (fleet) => [
      'all',
      '-i',
      hostsFile(fleet),
      '-u',
      fleet.user,
      '-m',
      'raw',
      '-a',
      'uptime',
      '-f',
      '50',
      `--ssh-common-args=${sshLine(fleet)}`,
    ],
    runs: 1,
  },
];

function measurePeer(fleet: SshdFleet, { name, program, args, runs }: Peer): Figure[] {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((part) => join(part, program))
    .find((file) => existsSync(file));
  if (path === undefined) return [figure(`peer ${name}, uptime`, null, 's', null, 'peer not installed')];
  const timed = Array.from({ length: runs }, () => {
    const from = performance.now();
    const { stdout, stderr } = spawnSync(path, args(fleet), {
      encoding: 'utf8',
      timeout: 300_000,
      maxBuffer: 1 << 26,
      env: { ...process.env, ANSIBLE_HOST_KEY_CHECKING: 'True', ANSIBLE_LOCALHOST_WARNING: 'False' },
    });
    const answers = stdout.match(/load average/g)?.length ?? 0;
    if (answers !== hostCount)
      console.error(`${name}: ${answers} of ${hostCount} answered: ${stderr.slice(0, 300)}`);
    return { seconds: (performance.now() - from) / 1000, answers };
  });
  const answers = Math.min(...timed.map((run) => run.answers));
  return [
    describe(
      `peer ${name}, uptime`,
      timed.map(({ seconds }) => seconds),
      's',
      null,
      `${answers} of ${hostCount} answered, curve25519`,
    ),
  ];
}

let fleet: SshdFleet | undefined;
try {
  const loadBefore = loadavg()[0] ?? 0;
  fleet = await startSshdFleet(hostCount);
  writeFileSync(hostsFile(fleet), `${fleet.addresses.join('\n')}\n`);
  const figures: Figure[] = [];
  figures.push(...measureUs(fleet));
  for (const peer of peers) figures.push(...measurePeer(fleet, peer));
  figures.push(
    figure(
      'load before',
      rounded(loadBefore),
      'processes',
      null,
      'of others on this machine, over one minute',
    ),
  );
  publish('procedures over SSH', figures);
} catch (error) {
  // A bench tells; it never fails a build.
  console.error(`the measurement could not be made: ${error instanceof Error ? error.message : error}`);
} finally {
  fleet?.stop();
}
