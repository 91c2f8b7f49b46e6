import type { BackupMeaning, MaintenanceMeaning, MonitoringMeaning } from '#model/platform/meaning.ts';
import { maintenanceSuffix } from '../maintenance-window.ts';
import { notAsked } from '../monitoring.ts';
import { labelKeys, none } from '../parts/labels.ts';
import {
  alerts,
  availabilityExpression,
  backupExpression,
  checkExpression,
  settleSeconds,
} from '../parts/monitoring-rules.ts';
import { type ClusterView, podLabels, type SeenGroup, type SeenObject } from './cluster-view.ts';
import { at, listAt, parsedAt, textAt, textsAt } from './json.ts';
import type { SeenMachine } from './read-servers.ts';
import { lost } from './read-zones.ts';

/** What a lost number is read as: none that is planned. */
const lostNumber = -1;

/** What is watched of services, rule by rule, word by word. */
export function readMonitoring(
  view: ClusterView,
  backups: readonly BackupMeaning[],
): readonly MonitoringMeaning[] {
  const probes = Map.groupBy(view.of('Probe'), ({ labels }) => labels[labelKeys.service] ?? '');
  const groups = Map.groupBy(view.groups.values(), ({ service }) => service);
  const copied = new Set(backups.map(({ key }) => key));
  return view.of('PrometheusRule').map((seen) => {
    const service = seen.labels[labelKeys.service] ?? '';
    const own = groups.get(service) ?? [];
    const rules = rulesOf(seen);
    const checked = probes.get(service) ?? [];
    const urls = checked
      .filter(({ spec }) => at(spec, 'jobName') === service && textAt(spec, 'prober', 'url') !== '')
      .flatMap(({ spec }) =>
        listAt(spec, 'targets', 'staticConfig', 'static').map((url) => ({
          url: String(url),
          every: readSeconds(textAt(spec, 'interval')),
        })),
      );
    return {
      key: service,
      resources: [seen, ...checked].map(({ resource }) => resource.name),
      availabilityPercent: readAvailability(seen, service, urls.length > 0, rules),
      // A check that nobody hears of is none: after two in a row that fail, as agreed.
      checks: urls
        .filter(({ url, every }) =>
          (rules.get(alerts.check) ?? []).some(
            (rule) => rule.expr === checkExpression(service, url) && rule.seconds === 2 * every,
          ),
        )
        .map(({ url }) => url)
        .toSorted(),
      backupAlarmAfterSeconds: readBackupAge(
        seen,
        own.filter(({ key }) => copied.has(key)),
        (rules.get(alerts.backup) ?? [])
          .filter(({ seconds }) => seconds <= settleSeconds)
          .map(({ expr }) => expr),
      ),
      logsKept: own.length > 0 && own.every(({ workloads }) => workloads.every(logsKept)),
    };
  });
}

interface Rule {
  readonly expr: string;
  /** How long it holds before somebody is told. */
  readonly seconds: number;
}

function rulesOf({ spec }: SeenObject): ReadonlyMap<string, readonly Rule[]> {
  const rules = listAt(spec, 'groups').flatMap((group) => listAt(group, 'rules'));
  const byAlert = Map.groupBy(rules, (rule) => textAt(rule, 'alert'));
  return new Map(
    [...byAlert].map(([alert, same]) => [
      alert,
      same.map((rule) => ({ expr: textAt(rule, 'expr'), seconds: readSeconds(textAt(rule, 'for')) })),
    ]),
  );
}

function readSeconds(text: string): number {
  return Number(/^(\d+)s$/.exec(text)?.[1]);
}

function readAvailability(
  { annotations }: SeenObject,
  service: string,
  isChecked: boolean,
  rules: ReadonlyMap<string, readonly Rule[]>,
): number | null {
  const rule = rules.get(alerts.availability)?.[0];
  if (rule === undefined) return annotations[notAsked.availability] === none ? null : lostNumber;
  const expression = rule.expr;
  const percent = Number(/ < ([\d.]+)$/.exec(expression)?.[1]);
  return expression === availabilityExpression(service, isChecked, percent) && rule.seconds <= settleSeconds
    ? percent
    : lostNumber;
}

/** The age is that of all groups that are copied, or it is lost. */
function readBackupAge(
  { annotations }: SeenObject,
  groups: readonly SeenGroup[],
  expressions: readonly string[],
): number | null {
  if (expressions.length === 0) return annotations[notAsked.backupAge] === none ? null : lostNumber;
  const seconds = Number(/ > (\d+)$/.exec(expressions[0] ?? '')?.[1]);
  const isWatched = groups.every(({ form, workloads: [first] }) =>
    expressions.includes(backupExpression({ form, name: groupNameOf(first) }, seconds)),
  );
  return isWatched && groups.length === expressions.length ? seconds : lostNumber;
}

/** The name that everything of a group is named by. */
function groupNameOf(workload: SeenObject | undefined): string {
  if (workload?.kind === 'VirtualMachine') return textAt(workload.spec, 'instancetype', 'name');
  return workload?.name ?? '';
}

/** What a workload writes goes to the central store: its pods are marked, and a guest's console is among what they write. */
function logsKept(seen: SeenObject): boolean {
  return (
    podLabels(seen)[labelKeys.logs] === 'central' &&
    (seen.kind !== 'VirtualMachine' ||
      at(seen.spec, 'template', 'spec', 'domain', 'devices', 'logSerialConsole') === true)
  );
}

/** Windows of virtual servers. A wave is one only where the server is labelled with it, too. */
export function readMaintenance(
  view: ClusterView,
  machines: readonly SeenMachine[],
): readonly MaintenanceMeaning[] {
  const byName = new Map(
    machines.map((machine) => [`${machine.seen.namespace}/${machine.seen.name}`, machine]),
  );
  return view
    .of('ConfigMap')
    .filter(({ name }) => name.endsWith(`.${maintenanceSuffix}`))
    .flatMap((seen) => {
      const data = seen.resource.inputs['data'];
      return Object.keys(textsAt(data)).flatMap((host): readonly MaintenanceMeaning[] => {
        const machine = byName.get(`${seen.namespace}/${host}`);
        const window = parsedAt(data, host);
        if (machine === undefined) return [];
        const weekday = at(window, 'weekday');
        const minutes = at(window, 'minutes');
        const wave = at(window, 'wave');
        return [
          {
            key: machine.key,
            resources: [seen.resource.name, machine.seen.resource.name],
            every: at(window, 'every') === 'day' ? 'day' : 'week',
            // Null is a weekday of its own, every day; a comparison would not see it lost.
            weekday: at(window, 'every') === 'day' && weekday === null ? null : String(weekday ?? lost),
            from: textAt(window, 'from'),
            minutes: typeof minutes === 'number' ? minutes : lostNumber,
            wave:
              typeof wave === 'number' && machine.seen.labels[labelKeys.wave] === String(wave)
                ? wave
                : lostNumber,
          },
        ];
      });
    });
}
