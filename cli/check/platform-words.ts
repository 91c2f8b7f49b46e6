import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';
import type { MeaningDifference } from '#model/platform/meaning.ts';

/** What `grundval check` says of plan, resources and differences. */
export interface PlatformWords {
  readonly plan: string;
  readonly planOf: (environment: string) => string;
  readonly planned: (services: string, servers: string, flows: string) => string;
  readonly services: Plural;
  readonly servers: Plural;
  readonly flows: Plural;
  readonly resources: Plural;
  readonly issues: string;
  readonly issue: string;
  readonly where: string;
  readonly subject: string;
  readonly found: string;
  readonly expected: string;
  readonly blocks: string;
  readonly notice: string;
  readonly stacks: string;
  readonly stack: string;
  readonly count: string;
  readonly asIf: (target: string) => string;
  readonly adopted: (sites: string) => string;
  /** Of the stacks by name; null = of all. */
  readonly readBack: (stacks: string | null) => string;
  readonly differences: string;
  readonly differenceKinds: Readonly<Record<MeaningDifference['kind'], string>>;
  readonly mistakes: string;
  readonly unsupported: string;
  readonly accepted: (until: string) => string;
  readonly refused: string;
  readonly parityOnly: string;
  readonly state: string;
  readonly reason: string;
  readonly resource: string;
}

export const platformWords: Readonly<Record<Lang, PlatformWords>> = {
  sv: {
    plan: 'Plan',
    planOf: (environment) => `Plan för miljön ${environment}`,
    planned: (services, servers, flows) => `${services}, ${servers}, ${flows}.`,
    services: { one: 'tjänst', other: 'tjänster' },
    servers: { one: 'server', other: 'servrar' },
    flows: { one: 'öppet flöde', other: 'öppna flöden' },
    resources: { one: 'resurs', other: 'resurser' },
    issues: 'Det som inte går att planera som det är deklarerat',
    issue: 'Vad',
    where: 'Var',
    subject: 'Gäller',
    found: 'Står',
    expected: 'Väntat',
    blocks: 'spärr',
    notice: 'upplysning',
    stacks: 'Resurser',
    stack: 'Stack',
    count: 'Antal',
    asIf: (target) => `allt som om det stod på ${target}, bara till jämförelse`,
    adopted: (sites) =>
      `På ${sites} står servrarna som de är: planen blir en arbetsorder (grundval work-order).`,
    readBack: (stacks) =>
      `${stacks === null ? 'Alla resurser' : `Resurserna i ${stacks}`} har lästs tillbaka och betyder det som planen säger.`,
    differences: 'Resurser som inte betyder det som planen säger',
    differenceKinds: { missing: 'saknas', extra: 'för mycket', changed: 'annat' },
    mistakes: 'Resurser som målet inte tar emot',
    unsupported: 'Det som målet inte kan',
    accepted: (until) => `undantag till och med ${until}`,
    refused: 'spärr',
    parityOnly: 'bara till jämförelse',
    state: 'Läge',
    reason: 'Varför',
    resource: 'Resurs',
  },
  en: {
    plan: 'Plan',
    planOf: (environment) => `Plan of the environment ${environment}`,
    planned: (services, servers, flows) => `${services}, ${servers}, ${flows}.`,
    services: { one: 'service', other: 'services' },
    servers: { one: 'server', other: 'servers' },
    flows: { one: 'open flow', other: 'open flows' },
    resources: { one: 'resource', other: 'resources' },
    issues: 'What cannot be planned as declared',
    issue: 'What',
    where: 'Where',
    subject: 'Of',
    found: 'Found',
    expected: 'Expected',
    blocks: 'blocking',
    notice: 'notice',
    stacks: 'Resources',
    stack: 'Stack',
    count: 'Count',
    asIf: (target) => `everything as if it stood on ${target}, for comparison only`,
    adopted: (sites) =>
      `On ${sites} servers stand as they are: the plan becomes a work order (grundval work-order).`,
    readBack: (stacks) =>
      `${stacks === null ? 'All resources' : `The resources of ${stacks}`} have been read back and mean what the plan says.`,
    differences: 'Resources that do not mean what the plan says',
    differenceKinds: { missing: 'missing', extra: 'extra', changed: 'changed' },
    mistakes: 'Resources that the target does not take',
    unsupported: 'What the target cannot do',
    accepted: (until) => `exempt until ${until}`,
    refused: 'blocking',
    parityOnly: 'for comparison only',
    state: 'State',
    reason: 'Why',
    resource: 'Resource',
  },
};
