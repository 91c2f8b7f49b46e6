import { bilingualError } from '#model/bilingual-error.ts';
import type { Text } from '#model/format/text.ts';
import { canonicalJson } from '#model/report/canonical-json.ts';
import type { RunPlan } from '../plan/run-plan.ts';
import type { RunState } from './run-state.ts';

/** What a run is about to be run with. */
export interface RunGrounds {
  readonly procedure: string;
  /** What the procedure says of change, approval and rollout for a plan of this kind. */
  readonly rules: Pick<RunPlan, 'change' | 'approve' | 'rollout'>;
  readonly sourceHash: string;
  readonly parameters: RunPlan['parameters'];
  readonly snapshotHash: string;
  readonly planHash: string;
}

/**
 * An approval is of a plan with everything it rests on. Of a run that was begun, another source of the procedure may
 * be accepted by somebody; nothing else may be another.
 *
 * @param acceptedSources hashes that somebody has accepted for this run
 * @throws {GrundvalError} `run/changed`
 */
export function demandUnchanged(
  plan: RunPlan,
  grounds: RunGrounds,
  { header }: Pick<RunState, 'header'>,
  acceptedSources: readonly string[],
): void {
  const changed: Text[] = [];
  if (grounds.procedure !== plan.procedure) changed.push({ sv: 'proceduren', en: 'the procedure' });
  const { change, approve, rollout } = plan;
  if (canonicalJson(grounds.rules) !== canonicalJson({ change, approve, rollout }))
    changed.push({ sv: 'reglerna för godkännande och utrullning', en: 'the rules of approval and rollout' });
  if (canonicalJson(grounds.parameters) !== canonicalJson(plan.parameters))
    changed.push({ sv: 'parametrarna', en: 'the parameters' });
  if (grounds.snapshotHash !== plan.snapshotHash)
    changed.push({ sv: 'deklarationen eller dess plan', en: 'the declaration or its plan' });
  if (header !== null && header.planHash !== grounds.planHash) changed.push({ sv: 'planen', en: 'the plan' });
  if (changed.length > 0) throw changedError(changed);
  if (grounds.sourceHash === plan.sourceHash) return;
  if (header === null) throw changedError([{ sv: 'procedurens källkod', en: "the procedure's source" }]);
  if (!acceptedSources.includes(grounds.sourceHash)) throw sourceChanged(plan.procedure);
}

function changedError(changed: readonly Text[]) {
  const list = (lang: 'sv' | 'en'): string => changed.map((text) => text[lang]).join(', ');
  return bilingualError(
    'run/changed',
    {
      sv: `Sedan planen godkändes är det här ändrat: ${list('sv')}. Godkännandet gäller inte längre.`,
      en: `Since the plan was approved this has changed: ${list('en')}. The approval no longer holds.`,
    },
    {
      sv: 'Gör en ny plan och låt den godkännas.',
      en: 'Make a new plan and have it approved.',
    },
  );
}

function sourceChanged(procedure: string) {
  return bilingualError(
    'run/source-changed',
    {
      sv: `Källkoden till ${procedure} är en annan än när körningen började.`,
      en: `The source of ${procedure} is another than when the run began.`,
    },
    {
      sv: 'Återuppta med den gamla koden, eller bestäm att den nya gäller: --accept-source.',
      en: 'Resume with the old code, or decide that the new one holds: --accept-source.',
    },
    { details: { procedure } },
  );
}
