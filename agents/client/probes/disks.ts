import { Disks } from '#model/report/sections/disks.ts';
import { type Host, SourceError } from '../host.ts';
import { type ContainerSigns, findContainer, readContainerSigns } from '../linux/container.ts';
import { type BlockDevice, describeDisk, isDisk, isSecondPath } from '../linux/disk.ts';
import { orNull, readValue, readValues } from '../linux/read-value.ts';
import type { Probe } from '../probe.ts';

/** Block devices as /sys and udev tell them. */
export interface DisksRaw {
  readonly container: ContainerSigns;
  readonly devices: readonly BlockDevice[];
}

const folder = '/sys/block';
const valueNames = [
  'dev',
  'device/model',
  'device/serial',
  'device/vendor',
  'device/vpd_pg80',
  'device/wwid',
] as const;
const flagNames = ['hidden', 'queue/rotational', 'removable', 'serial', 'size'] as const;

export const disks: Probe<'disks', DisksRaw> = {
  name: 'disks',
  description: 'Size, model and kind of each disk; serial numbers only of disks that are built in.',
  descriptionSv: 'Storlek, modell och typ för varje disk; serienummer bara för inbyggda diskar.',
  platforms: ['linux'],
  timeoutSeconds: 10,
  schema: Disks,
  source: '/sys/block, /run/udev/data',
  read: readDisks,
  parse({ container, devices }) {
    if (findContainer(container) !== null) {
      throw new SourceError('unsupported', 'a container sees the disks of its host, and has none itself');
    }
    const found = devices.filter(isDisk);
    const rows = found.filter((device, at) => !isSecondPath(device, found.slice(0, at))).map(describeDisk);
    const denied = found.flatMap(({ name, denied }) => denied.map((file) => `${name}/${file}`));
    return {
      data: { disks: rows.sort((a, b) => (a.name < b.name ? -1 : 1)) },
      ...(denied.length === 0 ? {} : { reason: `permission denied: ${denied.join(', ')}` }),
    };
  },
};

async function readDisks(host: Host): Promise<DisksRaw> {
  if ((await host.status(folder)) === null) throw new SourceError('unsupported', `there is no ${folder}`);
  const devices: BlockDevice[] = [];
  for (const name of await host.list(folder)) {
    // Loop, memory and composed devices are built on others, and there may be hundreds of them.
    if (/^(loop|ram|zram|dm-|md|sr|fd|nbd)/.test(name)) continue;
    devices.push(await readDevice(host, name));
  }
  return { container: await readContainerSigns(host), devices };
}

async function readDevice(host: Host, name: string): Promise<BlockDevice> {
  const { values, denied } = await readValues(host, `${folder}/${name}`, [...valueNames, ...flagNames]);
  const number = values.dev ?? '';
  return {
    name,
    path: await host.readLink(`${folder}/${name}`),
    values,
    denied,
    udev: /^\d+:\d+$/.test(number) ? await orNull(readValue(host, `/run/udev/data/b${number}`)) : null,
  };
}
