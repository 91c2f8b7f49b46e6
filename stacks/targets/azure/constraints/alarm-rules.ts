import type { JsonValue, RenderedResource } from '#model/platform/rendering.ts';
import type { BodyMistake } from '../../target.ts';
import { askedTag, belongsTo, monitorFrequency, webTestFrequency } from '../checks.ts';
import { keyOf, listAt, numberAt, tagOf, textAt } from '../read/look.ts';
import type { ResourceIndex } from '../read/resource-index.ts';
import { found } from './body-rule.ts';
import { mistake, type WholeRule } from './whole-rules.ts';

const alarms = 'azure-native:monitor:ScheduledQueryRule';

/** How each of the two alarms asks, by the column it looks at. */
const questions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  availabilityPercent: { operator: 'LessThan', timeAggregation: 'Minimum', windowSize: 'P1D' },
  ageSeconds: { operator: 'GreaterThan', timeAggregation: 'Maximum', windowSize: 'P2D' },
};

/** What is asked of alarms and checks with what they watch. */
export const alarmRules: readonly WholeRule[] = [
  {
    about: 'An alarm wakes those whom its service wakes, for what is too little or too old.',
    find: (index) =>
      index.ofType(alarms).flatMap((alarm) => {
        const receivers = listAt(alarm.inputs, 'actions', 'actionGroups').flatMap((id) =>
          typeof id === 'string' ? (index.byId(id) ?? []) : [],
        );
        const severity = numberAt(alarm.inputs, 'severity');
        const wanted = receivers.map((each) => tagOf(each, 'severity')).find((each) => each !== null);
        return [
          ...(wanted === undefined || String(severity) === wanted
            ? []
            : [mistake(alarm, 'severity', String(severity), wanted ?? '')]),
          ...listAt(alarm.inputs, 'criteria', 'allOf').flatMap((condition) =>
            askedOtherwise(alarm, condition),
          ),
        ];
      }),
  },
  {
    about: 'An alarm asks about all of its service that it is about.',
    find: (index) =>
      index.ofType(alarms).flatMap((alarm) => {
        const [condition] = listAt(alarm.inputs, 'criteria', 'allOf');
        const query = textAt(condition, 'query') ?? '';
        const column = textAt(condition, 'metricMeasureColumn') ?? '';
        const service = keyOf(alarm, 'service') ?? '';
        const watched = column === 'ageSeconds' ? copied(index, service) : checked(index, service);
        return watched
          .filter((name) => !query.includes(name))
          .map((name) => mistake(alarm, 'criteria.allOf.0.query', 'no word of it', name));
      }),
  },
  {
    about: 'Checks are asked as often as is wanted.',
    find: (index) => [
      ...index
        .ofType('azure-native:applicationinsights:WebTest')
        .flatMap((test) =>
          askedAt(test, textAt(test.inputs, 'webTestName'), test.inputs['frequency'], webTestFrequency),
        ),
      ...index
        .ofType('azure-native:network:ConnectionMonitor')
        .flatMap((monitor) =>
          listAt(monitor.inputs, 'testConfigurations').flatMap((test) =>
            askedAt(monitor, textAt(test, 'name'), numberAt(test, 'testFrequencySec'), monitorFrequency),
          ),
        ),
    ],
  },
  {
    about: 'A web test belongs to a place of answers that is there.',
    find: (index) =>
      index
        .ofType('azure-native:applicationinsights:WebTest')
        .filter(
          ({ inputs }) =>
            !Object.keys((inputs['tags'] ?? {}) as Readonly<Record<string, JsonValue>>).some(
              (tag) =>
                tag.startsWith(belongsTo) &&
                index.byId(tag.slice(belongsTo.length))?.type ===
                  'azure-native:applicationinsights:Component',
            ),
        )
        .map((test) => mistake(test, 'tags', 'nothing', 'the id of a component that is there')),
  },
];

function askedOtherwise(alarm: RenderedResource, condition: JsonValue): readonly BodyMistake[] {
  const column = textAt(condition, 'metricMeasureColumn') ?? '';
  const { windowSize, ...rest } = questions[column] ?? { metricMeasureColumn: 'a column that is known' };
  const wrong = Object.entries(rest).filter(([field, expected]) => textAt(condition, field) !== expected);
  return [
    ...wrong.map(([field, expected]) =>
      mistake(alarm, `criteria.allOf.0.${field}`, textAt(condition, field) ?? 'nothing', expected),
    ),
    ...(windowSize === undefined || textAt(alarm.inputs, 'windowSize') === windowSize
      ? []
      : [mistake(alarm, 'windowSize', textAt(alarm.inputs, 'windowSize') ?? 'nothing', windowSize)]),
  ];
}

/** Names of machines and databases of a service that are copied. */
function copied(index: ResourceIndex, service: string): readonly string[] {
  const own = (resource: RenderedResource) => tagOf(resource, 'service') === service;
  return [
    ...index
      .ofType('azure-native:recoveryservices:ProtectedItem')
      .filter(own)
      .flatMap(({ inputs }) => textAt(inputs, 'protectedItemName')?.split(';').at(-1) ?? []),
    ...index
      .ofType('azure-native:dataprotection:BackupInstance')
      .filter(own)
      .flatMap(({ inputs }) => textAt(inputs, 'backupInstanceName') ?? []),
  ];
}

/** Names of what asks whether a service answers. */
function checked(index: ResourceIndex, service: string): readonly string[] {
  const own = (resource: RenderedResource) => keyOf(resource, 'service') === service;
  return [
    ...index
      .ofType('azure-native:network:ConnectionMonitor')
      .filter(own)
      .flatMap(({ inputs }) => textAt(inputs, 'connectionMonitorName') ?? []),
    ...(index.ofType('azure-native:applicationinsights:WebTest').some(own) ? [`wt-${service}-`] : []),
  ];
}

function askedAt(
  resource: RenderedResource,
  check: string | null,
  frequency: JsonValue | undefined,
  frequencyOf: (everySeconds: number) => number,
): readonly BodyMistake[] {
  const asked = tagOf(resource, askedTag(check ?? ''));
  const expected = asked === null ? 'an interval that was asked for' : String(frequencyOf(Number(asked)));
  return String(frequency) === expected ? [] : [mistake(resource, 'frequency', found(frequency), expected)];
}
