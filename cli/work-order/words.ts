import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import type { Hypervisor, LastVerification } from '#model/platform/work-order.ts';

type Status = LastVerification['status'];

/** The words of a printed work order. */
interface WorkOrderWords {
  readonly title: string;
  readonly item: Plural;
  readonly counts: Readonly<Record<Status, Plural>>;
  readonly legend: string;
  readonly nobody: string;
  readonly together: string;
  readonly where: string;
  readonly why: string;
  readonly how: string;
  readonly seen: (day: string, by: string) => string;
  readonly deviates: (day: string, by: string) => string;
  readonly hypervisors: Readonly<Record<NonNullable<Hypervisor> | 'unknown', string>>;
  readonly empty: string;
}

export const workOrderWords: Readonly<Record<Lang, WorkOrderWords>> = {
  sv: {
    title: 'Arbetsorder',
    item: { one: 'punkt', other: 'punkter' },
    counts: {
      verified: { one: 'verifierad', other: 'verifierade' },
      deviates: { one: 'avviker', other: 'avviker' },
      'not-verified': { one: 'inte verifierad', other: 'inte verifierade' },
    },
    legend: '[x] verifierad · [!] avviker · [ ] inte verifierad',
    nobody: 'Ingen är utpekad (ange contact i grundval.yaml)',
    together: ' tillsammans med ',
    where: 'Var',
    why: 'Varför',
    how: 'Så ses det',
    seen: (day, by) => `Sett ${day} av ${by}`,
    deviates: (day, by) => `Avviker, sett ${day} av ${by}`,
    hypervisors: {
      vmware: 'VMware',
      'hyper-v': 'Hyper-V',
      proxmox: 'Proxmox VE',
      operator: 'hos en operatör',
      unknown: 'virtualiseringen är inte deklarerad',
    },
    empty: 'Inget att ställa in: inga tjänster står här.',
  },
  en: {
    title: 'Work order',
    item: { one: 'item', other: 'items' },
    counts: {
      verified: { one: 'verified', other: 'verified' },
      deviates: { one: 'deviates', other: 'deviate' },
      'not-verified': { one: 'not verified', other: 'not verified' },
    },
    legend: '[x] verified · [!] deviates · [ ] not verified',
    nobody: 'Nobody is named (set contact in grundval.yaml)',
    together: ' together with ',
    where: 'Where',
    why: 'Why',
    how: 'How it is seen',
    seen: (day, by) => `Seen ${day} by ${by}`,
    deviates: (day, by) => `Deviates, seen ${day} by ${by}`,
    hypervisors: {
      vmware: 'VMware',
      'hyper-v': 'Hyper-V',
      proxmox: 'Proxmox VE',
      operator: 'at an operator',
      unknown: 'the hypervisor is not declared',
    },
    empty: 'Nothing to set: no services stand here.',
  },
};
