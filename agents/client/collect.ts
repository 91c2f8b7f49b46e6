import type { ProfileRule } from '#model/report/profile.ts';
import type { Sections } from '#model/report/sections.ts';
import { type ProbeRun, runProbes } from './run-probes.ts';

/**
 * Reads what the profile allows from this device: probes of its own on Linux, one PowerShell script on
 * Windows, where starting PowerShell costs more than everything it does.
 */
export async function collectSections(run: ProbeRun): Promise<Sections> {
  if (run.host.platform !== 'win32') return runProbes(run);
  const { readWindowsSections } = await import('./windows/read-inventory.ts');
  return readWindowsSections(run.host, run.rule.sections, run.rule);
}

/** A rule narrowed to some sections, for the few that an enrolment needs. */
export function narrowRule(rule: ProfileRule, sections: ProfileRule['sections']): ProfileRule {
  return { ...rule, sections: rule.sections.filter((name) => sections.includes(name)) };
}
