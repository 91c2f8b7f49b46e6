import type { Text } from '#model/format/text.ts';
import type { FlowEnd, PlannedFlow } from '#model/platform/planned-flows.ts';
import { describeEnd } from './describe-end.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor, responsibleForSite } from './responsible.ts';
import { type SiteWork, serverSubject, serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Openings between zones and within them, and the ports that each server may listen on. */
export const flow: WorkKind = {
  kind: 'Flow',
  description: {
    sv: 'En öppning för varje deklarerat flöde, och bara de portarna på servrarna.',
    en: 'An opening for each declared flow, and only those ports on the servers.',
  },
  order: (work) => [
    ...work.slice.flows.map((planned) => orderOpening(work, planned)),
    ...work.slice.groups.flatMap((group) => {
      const ports = portsOf(work, group.key);
      const list = ports.map(({ protocol, port }) => `${protocol}/${port}`).join(', ');
      return group.servers.map(
        (server): WorkDraft => ({
          key: `ports:${server.key}`,
          subject: serverSubject(server),
          what:
            list === ''
              ? {
                  sv: `Låt ${server.hostName} inte lyssna på någon port: inget flöde leder dit.`,
                  en: `Let ${server.hostName} listen on no port: no flow leads there.`,
                }
              : {
                  sv: `Låt ${server.hostName} bara lyssna på ${list}.`,
                  en: `Let ${server.hostName} listen on ${list} only.`,
                },
          where: {
            sv: `tjänster och brandvägg på ${server.hostName}`,
            en: `services and firewall of ${server.hostName}`,
          },
          why: reasonFor(work, {
            controls: ['GV-23'],
            at: [group.at],
            fields: [{ service: group.service, field: 'flows' }],
          }),
          who: responsibleFor(work, group.service, 'operating-system'),
          verification: {
            method: 'agent',
            device: server.id,
            facts: [{ fact: 'ports', only: ports }],
            how: {
              sv: 'Mätprogrammet läser vilka portar som lyssnar.',
              en: 'The agent reads which ports listen.',
            },
          },
        }),
      );
    }),
  ],
};

function portsOf({ slice }: SiteWork, groupKey: string): readonly Pick<PlannedFlow, 'protocol' | 'port'>[] {
  const ports = new Map(
    slice.flows
      .filter(({ to }) => to.kind === 'group' && `${to.service}/${to.role}` === groupKey)
      .map(({ protocol, port }) => [`${protocol}/${port}`, { protocol, port }]),
  );
  return [...ports.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

function orderOpening(
  work: SiteWork,
  { key, from, to, port, protocol, authenticated, reasons }: PlannedFlow,
): WorkDraft {
  const source = describeEnd(work, from);
  const target = describeEnd(work, to);
  const place = placeOf(work, from, to);
  const services = [...new Set(reasons.map(({ service }) => service))];
  const by = [...new Set(reasons.flatMap((reason) => reason.by ?? []))].sort().join(', ');
  const login: Text = authenticated
    ? {
        sv: `Inloggning krävs${by === '' ? '' : ` (${by})`}.`,
        en: `Login is required${by === '' ? '' : ` (${by})`}.`,
      }
    : { sv: 'Ingen inloggning krävs.', en: 'No login is required.' };
  const about =
    to.kind === 'group' || to.kind === 'outside' ? to.service : from.kind === 'group' ? from.service : null;
  return {
    key: `flow:${key}`,
    subject: about === null ? { kind: 'site', ...work.site } : serviceSubject(work, about),
    what: {
      sv: `Öppna ${protocol}/${port} från ${source.sv} till ${target.sv}. ${login.sv}`,
      en: `Open ${protocol}/${port} from ${source.en} to ${target.en}. ${login.en}`,
    },
    where: place.where,
    why: reasonFor(work, {
      controls: ['GV-22'],
      at: reasons.map(({ at }) => at),
      fields: services.map((service) => ({ service, field: 'flows' })),
    }),
    who: place.who,
    verification: { method: 'manual', how: place.how },
  };
}

interface Place {
  readonly where: Text;
  readonly who: WorkDraft['who'];
  readonly how: Text;
}

/** Between zones it is the network that opens; within one the servers' own firewalls are all there is. */
function placeOf(work: SiteWork, from: FlowEnd, to: FlowEnd): Place {
  const [fromZone, toZone] = [zoneOf(work, from), zoneOf(work, to)];
  if (to.kind === 'group' && fromZone !== null && fromZone === toZone) {
    const names =
      work
        .group(`${to.service}/${to.role}`)
        ?.servers.map(({ hostName }) => hostName)
        .join(', ') ?? '';
    return {
      where: { sv: `brandväggen på ${names} (samma zon)`, en: `the firewall of ${names} (same zone)` },
      who: responsibleFor(work, to.service, 'operating-system'),
      how: { sv: `Läs av regeln på ${names}.`, en: `Read the rule on ${names}.` },
    };
  }
  const isOuter = fromZone === null || toZone === null;
  return {
    where: isOuter
      ? { sv: 'brandväggen mot internet', en: 'the firewall towards the internet' }
      : { sv: 'brandväggen mellan zonerna', en: 'the firewall between the zones' },
    who: responsibleForSite(work),
    how: {
      sv: 'Den som sköter brandväggen läser av regeln.',
      en: 'Whoever runs the firewall reads the rule.',
    },
  };
}

function zoneOf(work: SiteWork, end: FlowEnd): string | null {
  if (end.kind === 'zone') return end.zone;
  return end.kind === 'group' ? (work.group(`${end.service}/${end.role}`)?.zone ?? null) : null;
}
