import { z } from 'zod';
import type { Host, TargetContext } from '../../procedure.ts';
import { said } from './said.ts';

/** Service that hosts belong to. */
export const serviceId = z
  .string()
  .meta(said({ sv: 'Tjänst, med dess id', en: 'Service, by its id', refersTo: 'service' }));

/** Site that hosts stand at. */
export const platformSiteId = z
  .string()
  .meta(said({ sv: 'Plats, med dess id', en: 'Site, by its id', refersTo: 'platform-site' }));

/** Part of a site that hosts stand in. */
export const failureDomainId = z.string().meta(
  said({
    sv: 'Del av platsen: ett rum eller ett rack',
    en: 'Part of the site: a room or a rack',
    refersTo: 'failure-domain',
  }),
);

/** One host. */
export const serverId = z
  .string()
  .meta(said({ sv: 'Server, med dess id', en: 'Server, by its id', refersTo: 'server' }));

/** Role of hosts within a service. */
export const serverRole = z
  .string()
  .optional()
  .meta(
    said({
      sv: 'Serverroll i tjänsten: app, db',
      en: 'Role of servers in the service: app, db',
      refersTo: 'server-role',
    }),
  );

/** Parameters that choose hosts by what they are for. Left out, they leave the choice to `--targets`. */
export const hostChoice = { service: serviceId.optional(), role: serverRole };

interface Choice {
  readonly service?: string | undefined;
  readonly role?: string | undefined;
}

/** Hosts of the service and role asked for, and of this system. */
export function chooseHosts(
  { hosts, params }: Pick<TargetContext<Choice>, 'hosts' | 'params'>,
  system: Host['address']['system'],
): readonly Host[] {
  return hosts.filter(
    ({ service, role, address }) =>
      address.system === system &&
      (params.service === undefined || service === params.service) &&
      (params.role === undefined || role === params.role),
  );
}
