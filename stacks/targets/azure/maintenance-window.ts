import type { MaintenanceWindow, Weekday } from '#model/platform/planned-operations.ts';
import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { RenderedComponent, Unsupported } from '#model/platform/rendering.ts';
import type { PlacedGroup, PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { azureName } from './azure-names.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { azureResource } from './azure-resource.ts';
import { tagsOf } from './azure-tags.ts';
import { stockholmZone } from './stockholm-zone.ts';
import { unplaced } from './unplaced.ts';
import { machineId, machineName } from './virtual-machine.ts';

/** Minutes that a window of Update Manager may take. */
const allowedMinutes = { minimum: 90, maximum: 235 } as const;

/** A maintenance configuration for each server, assigned to its machine. */
export const maintenanceWindow: Component = {
  kind: 'MaintenanceWindow',
  description: {
    sv: 'Ett servicefönster blir en underhållskonfiguration i Update Manager för maskinen.',
    en: 'A maintenance window becomes a maintenance configuration of Update Manager for the machine.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const servers = new Map(
      [...network.groups.values()]
        .filter(({ form }) => form === 'machines')
        .flatMap((group) => group.servers.map((server) => [server.key, { group, server }] as const)),
    );
    const windows = slice.maintenance.flatMap((window) => {
      const found = servers.get(window.server);
      return found === undefined ? [] : [{ window, ...found }];
    });
    const fits = ({ window: { minutes } }: { readonly window: MaintenanceWindow }) =>
      minutes >= allowedMinutes.minimum && minutes <= allowedMinutes.maximum;
    return {
      components: windows.filter(fits).map((each) => windowComponent(slice, network, each)),
      unsupported: [
        ...unplaced(slice, network, 'MaintenanceWindow', ({ form, servers: all }) =>
          form === 'machines' ? all.map(({ key }) => key) : [],
        ),
        ...windows
          .filter((each) => !fits(each))
          .map(
            ({ window: { server, minutes }, group: { at } }): Unsupported => ({
              kind: 'MaintenanceWindow',
              key: server,
              at,
              reason: {
                sv: `Ett fönster i Update Manager är ${allowedMinutes.minimum}–${allowedMinutes.maximum} minuter, inte ${minutes}.`,
                en: `A window of Update Manager takes ${allowedMinutes.minimum} to ${allowedMinutes.maximum} minutes, not ${minutes}.`,
              },
            }),
          ),
      ],
    };
  },
};

/** Days of the week as Update Manager writes them. */
export const weekdayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

interface Planned {
  readonly window: MaintenanceWindow;
  readonly group: PlacedGroup;
  readonly server: PlannedServer;
}

function windowComponent(
  slice: PlatformSlice,
  { site }: AzureNetwork,
  { window, group, server }: Planned,
): RenderedComponent {
  const name = azureName('mc', server.hostName);
  const { resourceGroup } = site.services;
  const { every, weekday, from, minutes, wave } = window;
  const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return {
    kind: 'MaintenanceWindow',
    layer: 'services',
    key: `server:${server.key}`,
    at: group.at,
    resources: [
      azureResource('azure-native:maintenance:MaintenanceConfiguration', name, {
        resourceGroupName: resourceGroup,
        resourceName: name,
        location: site.location,
        maintenanceScope: 'InGuestPatch',
        visibility: 'Custom',
        extensionProperties: { InGuestPatchMode: 'User' },
        // Any day that has been will do; it recurs from there on.
        startDateTime: `2026-01-01 ${from}`,
        duration: clock.join(':'),
        timeZone: stockholmZone,
        recurEvery: every === 'day' ? 'Day' : `Week ${weekdayNames[weekday ?? 'mon']}`,
        installPatches: {
          rebootSetting: 'IfRequired',
          windowsParameters: { classificationsToInclude: ['Critical', 'Security', 'UpdateRollup'] },
          linuxParameters: { classificationsToInclude: ['Critical', 'Security'] },
        },
        tags: { ...tagsOf(slice, group.service, `server:${server.key}`), wave: String(wave) },
      }),
      azureResource(
        'azure-native:maintenance:ConfigurationAssignment',
        azureName('mca', server.hostName),
        {
          resourceGroupName: resourceGroup,
          providerName: 'Microsoft.Compute',
          resourceType: 'virtualMachines',
          resourceName: machineName(server),
          configurationAssignmentName: name,
          location: site.location,
          maintenanceConfigurationId: site.servicesId(
            'Microsoft.Maintenance/maintenanceConfigurations',
            name,
          ),
          resourceId: machineId(site, server),
        },
        { dependsOn: [name, machineName(server)] },
      ),
    ],
  };
}
