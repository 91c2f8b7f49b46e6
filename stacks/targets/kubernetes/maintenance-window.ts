import type { RenderedComponent } from '#model/platform/rendering.ts';
import type { Component } from '../target.ts';
import { groupLabels } from './parts/labels.ts';
import { resourceOf } from './parts/manifest.ts';
import { zoneName } from './parts/names.ts';

/**
 * When the servers of a group may be patched and restarted. The cluster has no kind for that: the windows stand in a
 * ConfigMap that the procedures read, and the wave is a label of each virtual server, so that a wave can be selected.
 */
export const maintenanceWindow: Component = {
  kind: 'MaintenanceWindow',
  description: {
    sv: 'Servicefönster i en ConfigMap som rutinerna läser, och vågen som etikett på varje server.',
    en: 'Windows in a ConfigMap that the procedures read, and the wave as a label of each server.',
  },
  render: (slice) => ({
    components: slice.groups
      .filter(({ form }) => form === 'machines')
      .flatMap((group): readonly RenderedComponent[] => {
        const windows = group.servers.flatMap(({ key, hostName }) => {
          const window = slice.maintenance.find(({ server }) => server === key);
          return window === undefined ? [] : [{ hostName, window }];
        });
        if (windows.length === 0) return [];
        return [
          {
            kind: 'MaintenanceWindow',
            layer: 'services',
            key: `group:${group.key}`,
            at: group.at,
            resources: [
              resourceOf({
                apiVersion: 'v1',
                kind: 'ConfigMap',
                name: `${group.name}.${maintenanceSuffix}`,
                namespace: zoneName(slice.plan, group.zone),
                labels: groupLabels(slice.plan, group),
                body: {
                  data: Object.fromEntries(
                    windows.map(({ hostName, window: { every, weekday, from, minutes, wave } }) => [
                      hostName,
                      JSON.stringify({ every, weekday, from, minutes, wave, timeZone: 'Europe/Stockholm' }),
                    ]),
                  ),
                },
              }),
            ],
          },
        ];
      }),
    unsupported: [],
  }),
};

/** Ends the name of the ConfigMap with a group's windows. */
export const maintenanceSuffix = 'maintenance';
