import type { Text } from '#model/format/text.ts';
import type { ComponentKind } from '#model/platform/rendering.ts';
import type { WorkItem } from '#model/platform/work-order.ts';
import type { SiteWork } from './site-work.ts';

/** What a kind says of one item; the rest follows from the kind and from what was seen. */
export type WorkDraft = Omit<WorkItem, 'kind' | 'last'>;

/** One kind of work on an adopted site: one file, one line in `index.ts`. */
export interface WorkKind {
  readonly kind: ComponentKind;
  /** What people are asked for, in a sentence. */
  readonly description: Text;
  /** Pure: items follow from the site's part of the plan alone, whatever the order things are declared in. */
  order(work: SiteWork): readonly WorkDraft[];
}
