import { Network } from '#model/report/sections/network.ts';
import { type Host, SourceError } from '../host.ts';
import { parseAddresses } from '../linux/addresses.ts';
import { describeInterface, isOfInterest, type NetworkDevice } from '../linux/interface.ts';
import { orNull, readValue, readValues } from '../linux/read-value.ts';
import { type Probe, parsed } from '../probe.ts';

/** Entries of /sys/class/net, the text of `ip addr`, and the name of the device. */
export interface NetworkRaw {
  readonly hostname: string | null;
  readonly devices: readonly NetworkDevice[];
  /** Null where it could not be asked. */
  readonly ipAddr: string | null;
}

const folder = '/sys/class/net';
const valueNames = ['address', 'carrier', 'operstate', 'speed', 'type', 'uevent'];

export const network: Probe<'network', NetworkRaw> = {
  name: 'network',
  description: 'Name of the device, its network interfaces and their addresses, from the kernel.',
  descriptionSv: 'Enhetens namn, dess nätverksgränssnitt och deras adresser, enligt kärnan.',
  platforms: ['linux'],
  timeoutSeconds: 10,
  schema: Network,
  source: '/proc/sys/kernel/hostname, /sys/class/net, ip addr',
  read: readNetwork,
  parse({ hostname, devices, ipAddr }, rule) {
    const addresses = parseAddresses(ipAddr ?? '');
    const interfaces = devices
      .map((device) => ({ device, own: addresses.get(device.name) ?? [] }))
      .filter(({ device, own }) => isOfInterest(device, own))
      .map(({ device, own }) => describeInterface(device, own, rule))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const isNamed = hostname !== null && hostname !== '' && hostname !== '(none)';
    const reasons = [
      ...(isNamed ? [] : ['the device has no name']),
      ...(ipAddr === null ? ['addresses could not be read: no answer from the program ip'] : []),
    ];
    return parsed({ hostname: isNamed ? hostname : null, interfaces }, reasons);
  },
};

async function readNetwork(host: Host): Promise<NetworkRaw> {
  if ((await host.status(folder)) === null) throw new SourceError('unsupported', `there is no ${folder}`);
  const ipAddr = orNull(host.run('ip', ['addr'], { timeoutSeconds: 5 }));
  const devices: NetworkDevice[] = [];
  for (const name of await host.list(folder)) {
    const path = await host.readLink(`${folder}/${name}`);
    if (path === null) continue; // `bonding_masters` is a file among the links
    const { values } = await readValues(host, `${folder}/${name}`, valueNames);
    const wireless = (await host.status(`${folder}/${name}/phy80211`)) !== null;
    devices.push({ name, path, values, wireless });
  }
  return {
    hostname: await readValue(host, '/proc/sys/kernel/hostname'),
    devices,
    ipAddr: (await ipAddr)?.stdout ?? null,
  };
}
