import type { ConnectFailure, Transport } from '#runbooks/engine/transport/transport.ts';

/** A transport, and the host keys that it met and did not believe. */
export interface WatchedTransport extends Transport {
  /** One for each key of each computer, bastions too. */
  met(): readonly ConnectFailure[];
}

/** Remembers which keys were not believed, so that they are told together when all hosts have been tried. */
export function watchHostKeys(transport: Transport): WatchedTransport {
  const met = new Map<string, ConnectFailure>();
  return {
    ...transport,
    async connect(host, options) {
      const result = await transport.connect(host, options);
      if ('failure' in result && result.failure.reason.endsWith('host-key')) {
        const { at, hop, hostKey } = result.failure;
        // A bastion that is not known is met once for each host behind it.
        met.set(JSON.stringify([hop ?? at, hostKey]), result.failure);
      }
      return result;
    },
    met: () => [...met.values()],
  };
}
