import { readdirSync, readFileSync } from 'node:fs';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import { plainRunner } from '#runbooks/engine/host/plain-runner.ts';
import { readKnownHosts } from '#runbooks/engine/transport/host-keys/read-known-hosts.ts';
import { keepMemoryLow } from '#runbooks/engine/transport/keep-memory-low.ts';
import { loadAuthentication } from '#runbooks/engine/transport/keys/load-authentication.ts';
import { defaultLimits } from '#runbooks/engine/transport/limits/limits.ts';
import { createSsh2Transport } from '#runbooks/engine/transport/ssh2/ssh2-transport.ts';
import { createSudoGate } from '#runbooks/engine/transport/sudo/sudo-gate.ts';
import type {
  CommandEnd,
  Connection,
  HostAddress,
  RemoteCommand,
} from '#runbooks/engine/transport/transport.ts';
import { median } from './figures.ts';
import { runJournaled } from './journaled-run.ts';
import type { SshdFleet } from './sshd-fleet.ts';

/** One measurement in a process of its own: `node runbooks-client.ts MEASUREMENT`, the fleet as JSON on its input. */
type Fleet = Omit<SshdFleet, 'stop'>;

const never = new AbortController().signal;
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const fleet = JSON.parse(readFileSync(0, 'utf8')) as Fleet;
keepMemoryLow();
const authentication = await loadAuthentication({
  keyFiles: [fleet.keyFile],
  agentSocket: null,
  askPassphrase: async () => null,
});
const transport = createSsh2Transport(
  {
    knownHosts: await readKnownHosts([fleet.knownHostsFile]),
    sudo: createSudoGate(async () => null),
    limits: defaultLimits,
    keepaliveSeconds: 15,
    random: Math.random,
  },
  authentication,
);

const hop = (address: string) => ({ address, port: fleet.port, user: fleet.user, hostKeys: [] });
const hostAt = (address: string, jumps: HostAddress['jumps'] = []): HostAddress => ({
  ...hop(address),
  id: address,
  system: 'linux',
  jumps,
});

async function connectAll(addresses: readonly string[], jumps: HostAddress['jumps'] = []) {
  const results = await Promise.all(
    addresses.map((address) =>
      transport.connect(hostAt(address, jumps), { timeoutSeconds: 60, signal: never }),
    ),
  );
  const failures = results.flatMap((result) => ('failure' in result ? [result.failure] : []));
  if (failures.length > 0) console.error(`${failures.length} not reached: ${failures[0]?.message}`);
  return results.flatMap((result) => ('connection' in result ? [result.connection] : []));
}

const run = (
  connection: Connection,
  command: RemoteCommand,
  onOutput?: (text: string) => void,
): Promise<CommandEnd> =>
  connection.run(command, {
    timeoutSeconds: 120,
    signal: never,
    ...(onOutput === undefined ? {} : { onOutput: ({ text }) => onOutput(text) }),
  });
const countSuccesses = (ends: readonly CommandEnd[]) =>
  ends.filter((end) => end.kind === 'exit' && end.code === 0).length;

async function measureUptime() {
  const connections = await connectAll(fleet.addresses);
  const uptime = () => Promise.all(connections.map((each) => run(each, { argv: ['uptime'] })));
  const succeeded = countSuccesses(await uptime());
  // From the start of the process: Node and the modules are loaded within it, as those of the peers are.
  const cold = { seconds: performance.now() / 1000, cpuMsPerHost: cpuMs() / fleet.addresses.length };
  const warm: number[] = [];
  const cpuBefore = cpuMs();
  for (let at = 0; at < 5; at += 1) {
    const from = performance.now();
    await uptime();
    warm.push((performance.now() - from) / 1000);
  }
  const warmCpuMsPerHost = (cpuMs() - cpuBefore) / 5 / fleet.addresses.length;
  return { succeeded, cold, warmSeconds: median(warm), warmCpuMsPerHost };
}

async function measureMemory() {
  const [first, ...others] = fleet.addresses;
  await connectAll(first === undefined ? [] : [first]);
  const held = () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  const connections = await connectAll(others);
  await Promise.all(connections.map((each) => run(each, { argv: ['true'] })));
  // What only waits to be thrown away takes a turn of the loop or two.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { kibPerConnection: (held() - before) / 1024 / connections.length };
}

async function measureTasks() {
  const connections = await connectAll(fleet.addresses.slice(0, 20));
  const ends = await Promise.all(
    connections.map(async (each) => {
      const own: CommandEnd[] = [];
      for (let at = 0; at < 10; at += 1) own.push(await run(each, { argv: ['true'] }));
      return own;
    }),
  );
  return { seconds: performance.now() / 1000, succeeded: countSuccesses(ends.flat()) };
}

async function measureBastion() {
  const connections = await connectAll(fleet.addresses, [hop(fleet.bastion)]);
  const ends = await Promise.all(connections.map((each) => run(each, { argv: ['uptime'] })));
  return { seconds: performance.now() / 1000, lost: fleet.addresses.length - countSuccesses(ends) };
}

async function measureOutput() {
  const connections = await connectAll(fleet.addresses);
  const bytesEach = 1_000_000_000 / fleet.addresses.length;
  const from = performance.now();
  let characters = 0;
  await Promise.all(
    connections.map((each) =>
      run(each, { argv: ['head', '-c', String(bytesEach), '/dev/zero'] }, (text) => {
        characters += text.length;
      }),
    ),
  );
  return {
    gigabytes: characters / 1e9,
    seconds: (performance.now() - from) / 1000,
    peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
  };
}

async function measureCancel() {
  const connections = await connectAll(fleet.addresses);
  const cancel = new AbortController();
  const marker = `grundval-bench-${process.pid}`;
  let begun = 0;
  const all = Promise.withResolvers<void>();
  const running = connections.map((each) =>
    each.run(
      { argv: ['sh', '-c', 'sleep 600 & echo begun; wait', marker] },
      {
        timeoutSeconds: 300,
        signal: cancel.signal,
        onOutput: () => {
          begun += 1;
          if (begun === connections.length) all.resolve();
        },
      },
    ),
  );
  await all.promise;
  const groups = groupsOf(marker);
  const from = performance.now();
  cancel.abort();
  const ends = await Promise.all(running);
  const seconds = (performance.now() - from) / 1000;
  const alive = processes().filter(({ group, state }) => groups.has(group) && state !== 'Z').length;
  return {
    seconds,
    alive,
    hosts: groups.size,
    stopped: ends.filter((end) => end.kind === 'cancelled' && end.stopped).length,
  };
}

/** Processes of this machine, which is also all the hosts. */
function processes() {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state = '', , group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ state, group, line: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
}

const groupsOf = (marker: string): ReadonlySet<string> =>
  new Set(processes().flatMap(({ line, group }) => (line.includes(marker) ? [group] : [])));

const measureRun = () => runJournaled(fleet, transport, plainRunner);
const measureKeptRun = () => runJournaled(fleet, transport, keptRunner);

const measurements = {
  uptime: measureUptime,
  memory: measureMemory,
  tasks: measureTasks,
  bastion: measureBastion,
  output: measureOutput,
  cancel: measureCancel,
  run: measureRun,
  keptRun: measureKeptRun,
} as const;

/** What each measurement prints, as JSON. */
export type Measured = { [K in keyof typeof measurements]: Awaited<ReturnType<(typeof measurements)[K]>> };

const name = process.argv[2] as keyof typeof measurements;
const measured = await measurements[name]();
await transport.close();
await authentication.close();
console.log(JSON.stringify(measured));
