import type { Declaration } from '#model/declaration/declaration.ts';
import type { Service } from '#model/declaration/service.ts';
import type { Text } from '#model/format/text.ts';
import { addMonths } from './calendar.ts';
import type { Problem } from './verdict.ts';

type Supplier = Declaration['suppliers']['suppliers'][number];
type Contract = Supplier['contracts'][number];

/** Can somebody be reached in an incident? Hours alone reach nobody. */
export function judgeContact({ name, incidentContact }: Supplier): readonly Problem[] {
  if (incidentContact?.phone !== undefined || incidentContact?.email !== undefined) return [];
  return [
    {
      severity: 'medium',
      text: {
        sv: `Telefon eller e-postadress för incidenter hos ${name} saknas.`,
        en: `There is no telephone or e-mail address for incidents at ${name}.`,
      },
    },
  ];
}

/** Is it known how to leave the supplier, where it holds what is ours? */
export function judgeExitPlan(
  { hosting }: Service,
  { name, exitPlan }: Supplier,
  maximumAgeMonths: number,
  today: string,
): readonly Problem[] {
  if (hosting === 'own') return [];
  if (exitPlan === undefined) {
    return [
      {
        severity: 'medium',
        text: {
          sv: `En plan för hur vi lämnar ${name} saknas.`,
          en: `There is no plan for how to leave ${name}.`,
        },
      },
    ];
  }
  const { reviewed } = exitPlan;
  if (reviewed > today) {
    return [
      {
        severity: 'medium',
        text: {
          sv: `Planen för hur vi lämnar ${name} är daterad ${reviewed}, alltså inte genomgången ännu.`,
          en: `The plan for how to leave ${name} is dated ${reviewed}, so it has not been gone through yet.`,
        },
      },
    ];
  }
  if (addMonths(reviewed, maximumAgeMonths) >= today) return [];
  return [
    {
      severity: 'low',
      text: {
        sv: `Planen för hur vi lämnar ${name} är från ${reviewed}, äldre än ${maximumAgeMonths} månader.`,
        en: `The plan for how to leave ${name} is from ${reviewed}, more than ${maximumAgeMonths} months old.`,
      },
    },
  ];
}

/**
 * Does the supplier process personal data for us, and is there an agreement on it? It does where it holds them,
 * and where it answers for a layer of what we run ourselves.
 */
export function judgeProcessing(
  { hosting, information }: Service,
  { name, responsibility }: Supplier,
  { dataProcessingAgreement }: Contract,
  problems: Problem[],
  unknowns: Text[],
): void {
  if (dataProcessingAgreement !== undefined) return;
  if (information.length > 0 && information.every(({ personalData }) => personalData === 'none')) return;
  const takesPart =
    hosting !== 'own' || Object.values(responsibility ?? {}).some((who) => who !== 'municipality');
  if (!takesPart && responsibility?.application === 'municipality') return;
  if (!takesPart) {
    unknowns.push({
      sv: `Om ${name} svarar för programmet är inte angivet, så det går inte att säga om ett personuppgiftsbiträdesavtal behövs.`,
      en: `Whether ${name} answers for the application is not stated, so it cannot be said whether a data processing agreement is needed.`,
    });
  } else if (information.length === 0) {
    unknowns.push({
      sv: 'Vilka uppgifter tjänsten håller är inte angivet, så det går inte att säga om ett personuppgiftsbiträdesavtal behövs.',
      en: 'What information the service holds is not stated, so it cannot be said whether a data processing agreement is needed.',
    });
  } else {
    problems.push({
      severity: 'high',
      text: {
        sv: `Tjänsten håller personuppgifter, men ett personuppgiftsbiträdesavtal med ${name} saknas.`,
        en: `The service holds personal data, but there is no data processing agreement with ${name}.`,
      },
    });
  }
}
