import type { Hardware } from '#model/report/sections/hardware.ts';
import type { Host } from '../host.ts';
import { readValue } from './read-value.ts';

/** Where one processor thread sits, as /sys tells it. */
export interface ThreadPlace {
  readonly package: string | null;
  /** Threads of the same core: `0,64`. */
  readonly siblings: string | null;
}

type Processor = Hardware['processor'];

/** Places of the threads, read only where `/proc/cpuinfo` does not tell them (ARM): on a large server it is many files. */
export async function readTopology(host: Host, cpuinfo: string): Promise<readonly ThreadPlace[]> {
  if (/^physical id\s*:/m.test(cpuinfo)) return [];
  const folder = '/sys/devices/system/cpu';
  const names = (await host.list(folder)).filter((name) => /^cpu\d+$/.test(name));
  const places: ThreadPlace[] = [];
  for (const name of names) {
    const siblings = await readValue(host, `${folder}/${name}/topology/thread_siblings_list`);
    const place = await readValue(host, `${folder}/${name}/topology/physical_package_id`);
    if (siblings !== null || place !== null) places.push({ package: place, siblings });
  }
  return places;
}

/** Processor of a device from `/proc/cpuinfo` (x86) or the topology in /sys (ARM); null for what neither tells. */
export function parseProcessor(cpuinfo: string, topology: readonly ThreadPlace[]): Processor {
  const blocks = cpuinfo
    .split(/\n\s*\n/)
    .map(parseBlock)
    .filter((block) => /^\d+$/.test(block.get('processor') ?? ''));
  return {
    model: findModel(cpuinfo),
    ...(blocks.some((block) => block.has('physical id'))
      ? countByCpuinfo(blocks)
      : countByTopology(topology)),
    threads: blocks.length === 0 ? null : blocks.length,
  };
}

function parseBlock(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** x86 says `model name`, 32-bit ARM `Processor` or `model name`, POWER `cpu`; 64-bit ARM only numbers. */
function findModel(cpuinfo: string): string | null {
  for (const key of ['model name', 'Processor', 'cpu']) {
    const value = new RegExp(`^${key}[ \\t]*:(.*)$`, 'm').exec(cpuinfo)?.[1];
    const model = value?.replace(/\s+/g, ' ').trim() ?? '';
    if (model !== '' && model !== 'unknown') return model;
  }
  return null;
}

function countByCpuinfo(
  blocks: readonly ReadonlyMap<string, string>[],
): Omit<Processor, 'model' | 'threads'> {
  const coresOf = new Map<string, number>();
  for (const block of blocks) {
    const socket = block.get('physical id');
    if (socket !== undefined) coresOf.set(socket, Number(block.get('cpu cores')));
  }
  const cores = [...coresOf.values()].reduce((sum, count) => sum + count, 0);
  return { sockets: coresOf.size, cores: Number.isInteger(cores) && cores > 0 ? cores : null };
}

function countByTopology(topology: readonly ThreadPlace[]): Omit<Processor, 'model' | 'threads'> {
  const distinct = (values: readonly (string | null)[]) =>
    values.length === 0 || values.includes(null) ? null : new Set(values).size;
  const packages = topology.map((place) => place.package);
  return {
    // -1 is how the kernel says that firmware does not tell.
    sockets: packages.includes('-1') ? null : distinct(packages),
    cores: distinct(topology.map((place) => place.siblings)),
  };
}
