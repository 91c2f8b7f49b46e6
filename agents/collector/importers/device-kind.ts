import type { DeviceKind } from '#model/fleet/fleet.ts';

/** What words in a type, a model or an operating system tell, the most telling first. */
const signs: readonly (readonly [DeviceKind, RegExp])[] = [
  [
    'printer',
    /skrivare|kopiator|plotter|multifunktion|printer|\bmfp\b|laserjet|officejet|imagerunner|workcentre|versalink/i,
  ],
  [
    'network',
    /switch|router|brandvägg|firewall|access ?punkt|access ?point|\bap\b|nätverk|network|trådlös styr/i,
  ],
  ['server', /server/i],
  [
    'mobile',
    /mobil|surfplatta|läsplatta|lärplatta|telefon|tablet|phone|ipad|\bios\b|ipados|android|galaxy tab|smartphone/i,
  ],
  [
    'client',
    /dator|laptop|notebook|desktop|stationär|bärbar|chromebook|chromeos|chrome os|macbook|imac|mac ?os|thin ?client|tunn klient|workstation|windows|surface|elitebook|thinkpad|latitude|optiplex|klient|ubuntu|linux/i,
  ],
  ['iot', /sensor|kamera|camera|\biot\b|infoskärm|digital signage|skärm|passer|larm|styrenhet|\bplc\b/i],
];

/**
 * What a device is, from the first of the texts that tells: its type, its operating system, its model.
 * Where none tells it is `other`.
 */
export function findKind(...texts: readonly (string | null)[]): DeviceKind {
  for (const text of texts) {
    if (text === null) continue;
    const sign = signs.find(([, pattern]) => pattern.test(text));
    if (sign !== undefined) return sign[0];
  }
  return 'other';
}
