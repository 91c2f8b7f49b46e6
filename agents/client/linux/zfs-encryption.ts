/** Value of the property `encryption` by data set, from `zfs get -H -o name,value encryption`. */
export function parseZfsEncryption(text: string): ReadonlyMap<string, string> {
  const rows = text.split('\n').map((line) => line.split('\t'));
  return new Map(rows.flatMap(([name, value]) => (name && value && value !== '-' ? [[name, value]] : [])));
}

/** Kernel names of the disks under each pool, from `zpool list -H -v -P -L`. */
export function parsePoolDevices(text: string): ReadonlyMap<string, readonly string[]> {
  const pools = new Map<string, string[]>();
  let devices: string[] = [];
  for (const line of text.split('\n')) {
    const pool = /^(\S+)\t/.exec(line)?.[1];
    const device = /^\t\/dev\/(?:.*\/)?([^\s/]+)/.exec(line)?.[1];
    if (pool !== undefined) {
      devices = [];
      pools.set(pool, devices);
    } else if (device !== undefined) devices.push(device);
  }
  return pools;
}
