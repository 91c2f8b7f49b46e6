import { labelKeys } from '../parts/labels.ts';
import { readGibibytes } from '../parts/quantity.ts';
import { systemDiskGib } from '../parts/volumes.ts';
import { holdsData } from '../read/cluster-view.ts';
import { at, textAt } from '../read/json.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Kinds that hold data, or without which there are no copies of them. */
const holders = ['DataVolume', 'Cluster', 'Schedule', 'ScheduledBackup'] as const;
const protectedBoth = 'protected by the engine and by the label that the API server looks for';

/** What is asked of what holds data. */
export const protectionRules: readonly ClusterRule[] = [
  {
    about: 'What holds data, and what copies it, is not deleted without being released first.',
    find: (view) =>
      holders
        .flatMap((kind) => view.of(kind))
        .filter((seen) => !holdsData(seen))
        .map((seen) =>
          mistake(
            seen,
            `metadata.labels.${labelKeys.holdsData}`,
            seen.labels[labelKeys.holdsData],
            protectedBoth,
          ),
        ),
  },
  {
    about: 'A namespace with data in it is not deleted either.',
    find: (view) => {
      const full = new Set(
        (['DataVolume', 'Cluster'] as const).flatMap((kind) =>
          view.of(kind).map(({ namespace }) => namespace),
        ),
      );
      return view
        .of('Namespace')
        .filter((seen) => full.has(seen.name) && !holdsData(seen))
        .map((seen) =>
          mistake(
            seen,
            `metadata.labels.${labelKeys.holdsData}`,
            seen.labels[labelKeys.holdsData],
            protectedBoth,
          ),
        );
    },
  },
  {
    about: 'A system disk has room for its system.',
    find: (view) =>
      view
        .of('DataVolume')
        .filter(({ spec, labels }) => {
          const size = readGibibytes(textAt(spec, 'storage', 'resources', 'requests', 'storage')) ?? 0;
          return labels[labelKeys.disk] === 'system' && size < systemDiskGib;
        })
        .map((seen) =>
          mistake(
            seen,
            'spec.storage.resources.requests.storage',
            at(seen.spec, 'storage', 'resources', 'requests', 'storage'),
            `at least ${systemDiskGib}Gi`,
          ),
        ),
  },
];
