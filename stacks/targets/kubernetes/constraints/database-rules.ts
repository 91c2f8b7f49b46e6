import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '#model/platform/rendering.ts';
import { readGibibytes } from '../parts/quantity.ts';
import { topologyKeys } from '../parts/spread.ts';
import { at, textAt } from '../read/json.ts';
import { readPolicies } from '../read/policies.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Fields of a database's spec that are rendered. */
const rendered: ReadonlySet<string> = new Set([
  'instances',
  'imageName',
  'enableSuperuserAccess',
  'inheritedMetadata',
  'storage',
  'resources',
  'affinity',
  'topologySpreadConstraints',
  'backup',
]);

/** What is asked of databases that the platform runs. */
export const databaseRules: readonly ClusterRule[] = [
  {
    about: 'A database has nothing beside what is rendered: roles, rules of access, other clusters.',
    find: (view) =>
      view.of('Cluster').flatMap((seen) =>
        Object.entries(seen.spec ?? {})
          .filter(([field]) => !rendered.has(field))
          .map(([field, value]: [string, JsonValue]) => mistake(seen, `spec.${field}`, value, 'nothing')),
      ),
  },
  {
    about: 'Nobody signs in to a database as its superuser.',
    find: (view) =>
      view
        .of('Cluster')
        .filter(({ spec }) => at(spec, 'enableSuperuserAccess') !== false)
        .map((seen) =>
          mistake(
            seen,
            'spec.enableSuperuserAccess',
            at(seen.spec, 'enableSuperuserAccess'),
            'false: applications have users of their own',
          ),
        ),
  },
  {
    about: 'A database has what it asks for, and no more than that.',
    find: (view) =>
      view
        .of('Cluster')
        .filter(({ spec }) => {
          const requests = at(spec, 'resources', 'requests');
          return (
            textAt(requests, 'cpu') === '' ||
            textAt(requests, 'memory') === '' ||
            !isDeepStrictEqual(requests, at(spec, 'resources', 'limits'))
          );
        })
        .map((seen) =>
          mistake(
            seen,
            'spec.resources',
            at(seen.spec, 'resources'),
            'requests of processor and memory, and limits like them: else a neighbour takes them',
          ),
        ),
  },
  {
    about: 'A database has room to start in.',
    find: (view) =>
      view
        .of('Cluster')
        .filter(({ spec }) => !((readGibibytes(textAt(spec, 'storage', 'size')) ?? 0) >= 10))
        .map((seen) => mistake(seen, 'spec.storage.size', at(seen.spec, 'storage', 'size'), 'at least 10Gi')),
  },
  {
    about: 'Instances of a database stand on hosts of their own.',
    find: (view) =>
      view
        .of('Cluster')
        .filter(({ spec }) => {
          const affinity = at(spec, 'affinity');
          return (
            at(affinity, 'enablePodAntiAffinity') !== true ||
            textAt(affinity, 'topologyKey') !== topologyKeys.host ||
            !['required', 'preferred'].includes(textAt(affinity, 'podAntiAffinityType'))
          );
        })
        .map((seen) =>
          mistake(
            seen,
            'spec.affinity',
            at(seen.spec, 'affinity'),
            `enablePodAntiAffinity over ${topologyKeys.host}, also while there is but one instance`,
          ),
        ),
  },
  {
    about: 'A database is let through to its operator, its copies and its own instances.',
    find: (view) => {
      const reached = new Set(
        readPolicies(view).flatMap(({ exception, seen }) =>
          exception === 'database'
            ? [`${seen.namespace}/${textAt(seen.spec, 'podSelector', 'matchLabels', 'cnpg.io/cluster')}`]
            : [],
        ),
      );
      return view
        .of('Cluster')
        .filter(({ namespace, name }) => !reached.has(`${namespace}/${name}`))
        .map((seen) =>
          mistake(seen, 'metadata.name', seen.name, 'a policy of the platform for the database of that name'),
        );
    },
  },
];
