import type { Lang } from '#model/format/lang.ts';
import type { StoredRun } from '#runbooks/store/run-folder.ts';

/** What is to be done with a plan now, as lines for people. */
export function afterPlan({ id, plan }: StoredRun, lang: Lang): readonly string[] {
  const isEmpty = plan.batches.length === 0;
  if (isEmpty) return [lang === 'sv' ? 'Inget att göra.' : 'Nothing to do.'];
  const steps =
    plan.change === 'emergency'
      ? [`grundval runs start ${id}`]
      : [
          `grundval runs approve ${id} --as role:${plan.approve.role} --key ${lang === 'sv' ? 'FIL' : 'FILE'}`,
          `grundval runs start ${id}`,
        ];
  const head = lang === 'sv' ? 'Inget är ändrat än. Sedan:' : 'Nothing is changed yet. Then:';
  return ['', head, ...steps.map((step) => `  ${step}`)];
}
