import { groupKey } from '#stacks/plan/group-key.ts';
import { labelKeys } from '../parts/labels.ts';
import { podLabels } from '../read/cluster-view.ts';
import { at, listAt, textAt } from '../read/json.ts';
import { type ClusterRule, mistake } from './cluster-rule.ts';

/** Labels that a workload and what it starts have in common. */
const shared = [
  labelKeys.service,
  labelKeys.role,
  labelKeys.form,
  labelKeys.server,
  labelKeys.wave,
  labelKeys.environment,
] as const;

/** What is asked of labels that say what an object is of: those who select by them must all find the same. */
export const labelRules: readonly ClusterRule[] = [
  {
    about: 'A workload and what it starts are labelled alike.',
    find: (view) =>
      ['VirtualMachine', 'Deployment', 'Cluster']
        .flatMap((kind) => view.of(kind))
        .flatMap((seen) => {
          const inner = podLabels(seen);
          return shared
            .filter((key) => seen.labels[key] !== inner[key])
            .map((key) =>
              mistake(seen, `metadata.labels.${key}`, seen.labels[key], inner[key] ?? 'no such label'),
            );
        }),
  },
  {
    about: 'A disk is labelled as the server that starts with it.',
    find: (view) => {
      const volumes = new Map(view.of('DataVolume').map((seen) => [`${seen.namespace}/${seen.name}`, seen]));
      const mounted = view.of('VirtualMachine').flatMap((machine) =>
        listAt(machine.spec, 'template', 'spec', 'volumes').flatMap((volume) => {
          const seen = volumes.get(`${machine.namespace}/${textAt(volume, 'dataVolume', 'name')}`);
          return seen === undefined ? [] : [{ seen, machine, name: textAt(volume, 'name') }];
        }),
      );
      const used = new Map(mounted.map(({ seen, machine }) => [seen, machine]));
      return [
        ...mounted.flatMap(({ seen, machine, name }) => [
          ...[labelKeys.service, labelKeys.role, labelKeys.server]
            .filter((key) => seen.labels[key] !== machine.labels[key])
            .map((key) =>
              mistake(seen, `metadata.labels.${key}`, seen.labels[key], machine.labels[key] ?? ''),
            ),
          ...(name.replace(/^disk-/, '') === seen.labels[labelKeys.disk]
            ? []
            : [mistake(seen, `metadata.labels.${labelKeys.disk}`, seen.labels[labelKeys.disk], name)]),
          ...(used.get(seen) === machine
            ? []
            : [mistake(machine, 'spec.template.spec.volumes', seen.name, 'a disk that no other server has')]),
        ]),
        ...[...volumes.values()]
          .filter((seen) => !used.has(seen))
          .map((seen) => mistake(seen, 'metadata.name', seen.name, 'a disk that a server starts with')),
      ];
    },
  },
  {
    about: 'What is labelled with a group is of one that stands here, in the form it has.',
    find: (view) =>
      view.all.flatMap((seen) => {
        const { [labelKeys.service]: service, [labelKeys.role]: role, [labelKeys.form]: form } = seen.labels;
        if (role === undefined) return [];
        const group = view.groups.get(groupKey(service ?? '', role));
        if (group === undefined) {
          return [
            mistake(seen, `metadata.labels.${labelKeys.role}`, role, 'a role of a group that stands here'),
          ];
        }
        return group.form === form
          ? []
          : [mistake(seen, `metadata.labels.${labelKeys.form}`, form, group.form)];
      }),
  },
  {
    about: 'Servers of a group have numbers of their own.',
    find: (view) =>
      [...view.groups.values()]
        .filter(({ form }) => form === 'machines')
        .flatMap(({ workloads }) =>
          [...Map.groupBy(workloads, ({ labels }) => labels[labelKeys.server]).values()]
            .filter((same) => same.length > 1)
            .flat(),
        )
        .map((seen) =>
          mistake(
            seen,
            `metadata.labels.${labelKeys.server}`,
            at(seen.resource.inputs, 'metadata', 'labels', labelKeys.server),
            'a number of its own',
          ),
        ),
  },
];
