import type { RemoteCommand } from '../../engine/transport/transport.ts';

/** A shell script that is the same whatever it is given: what varies are its arguments `$1`, `$2` … */
export function fixedScript(text: string, ...args: readonly string[]): RemoteCommand['argv'] {
  return ['sh', '-c', text, 'grundval', ...args];
}
