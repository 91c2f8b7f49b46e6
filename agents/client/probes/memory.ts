import { Memory } from '#model/report/sections/memory.ts';
import { SourceError } from '../host.ts';
import type { Probe } from '../probe.ts';

/** Text of `/proc/meminfo`. */
export interface MemoryRaw {
  readonly meminfo: string;
}

export const memory: Probe<'memory', MemoryRaw> = {
  name: 'memory',
  description: 'How much memory and swap space the device has, from the kernel.',
  descriptionSv: 'Hur mycket minne och växlingsutrymme enheten har, enligt kärnan.',
  platforms: ['linux'],
  timeoutSeconds: 5,
  schema: Memory,
  source: '/proc/meminfo',
  read: async (host) => ({ meminfo: await host.readText('/proc/meminfo') }),
  parse({ meminfo }) {
    const totalBytes = readBytes(meminfo, 'MemTotal');
    if (totalBytes === null || totalBytes === 0) {
      throw new SourceError('denied', '/proc/meminfo has no line MemTotal in kB');
    }
    const swapBytes = readBytes(meminfo, 'SwapTotal');
    return {
      data: { totalBytes, swapBytes },
      ...(swapBytes === null ? { reason: '/proc/meminfo has no line SwapTotal in kB' } : {}),
    };
  },
};

/** The kernel writes kB and means 1024 bytes (`man 5 proc_meminfo`). */
function readBytes(meminfo: string, name: string): number | null {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d{1,12}) kB$`, 'm').exec(meminfo)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}
