import type { Cidr } from '#model/declaration/cidr.ts';
import type { Service } from '#model/declaration/service.ts';
import { isBuilt, isStanding } from '#model/declaration/stage.ts';
import { sameText, type Text } from '#model/format/text.ts';
import type { PlanIssue } from '#model/platform/plan.ts';
import type { PlannedAddress } from '#model/platform/planned-servers.ts';
import { formatAddress, formatCidr } from './address-math.ts';
import { type AddressClaim, claimAddress } from './claim-address.ts';
import type { PlanContext, Zone } from './context.ts';
import { networksOf, type ZoneNetwork } from './plan-zones.ts';
import { type Claimant, type ClaimStanding, type Refusal, settleAddresses } from './settle-addresses.ts';

/** A server whose zone is known. */
export interface ServerPlace {
  readonly key: string;
  readonly number: number;
  readonly service: Service;
  readonly serverIndex: number;
  readonly zone: Zone;
}

/** What each server was given, by its key. */
export type Addresses = Readonly<Record<Cidr['family'], ReadonlyMap<string, PlannedAddress>>>;

/** IPv4 and IPv6 addresses by server key; see {@link settleAddresses} for what is promised of them. */
export function assignAddresses(
  context: PlanContext,
  places: readonly ServerPlace[],
): { readonly addresses: Addresses; readonly issues: readonly PlanIssue[] } {
  const networks = new Map(context.zones.map((zone) => [zone.id, networksOf(context, zone)]));
  const seated = places.map((place) => ({
    place,
    network: (networks.get(place.zone.id) ?? []).find(({ platformSites }) =>
      platformSites.includes(place.service.runsOn ?? ''),
    ),
  }));
  const homeless = seated.filter(({ network }) => network === undefined).map(({ place }) => place);
  const ipv4 = assignFamily(context, seated, ({ ipv4: subnet }) => subnet, 'ipv4');
  const ipv6 = assignFamily(context, seated, ({ ipv6: subnet }) => subnet, 'ipv6');
  return {
    addresses: { ipv4: ipv4.addresses, ipv6: ipv6.addresses },
    issues: [
      ...homeless.map((place) =>
        issueOf(context, place, {
          code: 'no-subnet-on-site',
          found: {
            sv: `zonen \`${place.zone.id}\` har inget nät på \`${place.service.runsOn}\``,
            en: `no network of zone \`${place.zone.id}\` on \`${place.service.runsOn}\``,
          },
          expected: {
            sv: 'ett nät där, eftersom ett VLAN inte når ett moln',
            en: 'a network there, since a VLAN does not reach a cloud',
          },
          hint: {
            sv: 'deklarera det i zonens `networks` i network.yaml',
            en: 'declare it in `networks` of the zone in network.yaml',
          },
        }),
      ),
      ...ipv4.issues,
      ...ipv6.issues,
    ],
  };
}

type Seated = { readonly place: ServerPlace; readonly network: ZoneNetwork | undefined };

function assignFamily(
  context: PlanContext,
  seated: readonly Seated[],
  subnetIn: (network: ZoneNetwork) => Cidr | null,
  family: Cidr['family'],
): { readonly addresses: ReadonlyMap<string, PlannedAddress>; readonly issues: readonly PlanIssue[] } {
  const claims = seated.flatMap(({ place, network }) => {
    const subnet = network === undefined ? null : subnetIn(network);
    if (subnet === null) return [];
    const declared = declaredAddress(place, family);
    return [{ place, subnet, claim: claimAddress(place.key, subnet, declared) }];
  });
  const placeByKey = new Map(claims.map(({ place, claim }) => [place.key, { place, claim }]));
  const claimants = claims.flatMap(({ place, subnet, claim }): readonly Claimant[] =>
    claim.kind === 'claim'
      ? [{ server: place.key, subnet, address: claim.address, standing: standingOf(place, claim) }]
      : [],
  );
  const { granted, refused } = settleAddresses(claimants);
  const addresses = new Map<string, PlannedAddress>();
  for (const [key, address] of granted) {
    const claim = placeByKey.get(key)?.claim;
    if (claim?.kind === 'claim') {
      addresses.set(key, { address: formatAddress(address, family), source: claim.source });
    }
  }
  return {
    addresses,
    issues: [
      ...claims.flatMap(({ place, subnet, claim }) => {
        const misplaced = describeMisplaced(claim, subnet);
        return misplaced === null ? [] : [issueOf(context, place, misplaced)];
      }),
      ...refused.flatMap((refusal) => {
        const place = placeByKey.get(refusal.claimant.server)?.place;
        return place === undefined ? [] : [issueOf(context, place, describeRefusal(refusal, place, family))];
      }),
    ],
  };
}

function declaredAddress({ service, serverIndex, number }: ServerPlace, family: Cidr['family']) {
  return service.servers[serverIndex]?.addresses.find((given) => given.number === number)?.[family];
}

function standingOf({ service }: ServerPlace, { source }: { readonly source: string }): ClaimStanding {
  if (source === 'declared') return 'declared';
  if (isStanding(service)) return 'standing';
  return isBuilt(service) ? 'ordered' : 'proposed';
}

type Words = Pick<PlanIssue, 'code' | 'found' | 'expected' | 'hint'>;

function describeMisplaced(claim: AddressClaim, subnet: Cidr): Words | null {
  switch (claim.kind) {
    case 'claim':
      return null;
    case 'outside-subnet':
      return {
        code: 'address-outside-subnet',
        found: sameText(claim.declared),
        expected: {
          sv: `en serveradress i ${formatCidr(subnet)}`,
          en: `an address of a server in ${formatCidr(subnet)}`,
        },
        hint: {
          sv: 'rätta adressen, eller ange `zone` som den hör till',
          en: 'correct the address, or name the `zone` it belongs to',
        },
      };
    case 'subnet-too-small':
      return {
        code: 'subnet-too-small',
        found: {
          sv: `${formatCidr(subnet)}, som inte har någon adress kvar för servrar`,
          en: `${formatCidr(subnet)}, which has no address left for servers`,
        },
        expected: {
          sv: 'ett större nät, eller en deklarerad adress',
          en: 'a larger network, or a declared address',
        },
        hint: null,
      };
  }
}

function describeRefusal(
  { claimant, rivals, proposal }: Refusal,
  place: ServerPlace,
  family: Cidr['family'],
): Words {
  const address = formatAddress(claimant.address, family);
  return {
    code: 'address-conflict',
    found: {
      sv: `${address}, som även ${rivals.join(' och ')} gör anspråk på`,
      en: `${address}, which ${rivals.join(' and ')} claims too`,
    },
    expected: { sv: 'en egen adress', en: 'an address of its own' },
    hint: proposal === null ? noAddressLeft : declareAddress(place, family, formatAddress(proposal, family)),
  };
}

const noAddressLeft: Text = {
  sv: 'alla adresser i nätet är tagna: deklarera ett större',
  en: 'every address of the network is claimed: declare a larger one',
};

function declareAddress({ number }: ServerPlace, family: Cidr['family'], address: string): Text {
  const line = `\`addresses: [{ number: ${number}, ${family}: "${address}" }]\``;
  return {
    sv: `om den här servern är den nya, deklarera ${line}`,
    en: `where this server is the newcomer, declare ${line}`,
  };
}

/** A proposal blocks nothing. */
function issueOf(context: PlanContext, place: ServerPlace, words: Words): PlanIssue {
  return {
    ...words,
    severity: isBuilt(place.service) ? 'blocking' : 'notice',
    subject: `server:${place.key}`,
    at: context.serviceAt(place.service, `/servers/${place.serverIndex}`),
  };
}
