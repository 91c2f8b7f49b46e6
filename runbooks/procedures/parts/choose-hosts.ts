import { z } from 'zod';
import type { Host, TargetContext } from '../../procedure.ts';

/** Parameters that choose hosts by what they are for. Left out, they leave the choice to `--targets`. */
export const hostChoice = {
  service: z.string().optional().describe('Tjänst, med dess id'),
  role: z.string().optional().describe('Serverroll i tjänsten: app, db'),
};

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
