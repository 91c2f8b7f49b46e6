import type { Lang } from '#model/format/lang.ts';
import type { RunPlan } from '#model/runs/run-plan.ts';
import type { StoredRun } from '#runbooks/store/run-folder.ts';

/** How many hosts nobody could read: what would be done there is not known. */
export function unreadHosts({ hosts }: Pick<RunPlan, 'hosts'>): number {
  return hosts.filter(({ outcome }) => outcome === 'unreachable' || outcome === 'failed').length;
}

function nothingText(unread: number, lang: Lang): string {
  if (unread === 0) return lang === 'sv' ? 'Inget att göra.' : 'Nothing to do.';
  return lang === 'sv'
    ? `Inget kan planeras: ${unread} ${unread === 1 ? 'server' : 'servrar'} kunde inte läsas.`
    : `Nothing can be planned: ${unread} ${unread === 1 ? 'server' : 'servers'} could not be read.`;
}

/** What is to be done with a plan now, as lines for people. */
export function afterPlan({ id, plan }: StoredRun, lang: Lang): readonly string[] {
  if (plan.batches.length === 0) return [nothingText(unreadHosts(plan), lang)];
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
