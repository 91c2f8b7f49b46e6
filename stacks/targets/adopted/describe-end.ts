import { formatList } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import type { FlowEnd } from '#model/platform/planned-flows.ts';
import type { PlannedServer } from '#model/platform/planned-servers.ts';
import type { SiteWork } from './site-work.ts';

/** An end of a flow with what a firewall needs to know of it: names and addresses. */
export function describeEnd(work: SiteWork, end: FlowEnd): Text {
  switch (end.kind) {
    case 'internet':
      return { sv: 'internet', en: 'the internet' };
    case 'zone': {
      const zone = work.zone(end.zone);
      const networks = (zone?.subnets ?? []).flatMap(({ ipv4, ipv6 }) => [
        ipv4,
        ...(ipv6 === null ? [] : [ipv6]),
      ]);
      const name = zone?.name ?? end.zone;
      const nets = networks.length === 0 ? '' : ` (${networks.join(', ')})`;
      return { sv: `zonen ${name}${nets}`, en: `the zone ${name}${nets}` };
    }
    case 'group': {
      const servers = work.group(`${end.service}/${end.role}`)?.servers ?? [];
      return inBoth((lang) => formatList(servers.map(withAddresses), lang));
    }
    case 'outside': {
      const name = work.service(end.service)?.name ?? end.service;
      return {
        sv: `${name} (fråga leverantören om adresserna)`,
        en: `${name} (ask the supplier for the addresses)`,
      };
    }
  }
}

/** `treserva-app-1 (10.12.121.9, 2001:db8::9)` */
export function withAddresses({ hostName, ipv4, ipv6 }: PlannedServer): string {
  const addresses = [ipv4, ipv6].flatMap((planned) => planned?.address ?? []);
  return addresses.length === 0 ? hostName : `${hostName} (${addresses.join(', ')})`;
}

/** The same words made in either language. */
export function inBoth(say: (lang: keyof Text) => string): Text {
  return { sv: say('sv'), en: say('en') };
}
