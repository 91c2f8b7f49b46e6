import type { Meaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { plannedMeaning } from '#stacks/targets/planned-meaning.ts';
import type { Target } from '#stacks/targets/target.ts';

const parts = [
  'zones',
  'flows',
  'servers',
  'disks',
  'databases',
  'names',
  'certificates',
  'eServices',
  'backups',
  'monitoring',
  'maintenance',
  'guardrails',
] as const satisfies readonly (keyof Meaning)[];

/** A target whose resources say in plain words what they mean: one for each thing of the plan, all in one component. */
export const plainTarget: Target = {
  kind: 'kubernetes',
  components: [
    {
      kind: 'Zone',
      description: { sv: 'Allt på ett ställe.', en: 'All in one place.' },
      render: (slice) => ({
        components: [
          {
            kind: 'Zone',
            layer: 'services',
            key: 'all',
            at: null,
            resources: resourcesFor(plannedMeaning(slice)),
          },
        ],
        unsupported: [],
      }),
    },
  ],
  readMeaning: (resources) => {
    const read = (part: keyof Meaning) =>
      resources
        .filter(({ inputs }) => inputs['part'] === part)
        .map(({ name, inputs }) => ({ ...Object(inputs['means']), resources: [name] }));
    return Object.fromEntries(parts.map((part) => [part, read(part)])) as unknown as Meaning;
  },
  judgeReach: () => () => false,
  findMistakes: (resources) =>
    resources
      .filter(({ inputs }) => inputs['password'] !== undefined && typeof inputs['password'] === 'string')
      .map(({ name }) => ({ resource: name, path: 'password', found: 'plain text', expected: 'a secret' })),
};

function resourcesFor(meaning: Meaning): readonly RenderedResource[] {
  return parts.flatMap((part) =>
    meaning[part].map(({ resources: _, ...means }, index) => ({
      name: `${part}-${index + 1}`,
      type: 'kubernetes:core/v1:ConfigMap',
      inputs: { apiVersion: 'v1', kind: 'ConfigMap', part, means: JSON.parse(JSON.stringify(means)) },
      holdsData: part === 'disks' || part === 'databases',
      dependsOn: [],
    })),
  );
}
