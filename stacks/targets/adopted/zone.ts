import type { Text } from '#model/format/text.ts';
import { reasonFor } from './reason.ts';
import { responsibleForSite } from './responsible.ts';
import type { WorkKind } from './work-kind.ts';

/** The network of each zone that servers of the site may stand in. */
export const zone: WorkKind = {
  kind: 'Zone',
  description: {
    sv: 'Ett VLAN med nät och router för varje zon som servrar får stå i.',
    en: 'A VLAN with network and router for each zone that servers may stand in.',
  },
  order: (work) =>
    work.slice.zones.map(({ zone: { id, name, kind, vlan, at }, subnet }) => {
      const holdsMachines =
        kind === 'server' || kind === 'management' || work.slice.groups.some((group) => group.zone === id);
      const { ipv4, ipv4Router, ipv6, ipv6Router } = subnet;
      const nets = [
        `${ipv4} (router ${ipv4Router ?? '–'})`,
        ...(ipv6 === null ? [] : [`${ipv6} (router ${ipv6Router ?? '–'})`]),
      ].join(', ');
      const network: Text =
        vlan === null
          ? {
              sv: 'ett eget nät (VLAN-nummer är inte deklarerat)',
              en: 'a network of its own (no VLAN number is declared)',
            }
          : holdsMachines
            ? work.words.network(vlan)
            : { sv: `VLAN ${vlan}`, en: `VLAN ${vlan}` };
      return {
        key: `zone:${id}`,
        subject: { kind: 'zone', id, name },
        what: {
          sv: `Skapa ${network.sv} för zonen ${name}: ${nets}.`,
          en: `Create ${network.en} for the zone ${name}: ${nets}.`,
        },
        where: {
          sv: `switchar och ${work.words.tool.sv}`,
          en: `switches and ${work.words.tool.en}`,
        },
        why: reasonFor(work, { controls: ['GV-22'], at: [at] }),
        who: responsibleForSite(work),
        verification: {
          method: 'manual',
          how: {
            sv: 'Den som sköter nätet läser av VLAN, nät och router.',
            en: 'Whoever runs the network reads VLAN, network and router.',
          },
        },
      };
    }),
};
