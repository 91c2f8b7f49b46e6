import type { Text } from '#model/format/text.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { RenderedComponent, Unsupported } from '#model/platform/rendering.ts';
import { groupKey } from '#stacks/plan/group-key.ts';
import { flowMeaningKey } from '../planned-meaning.ts';
import type { PlatformSlice } from '../slice.ts';
import type { Component } from '../target.ts';
import { assignSlots, rankKeys } from './assign-slots.ts';
import { type AzureNetwork, azureNetwork } from './azure-network.ts';
import { flowDrafter, type RuleDraft } from './flow-rules.ts';
import { isPublic, type PublicEntries, publicEntries } from './public-entry.ts';
import { priorities, ruleLimits, securityRule } from './security-rule.ts';
import { unplacedReason } from './unplaced.ts';

/** Rules out of where it begins and in to where it ends, on application security groups. */
export const flow: Component = {
  kind: 'Flow',
  description: {
    sv: 'Ett flöde blir regler ut från zonen där det börjar och in i zonen där det slutar.',
    en: 'A flow becomes rules out of the zone it begins in and in to the zone it ends in.',
  },
  render(slice) {
    const network = azureNetwork(slice);
    const entries = publicEntries(slice, network);
    const draft = flowDrafter(slice, network, entries);
    const drafted = slice.flows.map((planned) => {
      const reason = findReason(slice, network, entries, planned);
      return { planned, reason, drafts: reason === null ? draft(planned) : [] };
    });
    const crowded = findCrowded(drafted);
    const kept = drafted.filter(({ planned, reason }) => reason === null && !crowded.has(planned.key));
    const priorityOf = assignPriorities(kept.flatMap(({ drafts }) => drafts));
    return {
      components: kept.map(({ planned, drafts }): RenderedComponent => {
        return {
          kind: 'Flow',
          layer: 'services',
          key: planned.key,
          at: planned.reasons[0]?.at ?? null,
          resources: drafts.map((each) =>
            securityRule(
              network.site,
              {
                ...each,
                access: 'Allow',
                priority: priorityOf(each),
                protocol: planned.protocol === 'tcp' ? 'Tcp' : 'Udp',
                port: String(planned.port),
                description: planned.key,
              },
              // The group of a zone is in the base layer, which is there before this one.
              [...network.containers.values()].some(
                ({ securityGroup }) => securityGroup === each.securityGroup,
              )
                ? [each.securityGroup]
                : [],
            ),
          ),
        };
      }),
      unsupported: drafted.flatMap(({ planned, reason }): readonly Unsupported[] => {
        const why = reason ?? (crowded.has(planned.key) ? crowdedReason : null);
        if (why === null) return [];
        const at = planned.reasons[0]?.at ?? null;
        return [{ kind: 'Flow', key: meaningKey(planned), at, reason: why }];
      }),
    };
  },
};

const crowdedReason: Text = {
  sv: `En säkerhetsgrupp i Azure har plats för ${ruleLimits.rules} regler. Dela zonen.`,
  en: `A security group in Azure has room for ${ruleLimits.rules} rules. Divide the zone.`,
};

/** Rules that every security group has before any flow: closed ends, zones kept out, and the platform's own. */
const reservedRules = 20;

/** Flows for which a security group has no room. Which they are depends on each flow's own key, not on its age. */
function findCrowded(
  drafted: readonly { readonly planned: PlannedFlow; readonly drafts: readonly RuleDraft[] }[],
): ReadonlySet<string> {
  const room = new Map<string, number>();
  const byKey = new Map(drafted.map((each) => [each.planned.key, each.drafts]));
  const keys = rankKeys('crowded', byKey.keys());
  return new Set(
    keys.filter((key) => {
      const needed = Map.groupBy(byKey.get(key) ?? [], ({ securityGroup }) => securityGroup);
      const left = (wall: string) => room.get(wall) ?? ruleLimits.rules - reservedRules;
      if ([...needed].some(([wall, rules]) => rules.length > left(wall))) return true;
      for (const [wall, rules] of needed) room.set(wall, left(wall) - rules.length);
      return false;
    }),
  );
}

/** Priorities of rules, unique in their security group and direction. */
function assignPriorities(drafts: readonly RuleDraft[]): (draft: RuleDraft) => number {
  const placeOf = ({ securityGroup, direction, band }: RuleDraft) => `${securityGroup} ${direction} ${band}`;
  const slots = new Map(
    [...Map.groupBy(drafts, placeOf)].map(([place, same]) => {
      const band = same[0]?.band ?? 'inside';
      return [
        place,
        assignSlots(
          place,
          same.map(({ name }) => name),
          priorities[band].count,
        ),
      ];
    }),
  );
  return (draft) => priorities[draft.band].first + (slots.get(placeOf(draft))?.get(draft.name) ?? 0);
}

/** Why a flow cannot be opened; null where it can. */
function findReason(
  { plan, groups: ours }: PlatformSlice,
  network: AzureNetwork,
  entries: PublicEntries,
  { from, to, port, protocol }: PlannedFlow,
): Text | null {
  const { groups } = network;
  for (const end of [from, to]) {
    if (end.kind !== 'group' || groups.has(groupKey(end.service, end.role))) continue;
    const key = groupKey(end.service, end.role);
    const here = ours.find((group) => group.key === key);
    if (here !== undefined) return unplacedReason(here, network);
    const servers = plan.groups.find((group) => group.key === key)?.servers ?? [];
    if (servers.some(({ ipv4, ipv6 }) => ipv4 !== null || ipv6 !== null)) continue;
    return { sv: `Servrarna i ${key} saknar adresser.`, en: `The servers of ${key} lack addresses.` };
  }
  const target = to.kind === 'group' ? groups.get(groupKey(to.service, to.role)) : undefined;
  if (target?.form === 'containers' && protocol === 'udp') {
    return {
      sv: 'Container Apps tar inte emot UDP.',
      en: 'Container Apps takes no UDP.',
    };
  }
  if (target !== undefined && isPublic(from) && entries.entryOf(target, { port, protocol }) === 'none') {
    return {
      sv: `${target.key} kan inte nås från internet på ${protocol}/${port}: bara maskiner, och e-tjänster under sina namn, svarar där.`,
      en: `${target.key} cannot be reached from the internet on ${protocol}/${port}: only machines, and e-services under their names, answer there.`,
    };
  }
  return null;
}

function meaningKey({ from, to, port, protocol }: PlannedFlow): string {
  const open = (end: PlannedFlow['from']) => (end.kind === 'outside' ? ({ kind: 'internet' } as const) : end);
  return flowMeaningKey({ from: open(from), to: open(to), port, protocol });
}
