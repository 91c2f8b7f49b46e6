import type { ResultStatus } from '#model/controls/result.ts';
import type { Lang } from '#model/format/lang.ts';
import type { Plural } from '#model/format/plural.ts';

/** What `grundval check --base` says of the five differences. */
export interface ComparisonWords {
  readonly title: (revision: string) => string;
  readonly none: string;
  readonly missing: (reason: string) => string;
  readonly configuration: string;
  readonly noChanges: string;
  readonly change: string;
  readonly declared: string;
  readonly stack: string;
  readonly added: string;
  readonly changed: string;
  readonly removed: string;
  readonly controls: string;
  readonly noResults: string;
  readonly control: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly notJudged: string;
  readonly worse: Plural;
  readonly better: Plural;
  readonly cost: string;
  readonly noCost: string;
  readonly what: string;
  readonly difference: string;
  readonly standing: string;
  readonly upcoming: string;
  readonly illustrative: string;
  readonly energy: string;
  readonly energyUnknown: (estimated: string, all: string) => string;
  readonly energyOf: (kwh: string, kg: string) => string;
  readonly affected: string;
  readonly nobody: string;
  readonly touched: (services: string) => string;
  readonly dependents: (services: string) => string;
  readonly users: (atLeast: string, atMost: string) => string;
  readonly uncounted: (services: string) => string;
  readonly essential: (services: string) => string;
  readonly inhabitants: (count: string) => string;
  readonly statuses: Readonly<Record<ResultStatus, string>>;
}

export const comparisonWords: Readonly<Record<Lang, ComparisonWords>> = {
  sv: {
    title: (revision) => `Jämfört med ${revision}`,
    none: 'Ingenting är annorlunda.',
    missing: (reason) => `Det går inte att jämföra. ${reason}`,
    configuration: 'Konfiguration',
    noChanges: 'Ingen ändring på plattformen.',
    change: 'Ändring',
    declared: 'Deklarerat i',
    stack: 'Stack',
    added: 'Nya',
    changed: 'Ändrade',
    removed: 'Borttagna',
    controls: 'Kontroller',
    noResults: 'Ingen kontroll får annat utfall.',
    control: 'Kontroll',
    subject: 'Gäller',
    before: 'Före',
    after: 'Efter',
    why: 'Varför',
    notJudged: 'bedömdes inte',
    worse: { one: 'ny avvikelse', other: 'nya avvikelser' },
    better: { one: 'avvikelse borta', other: 'avvikelser borta' },
    cost: 'Kostnad',
    noCost: 'Kostnaden är densamma.',
    what: 'Vad',
    difference: 'Skillnad',
    standing: 'I bruk, kr per år',
    upcoming: 'Beställt och föreslaget, kr per år',
    illustrative: 'Prislistan är påhittad för exemplet.',
    energy: 'Energi',
    energyUnknown: (estimated, all) =>
      `Ej mätt: ${estimated} av ${all} servrar har en storlek med skattad el i prices.yaml.`,
    energyOf: (kwh, kg) => `${kwh} kWh per år, ${kg} kg CO₂e per år`,
    affected: 'Berörda tjänster och användare',
    nobody: 'Ingen tjänst i bruk berörs.',
    touched: (services) => `Ändras: ${services}.`,
    dependents: (services) => `Står på dem: ${services}.`,
    users: (atLeast, atMost) =>
      atLeast === atMost ? `${atLeast} användare.` : `Minst ${atLeast}, högst ${atMost} användare.`,
    uncounted: (services) => `Ingen har räknat användarna av ${services}.`,
    essential: (services) => `Samhällsviktigt: ${services}.`,
    inhabitants: (count) => `${count} invånare har en publik tjänst som berörs.`,
    statuses: {
      finding: 'avvikelse',
      exempt: 'undantag',
      'not-measured': 'ej mätt',
      met: 'uppfylld',
    },
  },
  en: {
    title: (revision) => `Compared with ${revision}`,
    none: 'Nothing is different.',
    missing: (reason) => `It cannot be compared. ${reason}`,
    configuration: 'Configuration',
    noChanges: 'No change on the platform.',
    change: 'Change',
    declared: 'Declared in',
    stack: 'Stack',
    added: 'Added',
    changed: 'Changed',
    removed: 'Removed',
    controls: 'Controls',
    noResults: 'No control has another outcome.',
    control: 'Control',
    subject: 'Of',
    before: 'Before',
    after: 'After',
    why: 'Why',
    notJudged: 'not judged',
    worse: { one: 'new finding', other: 'new findings' },
    better: { one: 'finding gone', other: 'findings gone' },
    cost: 'Cost',
    noCost: 'The cost is the same.',
    what: 'What',
    difference: 'Difference',
    standing: 'In use, SEK per year',
    upcoming: 'Ordered and proposed, SEK per year',
    illustrative: 'The price list is made up for the example.',
    energy: 'Energy',
    energyUnknown: (estimated, all) =>
      `Not measured: ${estimated} of ${all} servers are of a size with estimated energy in prices.yaml.`,
    energyOf: (kwh, kg) => `${kwh} kWh per year, ${kg} kg CO₂e per year`,
    affected: 'Affected services and users',
    nobody: 'No service in use is affected.',
    touched: (services) => `Changed: ${services}.`,
    dependents: (services) => `Standing on them: ${services}.`,
    users: (atLeast, atMost) =>
      atLeast === atMost ? `${atLeast} users.` : `At least ${atLeast}, at most ${atMost} users.`,
    uncounted: (services) => `Nobody has counted the users of ${services}.`,
    essential: (services) => `Essential to society: ${services}.`,
    inhabitants: (count) => `${count} inhabitants have a public service that is affected.`,
    statuses: { finding: 'finding', exempt: 'exempt', 'not-measured': 'not measured', met: 'met' },
  },
};
