import { formatPublicKey, type PublicKey } from '#runbooks/engine/transport/host-keys/public-key.ts';

/** The lines of `grundval.yaml` that pin a key, for review with the declaration. */
export function declaredKeyLines(id: string, key: PublicKey, isBastion: boolean): readonly string[] {
  const pinned = `["${formatPublicKey(key)}"]`;
  return isBastion
    ? ['operations:', '  bastions:', `    - id: ${id}`, `      hostKeys: ${pinned}`]
    : ['operations:', '  hostKeys:', `    - { device: ${id}, keys: ${pinned} }`];
}
