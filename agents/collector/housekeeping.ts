import { formatDay } from '#model/format/time.ts';
import type { Evaluator } from './evaluation.ts';
import type { Scope, Store } from './store/store.ts';

export interface HousekeepingParts {
  readonly store: Pick<Store, 'purge'>;
  readonly evaluator: Pick<Evaluator, 'evaluateAll'>;
  readonly clock: () => Date;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly error: (fields: object, message: string) => void;
  };
}

/**
 * What is to be done by the hour for an organisation: what retention decisions say is removed, and everything
 * is judged anew, since deadlines pass without anybody reporting. It never rejects: what fails is logged, and
 * the next hour tries again.
 */
export async function keepHouse(parts: HousekeepingParts, scope: Scope): Promise<void> {
  const { store, evaluator, clock, log } = parts;
  try {
    const now = clock();
    for (const { tenant, records, decision, removed } of await store.purge(scope, now, formatDay(now))) {
      log.info({ tenant, records, decision, removed }, 'records were removed by decision');
    }
  } catch (error) {
    log.error({ err: error }, 'the removal of old records failed');
  }
  await evaluator.evaluateAll(scope.organisation).catch(() => undefined); // logged by the evaluator
}
