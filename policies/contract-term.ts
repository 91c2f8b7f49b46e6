import type { Severity } from '#model/controls/result.ts';
import type { Declaration } from '#model/declaration/declaration.ts';
import { addMonths } from './calendar.ts';
import type { Problem } from './verdict.ts';

type Contract = Declaration['suppliers']['suppliers'][number]['contracts'][number];

/** What is asked of the days of a contract. */
export interface TermDemand {
  /** Calendar day of the judgement in Europe/Stockholm. */
  readonly today: string;
  /** Does somebody depend on it today, so that it must have begun? */
  readonly hasBegun: boolean;
  /** Shall the service go on? Where it is being retired, an end ahead is what was meant. */
  readonly goesOn: boolean;
  /** Months before the end, or before the day of an option, at which a finding is low, medium and high. */
  readonly lowMonths: number;
  readonly mediumMonths: number;
  readonly highMonths: number;
}

/**
 * Is the contract in force, and what comes next: the day by which an extension must be called, or the end? Only
 * the nearest of them is told. An option whose day has passed was not used, for otherwise `to` would be later.
 */
export function judgeTerm({ name, from, to, options }: Contract, demand: TermDemand): readonly Problem[] {
  const { today } = demand;
  if (to < today) {
    return [
      {
        severity: 'high',
        text: {
          sv: `Avtalet ${name} gick ut ${to}.`,
          en: `The contract ${name} ended on ${to}.`,
        },
      },
    ];
  }
  if (from > today && demand.hasBegun) {
    return [
      {
        severity: 'high',
        text: {
          sv: `Avtalet ${name} börjar gälla först ${from}, men tjänsten används redan.`,
          en: `The contract ${name} is in force only from ${from}, but the service is already in use.`,
        },
      },
    ];
  }
  if (!demand.goesOn) return [];
  const option = options.filter((day) => day >= today && day < to).sort()[0];
  const severity = severityAhead(option ?? to, demand);
  if (severity === null) return [];
  return [
    {
      severity,
      text:
        option === undefined
          ? {
              sv: `Avtalet ${name} går ut ${to}. Upphandla eller besluta om avveckling.`,
              en: `The contract ${name} ends on ${to}. Procure anew, or decide to retire the service.`,
            }
          : {
              sv: `En förlängning av avtalet ${name} ska begäras senast ${option}.`,
              en: `An extension of the contract ${name} must be called by ${option}.`,
            },
    },
  ];
}

function severityAhead(day: string, demand: TermDemand): Severity | null {
  const { today, lowMonths, mediumMonths, highMonths } = demand;
  if (addMonths(today, highMonths) >= day) return 'high';
  if (addMonths(today, mediumMonths) >= day) return 'medium';
  return addMonths(today, lowMonths) >= day ? 'low' : null;
}
