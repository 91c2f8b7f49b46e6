import { compareText } from '#model/compare-text.ts';
import type { ControlId, ControlResult, Subject } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Mistake } from '#model/declaration/mistake.ts';
import type { RunEvidence } from '#model/evidence/run-evidence.ts';
import type { Fleet, FleetDevice } from '#model/fleet/fleet.ts';
import { formatDay } from '#model/format/time.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { RenderedPlatform } from '#model/platform/rendered-platform.ts';
import type { ContextPart, Control, Verdict } from './control.ts';
import { applyExemption } from './exemptions.ts';
import { readParameters } from './parameters.ts';
import { appliesTo, classOfSubject } from './subject-class.ts';

export interface EvaluationInput {
  readonly controls: readonly Control[];
  readonly declaration: Declaration;
  /** Left out where nobody has planned. */
  readonly plan?: PlatformPlan | null;
  /** Left out where nothing is rendered. */
  readonly resources?: RenderedPlatform | null;
  /** Null where nothing is observed; some of the devices where only they are judged anew. */
  readonly fleet: Fleet | null;
  /** Left out where nobody has read the journals of runs. */
  readonly evidence?: RunEvidence | null;
  readonly now: Date;
  /** Judge only this kind of subject: `device` when one device has reported. Everything where left out. */
  readonly only?: Subject['kind'];
}

/** A control that was not run, or only in part, for want of something to look at. */
interface NotRun {
  readonly control: ControlId;
  /** Parts that were not there. */
  readonly missing: readonly ContextPart[];
  /** True where the control did judge what does not need them. */
  readonly partly: boolean;
}

/** A control that failed: a fault in Grundval, and no statement on any subject. */
interface FailedControl {
  readonly control: ControlId;
  readonly error: Error;
}

export interface Evaluation {
  /** By control, then kind and id of the subject. */
  readonly results: readonly ControlResult[];
  readonly notRun: readonly NotRun[];
  readonly failed: readonly FailedControl[];
  /** Mistakes in `controls:` and in exemptions; a control with wrong parameters is not run. */
  readonly mistakes: readonly Mistake[];
}

/**
 * Runs the controls over what is known and applies the exemptions. Pure and deterministic: the order of
 * services, devices and controls given does not matter, and devices can be judged one by one with the same
 * results as all at once. A control that throws is listed in `failed` and hides no other.
 */
export function evaluateControls(input: EvaluationInput): Evaluation {
  const { declaration, fleet, only } = input;
  const parameters = readParameters(input.controls, declaration);
  const devices = new Map((fleet?.devices ?? []).map((device) => [device.id, device]));
  const present: readonly ContextPart[] = [
    'declaration',
    ...((input.plan ?? null) === null ? [] : (['plan'] as const)),
    ...((input.resources ?? null) === null ? [] : (['resources'] as const)),
    ...(fleet === null ? [] : (['fleet'] as const)),
    ...((input.evidence ?? null) === null ? [] : (['evidence'] as const)),
  ];
  const results: ControlResult[] = [];
  const notRun: NotRun[] = [];
  const failed: FailedControl[] = [];

  for (const control of input.controls) {
    const missing = control.reads.filter((part) => !present.includes(part));
    const missed = (control.readsIfPresent ?? []).filter((part) => !present.includes(part));
    if (missing.length > 0 || missed.length > 0) {
      notRun.push({ control: control.id, missing: [...missing, ...missed], partly: missing.length === 0 });
    }
    if (missing.length > 0 || !parameters.values.has(control.id)) continue;
    try {
      results.push(...runControl(control, parameters.values.get(control.id), input, devices));
    } catch (error) {
      failed.push({
        control: control.id,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  }
  return {
    results: results
      .filter(({ subject }) => only === undefined || subject.kind === only)
      .sort(compareResults),
    notRun: notRun.sort(byControl),
    failed: failed.sort(byControl),
    mistakes: parameters.mistakes,
  };
}

function runControl(
  control: Control,
  parameters: unknown,
  { declaration, plan = null, resources = null, fleet, evidence = null, now }: EvaluationInput,
  devices: ReadonlyMap<string, FleetDevice>,
): readonly ControlResult[] {
  const today = formatDay(now);
  const seen = new Set<string>();
  return control
    .check({ declaration, plan, resources, fleet, evidence, now, parameters })
    .flatMap((verdict) => {
      const { kind, id } = verdict.subject;
      if (seen.has(`${kind}:${id}`)) throw new Error(`${control.id} judged ${kind}:${id} twice`);
      seen.add(`${kind}:${id}`);
      const applies = appliesTo(control.profile, classOfSubject(verdict.subject, declaration, devices));
      if (applies === 'no') return [];
      const result = asResult(control, applies === 'yes' ? verdict : unclear(verdict));
      return [applyExemption(result, declaration, devices.get(id), today)];
    });
}

/** What becomes of a verdict where nobody knows whether the rule applies. */
function unclear(verdict: Verdict): Verdict {
  return {
    ...verdict,
    status: 'not-measured',
    message: {
      sv: 'Klassen är inte beslutad, så det går inte att säga om kontrollen gäller.',
      en: 'The class is not decided, so it cannot be said whether the control applies.',
    },
  };
}

function asResult(control: Control, verdict: Verdict): ControlResult {
  return {
    control: control.id,
    controlVersion: control.version,
    subject: verdict.subject,
    status: verdict.status,
    severity: verdict.severity ?? control.severity,
    message: verdict.message,
    evidence: verdict.evidence,
    exemption: null,
  };
}

function byControl(a: { readonly control: ControlId }, b: { readonly control: ControlId }): number {
  return compareText(a.control, b.control);
}

function compareResults(a: ControlResult, b: ControlResult): number {
  return (
    byControl(a, b) || compareText(a.subject.kind, b.subject.kind) || compareText(a.subject.id, b.subject.id)
  );
}
