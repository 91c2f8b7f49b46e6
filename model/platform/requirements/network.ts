import type { NetworkFile } from '../../declaration/network.ts';
import { formatNumber } from '../../format/number.ts';
import type { Text } from '../../format/text.ts';
import { placeOf } from '../declared-place.ts';
import type { Requirement, RequirementSource } from './requirement.ts';

const file = 'network.yaml';

const siteKinds: Readonly<Record<NetworkFile['sites'][number]['kind'], Text>> = {
  'data-hall': { sv: 'serverhall', en: 'data hall' },
  office: { sv: 'kontor', en: 'office' },
  school: { sv: 'skola', en: 'school' },
  'care-home': { sv: 'vårdboende', en: 'care home' },
  library: { sv: 'bibliotek', en: 'library' },
  other: { sv: 'annan plats', en: 'other site' },
};

const proofs = {
  '802.1x-certificate': { sv: 'ett certifikat (802.1X)', en: 'a certificate (802.1X)' },
  '802.1x-user': { sv: 'användarens inloggning (802.1X)', en: 'the user’s login (802.1X)' },
  mac: { sv: 'nätverkskortets adress (MAC)', en: 'the address of its network card (MAC)' },
} as const;

/** LAN, WAN and wireless: sites, links between them, zones, and where a device lands. */
export function networkRequirements({ declaration }: RequirementSource): readonly Requirement[] {
  const { sites, links, zones, access } = declaration.network;
  const siteName = new Map(sites.map(({ id, name }) => [id, name]));
  const zoneName = new Map(zones.map(({ id, name }) => [id, name]));
  const at = (pointer: string) => placeOf(declaration, file, pointer);
  return [
    ...sites.map(({ name, kind }, index) => ({
      text: {
        sv: `Nätet ska nå ${name} (${siteKinds[kind].sv}).`,
        en: `The network shall reach ${name} (${siteKinds[kind].en}).`,
      },
      at: at(`/sites/${index}`),
    })),
    ...links.map(({ from, to, mbps, redundant }, index) => {
      const ends = [siteName.get(from) ?? from, siteName.get(to) ?? to] as const;
      return {
        text: {
          sv: `${ends[0]} och ${ends[1]} ska förbindas med minst ${formatNumber(mbps, 'sv')} Mbit/s${redundant ? ', och förbindelsen ska klara att en väg faller bort' : ''}.`,
          en: `${ends[0]} and ${ends[1]} shall be connected by at least ${formatNumber(mbps, 'en')} Mbit/s${redundant ? ', and the connection shall stand the loss of one path' : ''}.`,
        },
        at: at(`/links/${index}`),
      };
    }),
    ...zones.map(({ name, vlan, ipv4, ipv6, maximumClass }, index) => {
      const network = [
        ...(vlan === undefined ? [] : [`VLAN ${vlan}`]),
        ipv4,
        ...(ipv6 === undefined ? [] : [ipv6]),
      ].join(', ');
      return {
        text: {
          sv: `Nätet ska ha zonen ${name} (${network}) för information i högst klass ${maximumClass}.`,
          en: `The network shall have the zone ${name} (${network}) for information of class ${maximumClass} at most.`,
        },
        at: at(`/zones/${index}`),
      };
    }),
    ...(zones.length === 0
      ? []
      : [
          {
            text: {
              sv: 'Allt som inte är deklarerat som ett flöde ska vara stängt, inom zonerna och mellan dem.',
              en: 'All that is not declared as a flow shall be closed, within the zones and between them.',
            },
            at: at('/zones'),
          },
        ]),
    ...access.map(({ name, zone, authentication }, index) => ({
      text: landing(name, zoneName.get(zone) ?? zone, authentication),
      at: at(`/access/${index}`),
    })),
  ];
}

function landing(
  name: string,
  zone: string,
  authentication: NetworkFile['access'][number]['authentication'],
): Text {
  if (authentication === 'open') {
    return {
      sv: `${name} ska hamna i zonen ${zone} utan att visa vilka de är.`,
      en: `${name} shall land in the zone ${zone} without showing who they are.`,
    };
  }
  const proof = proofs[authentication];
  return {
    sv: `${name} ska hamna i zonen ${zone} och visa vilka de är med ${proof.sv}.`,
    en: `${name} shall land in the zone ${zone} and show who they are with ${proof.en}.`,
  };
}
