import type { ProfileRule } from '#model/report/profile.ts';
import type { SectionName } from '#model/report/sections/index.ts';
import type { Sections } from '#model/report/sections.ts';
import { type Host, SourceError } from '../host.ts';
import { readInventoryScript } from './inventory-script.ts';
import { failAll, parseInventory } from './parse-inventory.ts';

/** Longer than all limits in the script together, so that the script tells which section it was. */
const timeoutSeconds = 270;

/**
 * Reads the sections of a Windows device by one PowerShell process. The script comes over standard input, as
 * what it is: a file would have to lie where nobody but administrators can write, and an encoded command is
 * what virus scanners look for. **Not yet run on a real Windows device.**
 */
export async function readWindowsSections(
  host: Host,
  names: readonly SectionName[],
  rule: ProfileRule,
): Promise<Sections> {
  if (names.length === 0) return {};
  const collectedAt = host.now().toISOString();
  const startedMs = performance.now();
  try {
    const { stdout } = await host.run('powershell.exe', powershellArguments(names, rule), {
      timeoutSeconds,
      input: await readInventoryScript(),
    });
    return parseInventory(stdout, names, rule, collectedAt);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return failAll(names, collectedAt, error, Math.round(performance.now() - startedMs));
  }
}

/**
 * Windows PowerShell 5.1, which every supported Windows has. In constrained language the script cannot even be
 * taken in, so that is asked first, in words that are allowed there.
 */
export function powershellArguments(names: readonly SectionName[], rule: ProfileRule): readonly string[] {
  const refusal = `'{"schemaVersion":1,"refused":"constrained-language","sections":{}}'`;
  const flags = [...(rule.addresses ? ['-Addresses'] : []), ...(rule.programNames ? ['-ProgramNames'] : [])];
  const call = [`-Sections '${names.join(',')}'`, ...flags].join(' ');
  const command = [
    `if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { ${refusal}; exit 0 }`,
    `& ([scriptblock]::Create([Console]::In.ReadToEnd())) ${call}`,
  ].join('; ');
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', command];
}
