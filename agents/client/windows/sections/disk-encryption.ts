import { z } from 'zod';
import { compareText } from '#model/compare-text.ts';
import { SourceError } from '../../host.ts';
import { parsed } from '../../probe.ts';
import { mountOf, text, type WindowsSection, whole } from '../windows-section.ts';

const Volume = z.strictObject({
  mount: text,
  /** 0 off, 1 on, 2 not known, as on a volume that is locked. */
  protectionStatus: whole,
  /** 0 decrypted, 1 encrypted, 2 encrypting, 3 decrypting, 4 and 5 paused. */
  conversionStatus: whole,
  /** 0 system, 1 fixed data, 2 portable. */
  volumeType: whole,
});
const Raw = z.strictObject({ volumes: z.array(Volume) });
type Raw = z.infer<typeof Raw>;
type Volume = z.infer<typeof Volume>;

const portable = 2;

export const diskEncryption: WindowsSection<'disk-encryption', Raw> = {
  name: 'disk-encryption',
  source: 'Win32_EncryptableVolume (BitLocker), Win32_Volume',
  raw: Raw,
  parse({ volumes }) {
    const rows = volumes
      .flatMap((volume) => {
        const mount = mountOf(volume.mount);
        return mount === null || volume.volumeType === portable ? [] : [{ ...volume, mount }];
      })
      .map((volume) => {
        const encrypted = isEncrypted(volume);
        return { mount: volume.mount, encrypted, method: encrypted === true ? 'bitlocker' : null };
      })
      .sort((a, b) => compareText(a.mount, b.mount));
    if (rows.length === 0) throw new SourceError('denied', 'BitLocker tells of no volume that is mounted');
    const unread = rows.filter(({ encrypted }) => encrypted === null).map(({ mount }) => mount);
    return parsed({ volumes: rows }, unread.length === 0 ? [] : [`state not told: ${unread.join(', ')}`]);
  },
};

/**
 * Encrypted whole, and protected. Suspended protection leaves the key in the clear on the disk, so that a
 * thief reads everything: encrypted in name only.
 */
function isEncrypted({ protectionStatus, conversionStatus }: Volume): boolean | null {
  if (protectionStatus === 0) return false;
  if (protectionStatus !== 1 || conversionStatus === null) return null;
  return conversionStatus === 1;
}
