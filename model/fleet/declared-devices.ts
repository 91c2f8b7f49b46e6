import type { Declaration } from '../declaration/declaration.ts';
import { municipalityOfUnit } from '../declaration/municipality-of-unit.ts';
import { isStanding } from '../declaration/stage.ts';
import type { AgentProfile } from '../report/profile.ts';
import type { DeviceKind } from './fleet.ts';

/** A device that the declaration says there is. */
export interface DeclaredDevice {
  /** Id in `devices.yaml`, or {@link serverId} of a server of a service. */
  readonly id: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly profile: AgentProfile;
  /** Organisation unit, by id. */
  readonly unit: string;
  /** Physical site, by id; null where nothing says. */
  readonly site: string | null;
  /** Role in the network, by id. */
  readonly role: string | null;
  readonly serial: string | null;
  /** Services it carries, by id. */
  readonly serviceIds: readonly string[];
  /** The organisation, or the municipality whose unit it belongs to. */
  readonly tenant: string;
}

/** Id of one server of a service, from 1: `treserva-app-1`. The number stays even where there is only one. */
export function serverId(serviceId: string, role: string, number: number): string {
  return `${serviceId}-${role}-${number}`;
}

/**
 * Every declared device, sorted by id: those of `devices.yaml` and each server of the services in use. Where
 * `devices.yaml` names a server by its {@link serverId}, it tells more of that server, its serial say.
 */
export function declaredDevices(declaration: Declaration): readonly DeclaredDevice[] {
  const devices = new Map<string, DeclaredDevice>();
  for (const server of servers(declaration)) devices.set(server.id, server);
  for (const { id, name, kind, profile, unit, site, role, serial } of declaration.devices.devices) {
    const server = devices.get(id);
    devices.set(id, {
      id,
      name,
      kind,
      profile,
      unit,
      site: site ?? server?.site ?? null,
      role: role ?? null,
      serial: serial ?? null,
      serviceIds: server?.serviceIds ?? [],
      tenant: tenantOf(declaration, unit),
    });
  }
  return [...devices.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function servers(declaration: Declaration): readonly DeclaredDevice[] {
  const { organisation, platformSites } = declaration.organisation;
  return declaration.services.filter(isStanding).flatMap((service) =>
    service.servers.flatMap(({ role, count }) =>
      Array.from({ length: count }, (_, index): DeclaredDevice => {
        const id = serverId(service.id, role, index + 1);
        return {
          id,
          name: id,
          kind: 'server',
          profile: 'server',
          unit: service.responsibleUnit,
          site: platformSites.find((site) => site.id === service.runsOn)?.site ?? null,
          role: null,
          serial: null,
          serviceIds: [service.id],
          // A shared server is the organisation's; its cost is split by keys, not by owner.
          tenant: organisation.id,
        };
      }),
    ),
  );
}

/** The municipality a unit belongs to, else the organisation. */
function tenantOf({ organisation: file }: Declaration, unitId: string): string {
  return municipalityOfUnit(file, unitId) ?? file.organisation.id;
}

/** The tenants of a declaration: the organisation first, then its municipalities. */
export function tenantIds({ organisation: file }: Declaration): readonly string[] {
  return [...new Set([file.organisation.id, ...file.municipalities.map(({ id }) => id)])];
}
