import type { NamedProduct } from './find-support.ts';

const systems: readonly (readonly [pattern: RegExp, product: string])[] = [
  [/^ipados\b/i, 'ipados'],
  [/^(ios|iphone os)$/i, 'ios'],
  [/^android/i, 'android'],
  [/^(mac ?os|os x)/i, 'macos'],
  [/server/i, 'windows-server'],
  [/^(microsoft )?windows/i, 'windows'],
  [/^debian/i, 'debian'],
  [/ubuntu/i, 'ubuntu'],
  [/^red hat/i, 'rhel'],
  [/^vmware esxi/i, 'vmware-esxi'],
];

/**
 * The product behind the words of another system's export (`Windows`, `10.0.22631.4317`; `iOS`, `17.6.1`).
 * Null where the words fit several products (`iOS/iPadOS`) or releases
 * (`Windows Server 2016 or later`) or none we know: an operating system is not guessed.
 */
export function importedSystem(operatingSystem: string | null, build: string | null): NamedProduct | null {
  if (operatingSystem === null || /or later/i.test(operatingSystem)) return null;
  const product = systems.find(([pattern]) => pattern.test(operatingSystem.trim()))?.[1];
  if (product === undefined) return null;
  const version = /\d+(\.\d+)*/.exec(build ?? '')?.[0] ?? /\d+(\.\d+)*/.exec(operatingSystem)?.[0] ?? null;
  if (product === 'windows-server') {
    const year = /server\s+(\d{4}(?:\s+r2)?)/i.exec(operatingSystem)?.[1] ?? null;
    return { product, version: year, build };
  }
  return { product, version: product === 'windows' ? null : version, build };
}
