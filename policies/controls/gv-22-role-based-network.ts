import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import type { Text } from '#model/format/text.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import { type BuiltService, builtServices, groupsByServer, placeSource } from '../built-services.ts';
import type { Control, Verdict } from '../control.ts';
import { expectedPlace, judgeDeviceZone } from '../device-zone.ts';
import { flowsByService, judgeFlows } from '../flow-problems.ts';
import { findDifferences, type SeenDifferences } from '../resource-differences.ts';
import { giveVerdict, joinTexts } from '../verdict.ts';
import { judgePlacement } from '../zone-problems.ts';

const Parameters = z.strictObject({
  /** Oldest reading of a device's addresses that still says anything, in days. */
  maximumAgeDays: z.int().min(1).max(365).default(14),
});

/**
 * GV-22. Judges services with servers or flows of the plan's environment, and the devices whose zone is declared:
 * servers of services, and what has a network role in `devices.yaml`. It applies to every class, for the network
 * is one, and one opening too many is a way to all of it.
 */
export const roleBasedNetwork: Control<typeof Parameters> = {
  id: 'GV-22',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Nätet är rollstyrt: rätt zon, och bara deklarerade flöden',
    en: 'The network is role-based: the right zone, and declared flows only',
  },
  why: {
    sv: 'Den som tar sig in på ett ställe ska inte nå resten. Zonen avgör vad som går att nå, och internet möter bara det som är byggt för allmänheten.',
    en: 'Whoever breaks in at one place should not reach the rest. The zone decides what can be reached, and the internet meets only what is built for the public.',
  },
  sources: [
    { kind: 'strategy', reference: 'UPB-21' },
    { kind: 'strategy', reference: 'UPB-20' },
    { kind: 'strategy', reference: 'RAG-20' },
    { kind: 'strategy', reference: 'ORK-4' },
    { kind: 'law', reference: 'Cybersäkerhetslagen (2025:1506) 2 kap. 3 §' },
    { kind: 'regulation', reference: 'MSBFS 2020:7 4 kap.' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.22' },
    { kind: 'standard', reference: 'CIS Controls v8 12.2' },
  ],
  profile: 'base',
  severity: 'high',
  gate: true,
  reads: ['declaration', 'plan'],
  readsIfPresent: ['resources', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Ställ servrarna i en zon för tjänstens klass, låt internet möta en server i en publik zon, och kräv inloggning i flödet därifrån. Står en enhet i fel zon: flytta den eller rätta dess roll.',
    en: 'Put the servers in a zone for the class of the service, let the internet meet a server in a public zone, and ask for login in the flow from there. If a device stands in the wrong zone, move it or correct its role.',
  },
  check({ declaration, plan, resources, fleet, now, parameters }) {
    if (plan === null) return [];
    const differences = findDifferences(
      { plan, resources },
      { zones: 'all', flows: 'all', guardrails: 'all', servers: ['zone', 'ipv4', 'ipv6', null] },
    );
    const flows = flowsByService(plan);
    const groups = groupsByServer(plan);
    return [
      ...builtServices({ declaration, plan })
        .filter(
          ({ service, groups: own }) => own.length > 0 || service.servers.length > 0 || flows.has(service.id),
        )
        .map((built) =>
          judgeService(
            built,
            flows.get(built.service.id) ?? [],
            differences(built.service.id),
            plan,
            declaration,
          ),
        ),
      ...(fleet?.devices ?? []).flatMap((device) => {
        const place = expectedPlace(device, groups.get(device.declaredAs ?? ''), plan, declaration);
        if (place === null) return [];
        const judgement = judgeDeviceZone(device, place, plan, parameters.maximumAgeDays, now);
        return [giveVerdict({ ...judgement, severity: 'high' })];
      }),
    ];
  },
};

const metWithServers: Text = {
  sv: 'Servrarna står i zoner för sin klass, och det som är öppet är deklarerat.',
  en: 'The servers stand in zones for their class, and what is open is declared.',
};
const metWithout: Text = {
  sv: 'Tjänsten har inga servrar hos oss, och det som den öppnar är deklarerat.',
  en: 'The service has no servers of ours, and what it opens is declared.',
};

function judgeService(
  { service, subject, groups }: BuiltService,
  flows: readonly PlannedFlow[],
  differences: SeenDifferences,
  plan: PlatformPlan,
  declaration: Declaration,
): Verdict {
  const placement = judgePlacement(groups, plan, declaration);
  const opened = judgeFlows(flows, plan, declaration);
  const shared = findSharedRoles(flows, plan);
  const unplanned = service.servers.filter(({ role }) => !groups.some((group) => group.role === role));
  return giveVerdict({
    subject,
    severity: 'high',
    problems: [...placement.problems, ...opened.problems, ...differences.problems],
    unknowns: [
      ...placement.unknowns,
      ...unplanned.map(({ role }) => ({
        sv: `Serverrollen ${role} finns inte i planen, så det går inte att säga var den står.`,
        en: `The server role ${role} is not in the plan, so it cannot be said where it stands.`,
      })),
    ],
    met: joinTexts([groups.length > 0 ? metWithServers : metWithout, ...shared.map(({ text }) => text)]),
    evidence: [...placement.evidence, ...opened.evidence, ...shared, ...differences.evidence],
  });
}

/** Roles of one zone reach the same, whatever is declared for each: said, but for people to weigh. */
function findSharedRoles(flows: readonly PlannedFlow[], plan: PlatformPlan): readonly Evidence[] {
  const zones = new Set(flows.flatMap(({ from }) => (from.kind === 'zone' ? [`zone:${from.zone}`] : [])));
  return plan.issues
    .filter(({ code, subject }) => code === 'role-shares-zone' && zones.has(subject))
    .map(({ subject, at }) => {
      const zone = plan.zones.find(({ id }) => `zone:${id}` === subject);
      const roles = (zone?.roles ?? []).join(', ');
      const text: Text = {
        sv: `Rollerna ${roles} delar zonen ${zone?.id} och når samma saker, fast flödet är deklarerat för en del av dem.`,
        en: `The roles ${roles} share the zone ${zone?.id} and reach the same, though the flow is declared for some of them.`,
      };
      return { text, source: placeSource(at), at: null };
    });
}
