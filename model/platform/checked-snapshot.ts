import type { ControlResult } from '../controls/result.ts';
import type { PlatformSnapshot } from './snapshot.ts';

/** The snapshot that a check leaves behind: with what the controls said of it, in the environment it is for. */
export interface CheckedSnapshot extends PlatformSnapshot {
  readonly environment: string;
  readonly results: readonly ControlResult[];
}
