import { resourcesOf } from '#model/platform/rendering.ts';
import { countByControl, countByStatus } from '#policies/count.ts';
import { type CheckReport, exitStatus } from './check-report.ts';

/** The same as text for machines; both languages, times in UTC. A field is only ever added in version 1. */
export function renderJson(report: CheckReport): string {
  const { controls, evaluation, declaration, blocking, plan, platform } = report;
  const counts = countByControl(controls, evaluation.results);
  const { id, name } = declaration.organisation.organisation;
  return JSON.stringify(
    {
      schemaVersion: 1,
      organisation: { id, name },
      folder: report.folder,
      checkedAt: report.checkedAt,
      exitStatus: exitStatus(report),
      summary: {
        ...countByStatus(evaluation.results),
        services: declaration.services.length,
        blocking: blocking.length,
      },
      controls: controls.map((control) => ({
        id: control.id,
        version: control.version,
        validFrom: control.validFrom,
        title: control.title,
        profile: control.profile,
        severity: control.severity,
        gate: control.gate,
        sources: control.sources,
        remedy: control.remedy,
        counts: counts.get(control.id),
      })),
      results: evaluation.results.map((result) => ({ ...result, blocking: blocking.includes(result) })),
      plan: {
        environment: plan.environment,
        services: plan.services.length,
        servers: plan.groups.flatMap(({ servers }) => servers).length,
        flows: plan.flows.filter(({ build }) => build).length,
        issues: plan.issues,
        cost: plan.cost,
        energy: plan.energy,
      },
      stacks: platform.renderings.map((rendering) => ({
        stack: rendering.stack,
        target: rendering.target,
        layer: rendering.layer,
        asIf: rendering.asIf,
        resources: resourcesOf(rendering).length,
      })),
      differences: platform.differences,
      mistakes: platform.mistakes,
      unsupported: report.unsupported,
      base: report.base,
      notRun: evaluation.notRun,
      failed: evaluation.failed.map(({ control, error }) => ({ control, error: error.message })),
    },
    null,
    2,
  );
}
