import type { Text } from '#model/format/text.ts';
import type { Hypervisor } from '#model/platform/work-order.ts';

/** What the parts of a site are called where its hypervisor is administered. */
export interface HypervisorWords {
  /** The tool that servers, disks and networks are set in. */
  readonly tool: Text;
  /** The network of a VLAN, with its number. */
  readonly network: (vlan: number) => Text;
  /** The rule that keeps two servers apart. */
  readonly apart: Text;
}

const words: Readonly<Record<NonNullable<Hypervisor> | 'unknown', HypervisorWords>> = {
  vmware: {
    tool: { sv: 'VMware vCenter', en: 'VMware vCenter' },
    network: (vlan) => ({ sv: `portgruppen VLAN ${vlan}`, en: `the port group VLAN ${vlan}` }),
    apart: {
      sv: 'en DRS-regel som håller de virtuella maskinerna isär',
      en: 'a DRS rule that keeps the virtual machines apart',
    },
  },
  'hyper-v': {
    tool: { sv: 'Hyper-V (SCVMM eller klusterhanteraren)', en: 'Hyper-V (SCVMM or the cluster manager)' },
    network: (vlan) => ({
      sv: `det virtuella nätet med VLAN-id ${vlan}`,
      en: `the virtual network with VLAN id ${vlan}`,
    }),
    apart: {
      sv: 'samma AntiAffinityClassNames på klustergrupperna',
      en: 'the same AntiAffinityClassNames on the cluster groups',
    },
  },
  proxmox: {
    tool: { sv: 'Proxmox VE', en: 'Proxmox VE' },
    network: (vlan) => ({ sv: `bryggan med VLAN-tagg ${vlan}`, en: `the bridge with VLAN tag ${vlan}` }),
    apart: {
      sv: 'en HA-regel som håller resurserna isär',
      en: 'an HA rule that keeps the resources apart',
    },
  },
  operator: {
    tool: { sv: 'beställning hos operatören', en: 'an order to the operator' },
    network: (vlan) => ({ sv: `nätet VLAN ${vlan}`, en: `the network VLAN ${vlan}` }),
    apart: {
      sv: 'ett krav på skilda värdar i beställningen',
      en: 'a demand for separate hosts in the order',
    },
  },
  unknown: {
    tool: { sv: 'virtualiseringsplattformen', en: 'the virtualisation platform' },
    network: (vlan) => ({ sv: `nätet VLAN ${vlan}`, en: `the network VLAN ${vlan}` }),
    apart: { sv: 'en regel om skilda värdar', en: 'a rule of separate hosts' },
  },
};

/** The words of what runs a site; general ones where nobody has said what does. */
export function hypervisorWords(hypervisor: Hypervisor): HypervisorWords {
  return words[hypervisor ?? 'unknown'];
}
