import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { IdentitySignals } from '#model/report/enrolment.ts';
import { profileRules } from '#model/report/profile.ts';
import { sectionData } from '#model/report/section.ts';
import type { Sections } from '#model/report/sections.ts';
import { collectSections, narrowRule } from './collect.ts';
import { type Host, SourceError } from './host.ts';
import type { ProbeRun } from './run-probes.ts';

/** What an enrolment tells of the device besides its key. */
export interface DeviceSigns {
  readonly hostname: string;
  readonly signals: IdentitySignals;
}

const machineIdPrefix = 'grundval-agent\n';
const mostMacs = 32;

/** Reads the signs by which a re-imaged device is known again, and a clone told from its original. */
export async function readSigns(
  run: Pick<ProbeRun, 'host' | 'probes' | 'cache' | 'userId'>,
): Promise<DeviceSigns> {
  const rule = narrowRule(profileRules.server, ['hardware', 'network']);
  const sections = await collectSections({ ...run, rule });
  const hardware = sectionData(sections.hardware);
  const machineId = await readMachineId(run.host);
  return {
    hostname: sectionData(sections.network)?.hostname ?? hostname(),
    signals: {
      serial: hardware?.serial?.slice(0, 200) ?? null,
      uuid: hardware?.uuid ?? null,
      machineIdHash:
        machineId === null
          ? null
          : createHash('sha256').update(`${machineIdPrefix}${machineId}`).digest('hex'),
      macs: await readMacs(run.host, sections),
    },
  };
}

/** The id the installation was given: systemd's machine id, or Windows's MachineGuid; null where there is none. */
async function readMachineId(host: Host): Promise<string | null> {
  if (host.platform !== 'win32') {
    const text = (await host.readTextIfPresent('/etc/machine-id'))?.trim() ?? '';
    return /^[0-9a-f]{32}$/.test(text) ? text : null; // `uninitialized` on an image that has not started yet
  }
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
  try {
    const { stdout } = await host.run('reg.exe', ['query', key, '/v', 'MachineGuid'], { timeoutSeconds: 10 });
    return /REG_SZ\s+([0-9a-fA-F-]{36})/.exec(stdout)?.[1]?.toLowerCase() ?? null;
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

/** Burned-in addresses of network cards. A dock's or a virtual card's address would tie two devices together. */
async function readMacs(host: Host, sections: Sections): Promise<string[]> {
  const macs: string[] = [];
  for (const { name, mac, kind } of sectionData(sections.network)?.interfaces ?? []) {
    if (mac === null || (kind !== 'ethernet' && kind !== 'wifi')) continue;
    if (host.platform === 'linux' && !(await isPermanent(host, name))) continue;
    macs.push(mac);
  }
  return [...new Set(macs)].sort().slice(0, mostMacs);
}

/** `addr_assign_type` 0 is an address burned into the card (Linux, `Documentation/ABI/testing/sysfs-class-net`). */
async function isPermanent(host: Host, name: string): Promise<boolean> {
  return (await host.readTextIfPresent(`/sys/class/net/${name}/addr_assign_type`))?.trim() === '0';
}
