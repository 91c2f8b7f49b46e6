import type { Control } from '#policies/control.ts';
import type { Auth } from '../../auth/auth.ts';
import type { Evaluator } from '../../evaluation.ts';
import type { JournalRules } from '../../runs/journal-rules.ts';
import type { Database } from '../../store/database.ts';
import type { Store } from '../../store/store.ts';

/** What the API is made from. */
export interface ApiParts {
  readonly store: Store;
  readonly auth: Auth;
  /** For imports, which keep what they read themselves. */
  readonly database: Database;
  /** The catalogue, sorted by id. */
  readonly controls: readonly Control[];
  readonly evaluator: Evaluator;
  /** How journals of runs are read and judged. */
  readonly journals: JournalRules;
  readonly clock: () => Date;
  readonly version: string;
  readonly log: {
    readonly info: (fields: object, message: string) => void;
    readonly error: (fields: object, message: string) => void;
  };
}
