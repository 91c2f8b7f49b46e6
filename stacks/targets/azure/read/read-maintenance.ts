import type { MaintenanceMeaning } from '#model/platform/meaning.ts';
import type { RenderedResource } from '#model/platform/rendering.ts';
import { weekdayNames } from '../maintenance-window.ts';
import { stockholmZone } from '../stockholm-zone.ts';
import { keyOf, look, tagOf, textAt } from './look.ts';
import type { ResourceIndex } from './resource-index.ts';

/** Maintenance windows: configurations that are assigned to a machine which installs by them. */
export function readMaintenance(index: ResourceIndex): readonly MaintenanceMeaning[] {
  return index
    .ofType('azure-native:maintenance:ConfigurationAssignment')
    .flatMap((assignment): readonly MaintenanceMeaning[] => {
      const { inputs } = assignment;
      const machine = index.linked('azure-native:compute:VirtualMachine', inputs, 'resourceId');
      const configuration = index.linked(
        'azure-native:maintenance:MaintenanceConfiguration',
        inputs,
        'maintenanceConfigurationId',
      );
      const key = machine === undefined ? null : keyOf(machine, 'server');
      if (machine === undefined || configuration === undefined || key === null) return [];
      if (!waitsForWindow(machine) || configuration.inputs['maintenanceScope'] !== 'InGuestPatch') return [];
      const recurs = textAt(configuration.inputs, 'recurEvery') ?? '';
      const weekday = Object.entries(weekdayNames).find(([, name]) => recurs === `Week ${name}`)?.[0] ?? null;
      const [hours = 0, minutes = 0] = (textAt(configuration.inputs, 'duration') ?? '')
        .split(':')
        .map(Number);
      const zone = textAt(configuration.inputs, 'timeZone') ?? 'UTC';
      const from = (textAt(configuration.inputs, 'startDateTime') ?? '').split(' ')[1] ?? '';
      return [
        {
          key,
          resources: [assignment.name, configuration.name],
          every: recurs === 'Day' ? 'day' : 'week',
          // A week without a day, or another interval, is no window of the plan's.
          weekday: recurs === 'Day' ? null : (weekday ?? recurs),
          from: zone === stockholmZone ? from : `${from} ${zone}`,
          minutes: hours * 60 + minutes,
          wave: Number(tagOf(configuration, 'wave') ?? 0),
        },
      ];
    });
}

/** Does a machine install when the window says, and never else? */
function waitsForWindow({ inputs }: RenderedResource): boolean {
  return ['windowsConfiguration', 'linuxConfiguration'].some((system) => {
    const patches = look(inputs, 'osProfile', system, 'patchSettings');
    return (
      textAt(patches, 'patchMode') === 'AutomaticByPlatform' &&
      look(patches, 'automaticByPlatformSettings', 'bypassPlatformSafetyChecksOnUserSchedule') === true
    );
  });
}
