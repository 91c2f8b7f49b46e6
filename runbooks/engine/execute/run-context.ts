import type { Procedure } from '../../procedure.ts';
import type { StepRunner } from '../host/step-runner.ts';
import type { OutputStore } from '../output/output-store.ts';
import type { PlannedStep } from '../plan/run-plan.ts';
import type { Transport } from '../transport/transport.ts';
import type { Clock } from './clock.ts';
import type { RunControl } from './control.ts';
import type { RunLog } from './run-log.ts';

/** What every host of a run shares. */
export interface RunContext {
  readonly run: string;
  readonly procedure: Pick<Procedure, 'host'>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  /** Steps of the approved plan, by host and name. */
  readonly planned: ReadonlyMap<string, ReadonlyMap<string, PlannedStep>>;
  readonly log: RunLog;
  readonly control: RunControl;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly runnerOf: (host: string) => StepRunner;
  readonly outputs: OutputStore;
  readonly connectSeconds: number;
  /** Called where going on to other hosts would do harm: a wrong password locks accounts. */
  readonly stopOthers: (why: string) => void;
}
