import { compareText } from '#model/compare-text.ts';
import type { ControlId } from '#model/controls/result.ts';
import type { Service } from '#model/declaration/service.ts';
import type { DeclaredPlace } from '#model/platform/declared-place.ts';
import type { WorkReason } from '#model/platform/work-order.ts';
import type { SiteWork } from './site-work.ts';

/** What a kind of work knows of its reason. */
interface Grounds {
  readonly controls: readonly ControlId[];
  readonly at?: readonly DeclaredPlace[];
  readonly decisions?: readonly (string | undefined)[];
  /** Fields of services it follows from, whose cited requirements are the reason behind the reason. */
  readonly fields?: readonly { readonly service: string; readonly field: keyof Service }[];
}

/** Why something is asked for, with the requirements that the services cite for it. */
export function reasonFor(
  work: SiteWork,
  { controls, at = [], decisions = [], fields = [] }: Grounds,
): WorkReason {
  const requirements = fields.flatMap(({ service, field }) =>
    Object.entries(work.service(service)?.basis?.cited ?? {}).flatMap(([requirement, cited]) =>
      cited.includes(field) ? [requirement] : [],
    ),
  );
  return {
    requirements: sortedOnce(requirements),
    controls: controls.toSorted(compareText),
    decisions: sortedOnce(decisions.filter((decision) => decision !== undefined)),
    at: at.toSorted((a, b) => compareText(a.file, b.file) || compareText(a.pointer, b.pointer)),
  };
}

function sortedOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
