import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from './target.ts';

/** Fields whose value opens something, by the last word of their name. */
const secretName =
  /(password|passwd|passphrase|secret|token|apikey|privatekey|accesskey|connectionstring|credential)$/i;
/** Fields that only name where a secret is kept. */
const referenceName = /(secret|credential|token)(name|ref|reference|id|uri|url|s)?$/i;
/** A private key, a connection string or an address with its password, wherever it stands. */
const secretValues: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(AccountKey|SharedAccessKey|Password|Pwd)=[^;\s]{6,}/i,
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@]+@/i,
  /^\s*(password|passwd|chpasswd|secret)\s*:\s*\S+/im,
];

/**
 * Values in resources that open something and stand in plain text, where everybody who may read the declaration's
 * pipeline or the engine's state would see them. A reference by name and `{ $secret: key }` are how it is done.
 */
export function findPlainSecrets(resources: readonly RenderedResource[]): readonly BodyMistake[] {
  return resources.flatMap(({ name, type, inputs }) =>
    search(inputs, '', type).map((path) => ({
      resource: name,
      path,
      found: 'a secret in plain text',
      expected: 'a reference to where it is kept, or `{ $secret: key }`',
    })),
  );
}

function search(value: JsonValue, path: string, type: string): readonly string[] {
  if (typeof value === 'string') return isPlain(value, path) ? [path] : [];
  if (value === null || typeof value !== 'object') return [];
  if (!Array.isArray(value) && '$secret' in value) return [];
  // The data of a Secret are secrets whatever they are called.
  const isSecretData = type === 'kubernetes:core/v1:Secret' && /^(data|stringData)$/.test(path);
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (isSecretData && typeof inner === 'string' && inner !== '') return [at];
    return search(inner, at, type);
  });
}

function isPlain(value: string, path: string): boolean {
  if (secretValues.some((pattern) => pattern.test(value))) return true;
  const field = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (value === '' || !secretName.test(field)) return false;
  // A name of a Secret is a DNS label; an address is where a vault keeps it.
  const isReference =
    referenceName.test(field) && /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|https:\/\/.+|\/.+)$/.test(value);
  return !isReference;
}
