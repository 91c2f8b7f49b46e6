import { formatList } from '#model/format/plural.ts';
import type { Text } from '#model/format/text.ts';
import type { PlannedServer, ServerGroup } from '#model/platform/planned-servers.ts';
import type { PlacedGroup } from '../slice.ts';
import { inBoth } from './describe-end.ts';
import { reasonFor } from './reason.ts';
import { responsibleFor } from './responsible.ts';
import { type SiteWork, serverSubject, serviceSubject } from './site-work.ts';
import type { WorkDraft, WorkKind } from './work-kind.ts';

/** Servers: the machine, what is installed on it, and what keeps it apart from its peers. */
export const serverGroup: WorkKind = {
  kind: 'ServerGroup',
  description: {
    sv: 'Virtuella maskiner med storlek, avbild, namn och adresser, och skilda värdar för dem som avlöser varandra.',
    en: 'Virtual machines with size, image, name and addresses, and separate hosts for those that relieve each other.',
  },
  order: (work) => [
    ...work.slice.groups.flatMap((group) => [
      ...group.servers.flatMap((server) => [
        orderMachine(work, group, server),
        orderSystem(work, group, server),
      ]),
      ...(group.servers.length > 1 ? [orderApart(work, group)] : []),
    ]),
    ...work.unplaced.map((group) => orderZoneDecision(work, group)),
  ],
};

function orderMachine(work: SiteWork, group: PlacedGroup, server: PlannedServer): WorkDraft {
  const zone = work.zone(group.zone);
  const network: Text =
    zone?.vlan === undefined || zone.vlan === null
      ? { sv: `zonen ${zone?.name ?? group.zone}`, en: `the zone ${zone?.name ?? group.zone}` }
      : work.words.network(zone.vlan);
  const domain = server.failureDomain;
  return {
    key: `server:${server.key}`,
    subject: serverSubject(server),
    what: {
      sv: `Ge ${server.hostName} ${group.vcpus} vCPU och ${group.memoryGib} GiB minne, anslut den till ${network.sv}${domain === null ? '' : ` och lägg den i ${domain}`}.`,
      en: `Give ${server.hostName} ${group.vcpus} vCPU and ${group.memoryGib} GiB memory, connect it to ${network.en}${domain === null ? '' : ` and put it in ${domain}`}.`,
    },
    where: work.words.tool,
    why: reasonFor(work, {
      controls: ['GV-13', 'GV-30'],
      at: [group.at],
      fields: [{ service: group.service, field: 'servers' }],
    }),
    who: responsibleFor(work, group.service, 'virtualisation'),
    verification: {
      method: 'agent',
      device: server.id,
      facts: [
        { fact: 'present' },
        { fact: 'processors', atLeast: group.vcpus },
        { fact: 'memory', atLeastGib: group.memoryGib },
      ],
      how: {
        sv: 'Mätprogrammet läser processorer och minne; nätet och platsen syns i adressen och hos den som sköter värdarna.',
        en: 'The agent reads processors and memory; network and place show in the address and to whoever runs the hosts.',
      },
    },
  };
}

function orderSystem(work: SiteWork, group: PlacedGroup, server: PlannedServer): WorkDraft {
  const image = work.declaration.standards.images.find(({ id }) => id === group.image);
  const addresses = [server.ipv4, server.ipv6].flatMap((planned) => planned?.address ?? []);
  const name = image?.name ?? group.image;
  return {
    key: `system:${server.key}`,
    subject: serverSubject(server),
    what: {
      sv: `Installera ${name} på ${server.hostName} med datornamnet ${server.computerName}${addresses.length === 0 ? '; adressen måste bestämmas först (se planens anmärkningar)' : ` och adressen ${addresses.join(' och ')}`}, och sätt in mätprogrammet.`,
      en: `Install ${name} on ${server.hostName} with the computer name ${server.computerName}${addresses.length === 0 ? '; its address must be decided first (see the issues of the plan)' : ` and the address ${addresses.join(' and ')}`}, and install the agent.`,
    },
    where: { sv: server.hostName, en: server.hostName },
    why: reasonFor(work, {
      controls: ['GV-12', 'GV-13', 'GV-15'],
      at: [group.at],
      fields: [{ service: group.service, field: 'servers' }],
    }),
    who: responsibleFor(work, group.service, 'operating-system'),
    verification: {
      method: 'agent',
      device: server.id,
      facts: [
        { fact: 'present' },
        ...(image === undefined
          ? []
          : [{ fact: 'system' as const, name, product: image.product, cycle: image.cycle }]),
        { fact: 'addresses', addresses },
      ],
      how: {
        sv: 'Mätprogrammet läser operativsystem och adresser.',
        en: 'The agent reads operating system and addresses.',
      },
    },
  };
}

function orderApart(work: SiteWork, group: PlacedGroup): WorkDraft {
  const service = work.service(group.service);
  const names = inBoth((lang) =>
    formatList(
      group.servers.map(({ hostName, failureDomain }) =>
        failureDomain === null ? hostName : `${hostName} (${failureDomain})`,
      ),
      lang,
    ),
  );
  const must = group.antiAffinity === 'required';
  return {
    key: `apart:${group.key}`,
    subject: serviceSubject(work, group.service),
    what: {
      sv: `Lägg ${names.sv} på olika värdar med ${work.words.apart.sv}${must ? '; två får aldrig stå på samma' : ', så långt det går'}.`,
      en: `Put ${names.en} on different hosts with ${work.words.apart.en}${must ? '; two may never share one' : ', as far as possible'}.`,
    },
    where: work.words.tool,
    why: reasonFor(work, {
      controls: ['GV-29'],
      at: [group.at],
      decisions: [service?.serviceLevel?.decision],
      fields: [
        { service: group.service, field: 'servers' },
        { service: group.service, field: 'serviceLevel' },
      ],
    }),
    who: responsibleFor(work, group.service, 'virtualisation'),
    verification: {
      method: 'manual',
      how: {
        sv: 'Den som sköter värdarna läser av regeln och var servrarna står.',
        en: 'Whoever runs the hosts reads the rule and where the servers stand.',
      },
    },
  };
}

/** A server without a zone cannot be placed, and an order that kept quiet of it would look whole. */
function orderZoneDecision(work: SiteWork, group: ServerGroup): WorkDraft {
  const names = inBoth((lang) =>
    formatList(
      group.servers.map(({ hostName }) => hostName),
      lang,
    ),
  );
  return {
    key: `zone-of:${group.key}`,
    subject: serviceSubject(work, group.service),
    what: {
      sv: `Bestäm vilken zon ${names.sv} ska stå i: plattform och klass pekar inte ut någon. Innan dess går inget mer att beställa för dem.`,
      en: `Decide which zone ${names.en} shall stand in: platform and class point at none. Until then nothing more can be ordered for them.`,
    },
    where: { sv: group.at.file, en: group.at.file },
    why: reasonFor(work, { controls: ['GV-22'], at: [group.at] }),
    who: responsibleFor(work, group.service, 'virtualisation'),
    verification: {
      method: 'manual',
      how: { sv: 'Deklarationen ska ange en zon.', en: 'The declaration must name a zone.' },
    },
  };
}
