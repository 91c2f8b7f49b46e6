import type { ProfileRule } from '#model/report/profile.ts';
import type { SectionName, sectionSchemas } from '#model/report/sections/index.ts';
import type { SectionData } from '#model/report/sections.ts';
import type { Host } from './host.ts';

/** What `parse` makes of the raw facts: data, and in `reason` what of it is missing (then the section is `partial`). */
export interface Parsed<Data> {
  readonly data: Data;
  readonly reason?: string;
}

/** Data with a reason only where there is one. */
export function parsed<Data>(data: Data, reasons: readonly string[]): Parsed<Data> {
  return reasons.length === 0 ? { data } : { data, reason: reasons.join('; ') };
}

/**
 * One probe: reads one section of a Linux device. `read` touches the host and returns plain text or
 * tables; `parse` is pure, never invents a value, and carries the tests. Windows has one script for all
 * sections instead, because starting PowerShell costs more than everything it does.
 */
export interface Probe<Name extends SectionName = SectionName, Raw = unknown> {
  /** Section and file name. */
  readonly name: Name;
  /** One sentence for the person whose device it is: what is read, from where. English. */
  readonly description: string;
  /** The same sentence in Swedish, for `explain`. */
  readonly descriptionSv: string;
  readonly platforms: readonly NodeJS.Platform[];
  readonly timeoutSeconds: number;
  readonly schema: (typeof sectionSchemas)[Name];
  /** Files and commands asked, in words a person can check: `/etc/os-release, uname -r`. */
  readonly source: string;
  /**
   * A cheap value that is equal as long as the section cannot have changed (modification times, for
   * instance). Where present, an equal fingerprint reuses the last section with its true age.
   */
  fingerprint?(host: Host): Promise<string>;
  /** `rule` is for what is not even read where it may not be sent. */
  read(host: Host, rule: ProfileRule): Promise<Raw>;
  parse(raw: Raw, rule: ProfileRule): Parsed<SectionData[Name]>;
}
