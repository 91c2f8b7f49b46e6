/** What may go wrong with a step. */
export interface StepFault {
  /** Name of the step in the plan. */
  readonly step: string;
  /** `non-zero`: it fails. `lost`: it succeeds, unseen. `timeout`: it never ends. `slow`: it takes all its time. */
  readonly how: 'non-zero' | 'lost' | 'timeout' | 'slow';
  /** The first so many hosts of the run, or these. */
  readonly hosts: number | readonly string[];
}

/** Faults of an invented fleet. */
export interface Faults {
  readonly steps: readonly StepFault[];
  /** Hosts that nobody can reach: the first so many, or these. */
  readonly unreachable: number | readonly string[];
}

/** Is a host among those meant? */
export function isMeant(hosts: number | readonly string[], id: string, order: readonly string[]): boolean {
  return typeof hosts === 'number' ? order.slice(0, hosts).includes(id) : hosts.includes(id);
}
