import { z } from 'zod';
import { Instant } from '../section.ts';

/** Which operating system a device runs, exactly enough to look up its end of support. */
export const OperatingSystem = z.strictObject({
  family: z.enum(['linux', 'windows', 'macos']),
  /** Product id: `debian`, `ubuntu`, `rhel`, `windows`, `windows-server`, `macos`; os-release `ID` where not listed. */
  product: z.string().min(1),
  /** Name for people: "Debian GNU/Linux 12 (bookworm)". */
  name: z.string().min(1),
  /** Release cycle as vendors write it: `12`, `24.04`, `9.4`, `24H2`, `2022`; null on rolling releases. */
  version: z.string().min(1).nullable(),
  /** Full build: `26100.7019` on Windows, `VERSION_ID` plus point release elsewhere; null where not known. */
  build: z.string().min(1).nullable(),
  /** Windows `EditionID` (`Enterprise`, `Professional`, `ServerStandard`), os-release `VARIANT_ID`. */
  edition: z.string().min(1).nullable(),
  /** Running kernel release. */
  kernel: z.string().min(1).nullable(),
  /** `x86_64`, `aarch64` … */
  architecture: z.string().min(1).nullable(),
  bootedAt: Instant.nullable(),
  installedAt: Instant.nullable(),
});
export type OperatingSystem = z.infer<typeof OperatingSystem>;
