import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';
import type { HostKeyRules } from '../host-keys/host-key-rules.ts';

/** For each type of key the algorithms that it signs with; no SHA-1. */
const hostKeyAlgorithms: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

/**
 * What is offered to a host: the types of its known keys before all others, since a host with several keys shows one;
 * no SHA-1, no CBC, no compression, and GCM first, which is the fastest without a native binding.
 */
export function algorithmsFor(rules: HostKeyRules): Algorithms {
  const isKnown = (type: string) => rules.trusted.some((key) => key.type === type);
  const types = Object.keys(hostKeyAlgorithms);
  return {
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group14-sha256',
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
    ],
    serverHostKey: [...types.filter(isKnown), ...types.filter((type) => !isKnown(type))].flatMap(
      (type) => hostKeyAlgorithms[type] ?? [],
    ),
    cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
    hmac: [
      'hmac-sha2-256-etm@openssh.com',
      'hmac-sha2-512-etm@openssh.com',
      'hmac-sha2-256',
      'hmac-sha2-512',
    ],
    compress: ['none'],
  };
}
