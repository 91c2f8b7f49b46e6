import type { Text } from '../format/text.ts';
import type { PlanIssue, PlanIssueCode } from './plan.ts';

/** An issue of the plan as people read it. */
export interface SaidIssue {
  readonly title: Text;
  readonly found: Text;
  readonly expected: Text;
  /** Null where it is for people to decide. */
  readonly hint: Text | null;
}

/** An issue with the title of its kind. */
export function sayIssue({ code, found, expected, hint }: PlanIssue): SaidIssue {
  return { title: titles[code], found, expected, hint };
}

const titles: Readonly<Record<PlanIssueCode, Text>> = {
  'address-conflict': { sv: 'Två servrar har samma adress', en: 'Two servers have the same address' },
  'address-outside-subnet': {
    sv: 'Adressen ligger utanför zonens nät',
    en: 'The address is outside the zone’s network',
  },
  'subnet-too-small': { sv: 'Zonens nät är för litet', en: 'The zone’s network is too small' },
  'no-subnet-on-site': { sv: 'Zonen har inget nät på platsen', en: 'The zone has no network on the site' },
  'name-taken': { sv: 'Namnet är upptaget', en: 'The name is taken' },
  'class-unknown': { sv: 'Klassen är inte beslutad', en: 'The class is not decided' },
  'no-zone-for-class': { sv: 'Ingen zon för klassen', en: 'No zone for the class' },
  'several-zones-for-class': { sv: 'Flera zoner passar', en: 'Several zones fit' },
  'zone-below-class': { sv: 'Zonen är för lägre klass', en: 'The zone is for a lower class' },
  'zone-not-for-servers': { sv: 'Zonen är inte för servrarna', en: 'The zone is not for the servers' },
  'zone-shared-by-environments': { sv: 'Miljöer delar zon', en: 'Environments share a zone' },
  'not-redundant': { sv: 'Klarar inte bortfall', en: 'Does not stand a loss' },
  'role-shares-zone': { sv: 'Roller delar zon', en: 'Roles share a zone' },
  'flow-leaves-environment': { sv: 'Flödet lämnar miljön', en: 'The flow leaves the environment' },
  'no-service-level': { sv: 'Servicenivå saknas', en: 'No service level' },
  'rpo-not-met': { sv: 'Kopior tas för sällan', en: 'Copies are too rare' },
  'not-watched': { sv: 'Ingen övervakning', en: 'Not watched' },
};
