import type { Host } from '#agents/client/host.ts';
import type { Probe } from '#agents/client/probe.ts';
import { sectionSchemas } from '#model/report/sections/index.ts';

/** A probe of memory, the simplest section, that behaves as the test says. */
export function memoryProbe(overrides: Partial<Probe<'memory', unknown>> = {}): Probe {
  return {
    name: 'memory',
    description: 'How much memory is installed.',
    descriptionSv: 'Hur mycket minne som finns.',
    platforms: ['linux'],
    timeoutSeconds: 5,
    schema: sectionSchemas.memory,
    source: '/proc/meminfo',
    read: async () => '',
    parse: () => ({ data: { totalBytes: 1024, swapBytes: 0 } }),
    ...overrides,
  } as Probe;
}

/** A probe of the pending restart, whose answer is `required`. */
export function rebootProbe(required: () => boolean | null, overrides: Partial<Probe> = {}): Probe {
  return {
    name: 'reboot',
    description: 'Whether a restart is needed.',
    descriptionSv: 'Om enheten behöver startas om.',
    platforms: ['linux'],
    timeoutSeconds: 5,
    schema: sectionSchemas.reboot,
    source: '/run/reboot-required',
    read: async (_host: Host) => required(),
    parse: (raw: unknown) => ({ data: { required: raw, signals: [], since: null } }),
    ...overrides,
  } as Probe;
}
