import type { Viewer } from '../auth/viewer.ts';

/** What the collector's middleware tells the handlers of a request. */
export interface CollectorEnv {
  readonly Variables: {
    /** Null on what may be read without login. */
    readonly viewer: Viewer | null;
    /** Hidden field `csrf` of every form; null where there is no session. */
    readonly csrfToken: string | null;
    /** Stands in the log and on the page about a fault. */
    readonly requestId: string;
  };
}
