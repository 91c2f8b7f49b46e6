import { bilingualError } from '#model/bilingual-error.ts';
import { compareText } from '#model/compare-text.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import { componentKinds } from '#model/platform/rendering.ts';
import { verifyWorkOrder } from '#model/platform/verify-work-order.ts';
import type { WorkItem, WorkOrder } from '#model/platform/work-order.ts';
import { sliceOfSite } from '../slice.ts';
import { workKinds } from './index.ts';
import { siteWork } from './site-work.ts';
import type { WorkDraft } from './work-kind.ts';

/**
 * What people have to set on an adopted site. Nothing in it is verified; {@link verifyWorkOrder} fills in what a
 * collector has seen.
 *
 * @throws {GrundvalError} `work-order/unknown-site` where no adopted site has that id
 */
export function planWorkOrder(declaration: Declaration, plan: PlatformPlan, siteId: string): WorkOrder {
  const declared = declaration.organisation.platformSites.find(({ id }) => id === siteId);
  if (declared?.kind !== 'adopted') throw unknownSite(declaration, siteId);
  const site = { id: siteId, name: declared.name, hypervisor: declared.hypervisor ?? null };
  const work = siteWork(sliceOfSite(declaration, plan, siteId), site);
  const order: WorkOrder = {
    schemaVersion: 1,
    organisation: plan.organisation,
    environment: plan.environment,
    site,
    items: workKinds
      .flatMap(({ kind, order: orderKind }) => orderKind(work).map((draft) => complete(draft, kind)))
      .sort(
        (a, b) =>
          componentKinds.indexOf(a.kind) - componentKinds.indexOf(b.kind) || compareText(a.key, b.key),
      ),
  };
  return verifyWorkOrder(order, null);
}

function complete(draft: WorkDraft, kind: WorkItem['kind']): WorkItem {
  return { ...draft, kind, last: { status: 'not-verified', reason: { sv: '', en: '' } } };
}

function unknownSite({ organisation }: Declaration, siteId: string): Error {
  const ids = organisation.platformSites.filter(({ kind }) => kind === 'adopted').map(({ id }) => id);
  const list = ids.join(', ');
  return bilingualError(
    'work-order/unknown-site',
    {
      sv: `Ingen övertagen plats har id "${siteId}".`,
      en: `No adopted site has the id "${siteId}".`,
    },
    list === ''
      ? {
          sv: 'grundval.yaml har ingen plats med kind: adopted.',
          en: 'grundval.yaml has no site with kind: adopted.',
        }
      : { sv: `Platserna är ${list}.`, en: `The sites are ${list}.` },
  );
}
