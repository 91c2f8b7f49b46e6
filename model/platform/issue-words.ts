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

/** An issue in both languages. A phrase that has no translation stands in English in both, rather than not at all. */
export function sayIssue({ code, found, expected, hint }: PlanIssue): SaidIssue {
  return {
    title: titles[code],
    found: translate(found),
    expected: translate(expected),
    hint: hint === null ? null : translate(hint),
  };
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

/** The plan's phrases and their Swedish; `$1` is what stands in the same place, with its words turned too. */
const phrases: readonly (readonly [pattern: RegExp, swedish: string])[] = [
  [/^no network of zone `(.+)` on `(.+)`$/, 'zonen `$1` har inget nät på `$2`'],
  [
    /^a network there, since a VLAN does not reach a cloud$/,
    'ett nät där, eftersom ett VLAN inte når ett moln',
  ],
  [
    /^declare it in `networks` of the zone in network\.yaml$/,
    'deklarera det i zonens `networks` i network.yaml',
  ],
  [/^an address of a server in (.+)$/, 'en serveradress i $1'],
  [
    /^correct the address, or name the `zone` it belongs to$/,
    'rätta adressen, eller ange `zone` som den hör till',
  ],
  [/^(.+), which has no address left for servers$/, '$1, som inte har någon adress kvar för servrar'],
  [/^a larger network, or a declared address$/, 'ett större nät, eller en deklarerad adress'],
  [/^(.+), which (.+) claims too$/, '$1, som även $2 gör anspråk på'],
  [/^an address of its own$/, 'en egen adress'],
  [
    /^every address of the network is claimed: declare a larger one$/,
    'alla adresser i nätet är tagna: deklarera ett större',
  ],
  [/^where this server is the newcomer, declare (.+)$/, 'om den här servern är den nya, deklarera $1'],
  [/^no class$/, 'ingen klass'],
  [/^a class, from which the zone follows$/, 'en klass, som zonen följer av'],
  [/^add `classification` or `zone`$/, 'lägg till `classification` eller `zone`'],
  [
    /^no server zone of the (\w+) platform for class (\d)$/,
    'ingen serverzon på den $1 plattformen för klass $2',
  ],
  [/^one whose `maximumClass` is at least the class$/, 'en vars `maximumClass` är minst klassen'],
  [/^declare one in network\.yaml, or name a `zone`$/, 'deklarera en i network.yaml, eller ange `zone`'],
  [/^(.+) both for class (\d)$/, '$1, alla för klass $2'],
  [/^one zone$/, 'en zon'],
  [/^name one of them in `zone`$/, 'ange en av dem i `zone`'],
  [/^class (\d) in `(.+)`, which is for class (\d) at most$/, 'klass $1 i `$2`, som är för högst klass $3'],
  [/^a zone for class (\d)$/, 'en zon för klass $1'],
  [/^name another `zone`, or leave it out$/, 'ange en annan `zone`, eller utelämna den'],
  [/^servers in `(.+)`, of kind (\w+)$/, 'servrar i `$1`, som är av slaget $2'],
  [/^servers in `(.+)`, not of the environment (.+)$/, 'servrar i `$1`, som inte hör till miljön $2'],
  [/^a zone for servers of the environment$/, 'en zon för miljöns servrar'],
  [/^name another `zone`$/, 'ange en annan `zone`'],
  [/^the name `(.+)`, which (.+) has too$/, 'namnet `$1`, som även $2 har'],
  [/^a name of its own$/, 'ett eget namn'],
  [/^give the server another `role`$/, 'ge servern en annan `role`'],
  [/^servers of a service without a service level$/, 'servrar för en tjänst utan servicenivå'],
  [
    /^a service level, which says how they are copied and watched$/,
    'en servicenivå, som säger hur de kopieras och övervakas',
  ],
  [/^add `serviceLevel` to the service$/, 'lägg till `serviceLevel` i tjänsten'],
  [/^a copy every ([\d.]+) h for an RPO of ([\d.]+) h$/, 'en kopia var $1 h för dataförlusttiden $2 h'],
  [/^copies at least as often as the RPO$/, 'kopior minst lika ofta som dataförlusttiden'],
  [/^correct the service-level class in service-levels\.yaml$/, 'rätta klassen i service-levels.yaml'],
  [
    /^a flow from `(.+)` to `(.+)`, of which one is of another environment$/,
    'ett flöde från `$1` till `$2`, varav den ena hör till en annan miljö',
  ],
  [/^both in (.+); the flow stays closed$/, 'båda i $1; flödet förblir stängt'],
  [
    /^add the environment to `environments` of the other service or zone$/,
    'lägg till miljön i `environments` för den andra tjänsten eller zonen',
  ],
  [
    /^(\d+) flows for some of the roles (.+), open to all of them$/,
    '$1 flöden för några av rollerna $2, öppna för alla',
  ],
  [
    /^a zone for each role that reaches something else, since the network tells zones apart$/,
    'en zon för varje roll som når något annat, eftersom nätet skiljer på zoner',
  ],
  [/^one server$/, 'en server'],
  [/^(\d+) servers in one failure domain$/, '$1 servrar i samma del av platsen'],
  [
    /^servers in two failure domains, as the service level promises$/,
    'servrar i två skilda delar av platsen, som servicenivån lovar',
  ],
  [/^raise `count` to 2$/, 'höj `count` till 2'],
  [/^declare `failureDomains` of the platform site$/, 'deklarera platsens `failureDomains`'],
  [/^a service level and no checks$/, 'en servicenivå men ingen kontroll av att tjänsten svarar'],
  [
    /^a check, without which nobody knows whether the level is kept$/,
    'en kontroll; utan den vet ingen om nivån hålls',
  ],
  [
    /^add `checks` with an address that answers while the service works$/,
    'lägg till `checks` med en adress som svarar när tjänsten fungerar',
  ],
  [
    /^one environment, since addresses are kept apart within an environment only$/,
    'en miljö, eftersom adresser bara hålls isär inom en miljö',
  ],
  [
    /^name one in `environments`, and declare a zone for the other$/,
    'ange en i `environments`, och deklarera en zon för den andra',
  ],
];

/** Words that stand within what a phrase takes up as it is. */
const fragments: Readonly<Record<string, string>> = {
  public: 'publika',
  administrative: 'administrativa',
  pedagogical: 'pedagogiska',
  technical: 'tekniska',
  client: 'klienter',
  guest: 'gäster',
  device: 'enheter',
};

function translate(phrase: string): Text {
  for (const [pattern, swedish] of phrases) {
    const match = pattern.exec(phrase);
    if (match === null) continue;
    const sv = swedish.replace(/\$(\d)/g, (_, group: string) => turn(match[Number(group)] ?? ''));
    return { sv, en: phrase };
  }
  return { sv: phrase, en: phrase };
}

function turn(taken: string): string {
  return fragments[taken] ?? taken.replaceAll(' and ', ' och ');
}
