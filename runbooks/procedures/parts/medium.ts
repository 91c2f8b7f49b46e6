import { z } from 'zod';
import type { Disposal } from '#model/evidence/disposal.ts';
import type { DestroyStep, ReadStep } from '../../procedure.ts';
import { fixedScript } from './fixed-script.ts';
import { said } from './said.ts';
import { unexpectedOutput } from './unexpected-output.ts';

/** A medium, and what the inventory says of it and its computer. */
export const mediumToWipe = {
  assetId: z
    .string()
    .min(1)
    .meta(said({ sv: 'Stöldmärkning enligt inventariet', en: 'Asset tag as the inventory has it' })),
  serial: z
    .string()
    .min(1)
    .meta(
      said({
        sv: 'Serverns serienummer enligt inventariet',
        en: 'Serial number of the server as the inventory has it',
      }),
    ),
  medium: z
    .string()
    .regex(/^\/dev\/[a-z0-9]+$/, 'a device such as `/dev/sdb`')
    .meta(
      said({
        sv: 'Mediet som raderas',
        en: 'The medium that is wiped',
        expected: { sv: 'en enhetsfil som `/dev/sdb`', en: 'a device such as `/dev/sdb`' },
      }),
    ),
  mediumSerial: z
    .string()
    .min(1)
    .meta(said({ sv: 'Mediets serienummer', en: 'Serial number of the medium' })),
  recycler: z
    .object({
      name: z
        .string()
        .min(1)
        .meta(said({ sv: 'Återvinnarens namn', en: 'Name of the recycler' })),
      certificate: z
        .string()
        .min(1)
        .meta(said({ sv: 'Intygets beteckning', en: 'Reference of the certificate' })),
      on: z.iso.date().meta(said({ sv: 'Intygets dag', en: 'Day of the certificate' })),
    })
    .optional()
    .meta(said({ sv: 'Återvinnaren och dess intyg', en: 'The recycler and its certificate' })),
};
type MediumToWipe = z.infer<z.ZodObject<typeof mediumToWipe>>;

/** Asset tag and serial number of the computer, and serial number of a medium of it, each on its line. */
function identityOf(medium: string): ReadStep<string> {
  return {
    command: {
      argv: fixedScript(
        'cat /sys/class/dmi/id/chassis_asset_tag /sys/class/dmi/id/product_serial && lsblk -dno SERIAL "$1"',
        medium,
      ),
      asRoot: true,
    },
    parse: ({ stdout, code }) => {
      const lines = stdout.split('\n').map((line) => line.trim());
      const [asset, serial, ofMedium] = lines;
      if (code !== 0 || !asset || !serial || !ofMedium) {
        throw unexpectedOutput('the firmware and lsblk', stdout, 'an asset tag and two serial numbers');
      }
      return identity(asset, serial, ofMedium);
    },
  };
}

/** What must be read on the host before anything on it is destroyed. */
function identity(assetId: string, serial: string, mediumSerial: string): string {
  return `${assetId} / ${serial} / ${mediumSerial}`;
}

/** Hashes of 64 samples of 4 KiB, spread evenly over a medium that nothing uses, its beginning and its end included. */
export function samplesOf(medium: string): ReadStep<readonly string[]> {
  return {
    command: {
      argv: fixedScript(
        `set -eu
[ -z "$(lsblk -no MOUNTPOINTS "$1" | tr -d '[:space:]')" ] || { echo mounted; exit 0; }
blocks=$(($(blockdev --getsize64 "$1") / 4096 - 1))
n=0
while [ "$n" -lt 64 ]; do
  dd if="$1" bs=4096 count=1 skip=$((blocks * n / 63)) iflag=direct status=none | sha256sum | cut -d' ' -f1
  n=$((n + 1))
done`,
        medium,
      ),
      asRoot: true,
    },
    parse: ({ stdout, code }) => {
      const lines = stdout.split('\n').filter((line) => line !== '');
      if (code !== 0 || lines.length !== 64 || !lines.every((line) => /^[0-9a-f]{64}$/.test(line))) {
        throw unexpectedOutput(
          `the samples of ${medium}`,
          stdout,
          '64 hashes of a medium that is not mounted',
        );
      }
      return lines;
    },
  };
}

/** Overwrites a medium with random data, once it and its computer are seen to be those of the inventory. */
export function wipeStep({ assetId, serial, medium, mediumSerial }: MediumToWipe): DestroyStep {
  return {
    command: { argv: ['shred', '--iterations=1', '--', medium], asRoot: true },
    timeoutSeconds: 5 * 86_400,
    confirm: { read: identityOf(medium), expected: identity(assetId, serial, mediumSerial) },
  };
}

/** Does every sample read otherwise than before? */
export function readsOtherwise(medium: string, before: readonly string[]): ReadStep<boolean> {
  const samples = samplesOf(medium);
  return { ...samples, parse: (output) => samples.parse(output).every((hash, n) => hash !== before[n]) };
}

/** The proof, as evidence. */
export function disposalEvidence(
  { assetId, serial, medium, mediumSerial, recycler }: MediumToWipe,
  wiped: Pick<Disposal, 'device' | 'service' | 'wipedAt' | 'samplesBefore' | 'samplesAfter'>,
): Disposal {
  return {
    schemaVersion: 1,
    ...wiped,
    assetId,
    serial,
    medium: { name: medium, serial: mediumSerial },
    tool: 'shred',
    method: 'overwrite',
    recycler: recycler ?? null,
  };
}
