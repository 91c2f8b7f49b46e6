import { labelKeys } from '../parts/labels.ts';
import { at, listAt, textAt } from '../read/json.ts';
import { selects } from '../read/selector.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** What is asked of what watches. */
export const monitoringRules: readonly ClusterRule[] = [
  {
    about: 'Every database is watched from inside.',
    find: (view) =>
      view
        .of('Cluster')
        .filter(
          (cluster) =>
            !view
              .of('PodMonitor')
              .some(
                ({ namespace, spec }) =>
                  namespace === cluster.namespace &&
                  selects(at(spec, 'selector') ?? {}, { 'cnpg.io/cluster': cluster.name }) &&
                  listAt(spec, 'podMetricsEndpoints').some((each) => textAt(each, 'port') === 'metrics'),
              ),
        )
        .map((seen) => mistake(seen, 'metadata.name', seen.name, 'a PodMonitor that reads its metrics')),
  },
  {
    about: 'An alarm says which service it is of and who is told.',
    find: (view) =>
      view.of('PrometheusRule').flatMap((seen) =>
        listAt(seen.spec, 'groups').flatMap((group, groupIndex) =>
          listAt(group, 'rules')
            .map((rule, index) => ({ rule, path: `spec.groups.${groupIndex}.rules.${index}.labels` }))
            .filter(({ rule }) => {
              const labels = at(rule, 'labels');
              return (
                textAt(labels, 'grundval_service') !== seen.labels[labelKeys.service] ||
                textAt(labels, 'grundval_alarm') === '' ||
                (textAt(labels, 'grundval_alarm') === 'always') !==
                  (textAt(labels, 'severity') === 'critical')
              );
            })
            .map(({ rule, path }) =>
              mistake(
                seen,
                path,
                at(rule, 'labels'),
                'its service, its hours, and critical where they are always',
              ),
            ),
        ),
      ),
  },
];
