import { z } from 'zod';
import type { Evidence } from '#model/controls/result.ts';
import { Port } from '#model/declaration/values.ts';
import type { FleetDevice } from '#model/fleet/fleet.ts';
import { formatList } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import { formatDay } from '#model/format/time.ts';
import type { PlatformPlan } from '#model/platform/plan.ts';
import type { PlannedFlow } from '#model/platform/planned-flows.ts';
import type { ServerGroup } from '#model/platform/planned-servers.ts';
import { sectionData } from '#model/report/section.ts';
import type { ListeningPorts } from '#model/report/sections/listening-ports.ts';
import { groupsByServer, placeSource } from '../built-services.ts';
import { ageDays } from '../calendar.ts';
import type { Control, Verdict } from '../control.ts';
import { describeGap } from '../section-gap.ts';
import { giveVerdict, type Problem } from '../verdict.ts';

const Parameters = z.strictObject({
  /** Ports that may listen on every server besides those of its flows; nothing is assumed. */
  allowed: z
    .array(z.strictObject({ port: Port, protocol: z.enum(['tcp', 'udp']).default('tcp') }))
    .default([]),
  /** Oldest reading that still says anything, in days. */
  maximumAgeDays: z.int().min(1).max(365).default(14),
});
type Parameters = z.infer<typeof Parameters>;

const shown = 5;

/**
 * GV-23. Judges the servers of services: what listens to others must be a port that a declared flow leads to.
 * Other devices have no declared ports and are not judged. A port that is declared and silent is no matter here.
 */
export const declaredPorts: Control<typeof Parameters> = {
  id: 'GV-23',
  version: 1,
  validFrom: '2026-11-24',
  title: {
    sv: 'Servrar lyssnar bara på deklarerade portar',
    en: 'Servers listen on declared ports only',
  },
  why: {
    sv: 'Varje program som lyssnar är en väg in. Det som ingen har deklarerat är det heller ingen som uppdaterar eller bevakar.',
    en: 'Every program that listens is a way in. What nobody has declared nobody updates or watches either.',
  },
  sources: [
    { kind: 'strategy', reference: 'RAG-22' },
    { kind: 'standard', reference: 'ISO/IEC 27001:2022 A.8.20' },
    { kind: 'standard', reference: 'CIS Controls v8 4.4' },
    { kind: 'standard', reference: 'CIS Controls v8 4.8' },
  ],
  profile: 'extended',
  severity: 'high',
  gate: false,
  reads: ['declaration', 'plan', 'fleet'],
  parameters: Parameters,
  remedy: {
    sv: 'Stäng av programmet, låt det lyssna bara på den egna datorn, eller deklarera flödet i tjänstens fil. Portar som alla servrar ska ha skrivs i `allowed` för GV-23 i grundval.yaml.',
    en: 'Stop the program, let it listen on its own machine only, or declare the flow in the file of the service. Ports that every server is to have are written in `allowed` for GV-23 in grundval.yaml.',
  },
  check({ plan, fleet, now, parameters }) {
    if (plan === null) return [];
    const groups = groupsByServer(plan);
    return (fleet?.devices ?? []).flatMap((device) => {
      const group = groups.get(device.declaredAs ?? '');
      return group === undefined ? [] : [judgeDevice(device, group, plan, parameters, now)];
    });
  },
};

function judgeDevice(
  device: FleetDevice,
  group: ServerGroup,
  plan: PlatformPlan,
  parameters: Parameters,
  now: Date,
): Verdict {
  const section = device.sections['listening-ports'];
  const data = sectionData(section);
  const flows = plan.flows.filter(({ build, to }) => build && leadsTo(to, group));
  const evidence = flows.flatMap(describeFlow);
  const problems: Problem[] = [];
  const unknowns: Text[] = [];
  if (section === undefined || data === null) {
    unknowns.push(describeGap(device, section, { sv: 'vad som lyssnar', en: 'what listens' }));
  } else if (ageDays(section.collectedAt, now) > parameters.maximumAgeDays) {
    const day = formatDay(new Date(section.collectedAt));
    unknowns.push({
      sv: `Det som lyssnar lästes senast ${day}; vad som lyssnar nu är inte känt.`,
      en: `What listens was last read on ${day}; what listens now is not known.`,
    });
  } else {
    const open = [...flows, ...parameters.allowed];
    const listeners = data.ports.filter(({ address }) => !isLoopback(address));
    const extra = listeners.filter(
      ({ port, protocol }) => !open.some((one) => one.port === port && one.protocol === protocol),
    );
    evidence.push({
      text: {
        sv: `${listeners.length} portar lyssnar, ${extra.length} av dem odeklarerade`,
        en: `${listeners.length} ports listen, ${extra.length} of them undeclared`,
      },
      source: 'listening-ports',
      at: new Date(section.collectedAt),
    });
    if (extra.length > 0) problems.push({ text: describeExtra(extra) });
    if (section.status === 'partial') {
      unknowns.push({
        sv: `Läsningen är ofullständig (${section.reason}).`,
        en: `The reading is incomplete (${section.reason}).`,
      });
    }
  }
  return giveVerdict({
    subject: { kind: 'device', id: device.id, name: device.name },
    severity: 'high',
    problems,
    unknowns,
    met: {
      sv: 'Allt som lyssnar är portar som deklarerade flöden leder till.',
      en: 'All that listens are ports that declared flows lead to.',
    },
    evidence,
  });
}

function leadsTo(end: PlannedFlow['to'], { service, role, zone }: ServerGroup): boolean {
  if (end.kind === 'group') return end.service === service && end.role === role;
  return end.kind === 'zone' && end.zone === zone;
}

/** The probe leaves loopback out; other sources may not. */
function isLoopback(address: string): boolean {
  return /^(127\.|(::ffff:)?127\.|::1$|\[::1\]$|localhost$)/i.test(address);
}

type Listener = ListeningPorts['ports'][number];

/** `tcp/8080 (nginx)`, each port once however many addresses it listens on. */
function describeExtra(extra: readonly Listener[]): Text {
  const names = [
    ...new Set(
      extra.map(
        ({ protocol, port, program }) => `${protocol}/${port}${program === null ? '' : ` (${program})`}`,
      ),
    ),
  ];
  const more = names.length - shown;
  const list = (lang: 'sv' | 'en', word: string) =>
    formatList([...names.slice(0, shown), ...(more > 0 ? [`${more} ${word}`] : [])], lang);
  return {
    sv: `Lyssnar på ${list('sv', 'till')}, som inget deklarerat flöde leder till.`,
    en: `Listens on ${list('en', 'more')}, to which no declared flow leads.`,
  };
}

function describeFlow({ port, protocol, reasons }: PlannedFlow): readonly Evidence[] {
  return reasons.map(({ from, at }) => ({
    text: { sv: `Öppen: ${protocol}/${port} från ${from}`, en: `Open: ${protocol}/${port} from ${from}` },
    source: placeSource(at),
    at: null,
  }));
}
