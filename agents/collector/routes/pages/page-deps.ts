import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Control } from '#policies/control.ts';
import type { Assets } from '../../assets/assets.ts';
import type { RunWatch } from '../../runs/run-watch.ts';
import type { Store } from '../../store/store.ts';

/** What the pages are made from. */
export interface PageDeps {
  readonly store: Store;
  /** The catalogue, sorted by id. */
  readonly controls: readonly Control[];
  /** Procedures that staff can run, in the catalogue's order. */
  readonly procedures: readonly ProcedureSummary[];
  /** Follows runs for pages that are open. */
  readonly watch: RunWatch;
  readonly assets: Assets;
  readonly clock: () => Date;
  /** Version of Grundval, for the foot. */
  readonly version: string;
}
