import { type Host, SourceError } from '#agents/client/host.ts';

/** A device without files or commands whose clock the test sets. */
export function stubHost(overrides: Partial<Host> = {}): Host {
  const absent = async (): Promise<never> => {
    throw new SourceError('unsupported', 'nothing here');
  };
  return {
    platform: 'linux',
    now: () => new Date(),
    readText: absent,
    readTextIfPresent: async () => null,
    list: async () => [],
    status: async () => null,
    readLink: async () => null,
    run: absent,
    capacity: async () => null,
    ...overrides,
  };
}
