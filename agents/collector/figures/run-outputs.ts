import type { HostState, RunHost } from './run-hosts.ts';
import type { RunStep } from './run-steps.ts';

/** Hosts on which a step said the very same. */
export interface SameOutput {
  readonly step: string;
  readonly sha256: string;
  readonly hosts: readonly string[];
  /** A step failed with it. */
  readonly isFailure: boolean;
}

const bad: readonly HostState[] = ['failed', 'unknown', 'unreachable'];

/** Outputs folded: two hundred servers that said the same are told of once. What went wrong comes first. */
export function foldRunOutputs(steps: readonly RunStep[], hosts: readonly RunHost[]): readonly SameOutput[] {
  const troubled = new Set(hosts.filter(({ state }) => bad.includes(state)).map(({ host }) => host));
  const alike = Map.groupBy(
    steps.filter(({ outputSha256 }) => outputSha256 !== null),
    ({ step, outputSha256 }) => JSON.stringify([step, outputSha256]),
  );
  const folded = [...alike.values()].flatMap(
    (same): readonly (SameOutput & { readonly weight: number })[] => {
      const [first] = same;
      if (first === undefined || first.outputSha256 === null) return [];
      const isFailure = same.some(({ end }) => end.kind === 'failed');
      const weight = isFailure ? 2 : same.some(({ host }) => troubled.has(host)) ? 1 : 0;
      const names = [...new Set(same.map(({ host }) => host))];
      return [{ step: first.step, sha256: first.outputSha256, hosts: names, isFailure, weight }];
    },
  );
  return folded.toSorted((a, b) => b.weight - a.weight).map(({ weight: _weight, ...output }) => output);
}
