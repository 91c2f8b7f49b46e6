import type { Text } from '#model/format/text.ts';
import { addMonths } from './calendar.ts';
import type { Problem } from './verdict.ts';

/** An image or database engine of `standards.yaml`. */
export interface Standard {
  readonly name: string;
  readonly approved: boolean;
  readonly phaseOutBy?: string | undefined;
}

/** How a standard is used. */
export interface StandardUse {
  /** Calendar day of the judgement in Europe/Stockholm. */
  readonly today: string;
  /** Is it chosen anew, rather than standing there already? What is replaced may be kept for a time, not chosen. */
  readonly isNew: boolean;
  /** Months before the last day of what is replaced at which it is told. */
  readonly warnMonths: number;
}

/** What is wrong with using it: not approved, replaced and its time run out or soon to run out. */
export function judgeStandard(
  { name, approved, phaseOutBy }: Standard,
  { today, isNew, warnMonths }: StandardUse,
): readonly Problem[] {
  if (approved && phaseOutBy === undefined) return [];
  if (!approved && phaseOutBy === undefined) {
    return [{ text: { sv: `${name} är inte godkänd.`, en: `${name} is not approved.` } }];
  }
  const last = phaseOutBy ?? today;
  if (last < today) {
    return [
      {
        text: {
          sv: `${name} fick användas till och med ${last}.`,
          en: `${name} could be used until ${last}.`,
        },
      },
    ];
  }
  if (isNew && !approved) {
    return [
      {
        text: {
          sv: `${name} är ersatt och ska inte väljas för något nytt.`,
          en: `${name} has been replaced and is not to be chosen for anything new.`,
        },
      },
    ];
  }
  if (addMonths(today, warnMonths) < last) return [];
  return [
    {
      severity: 'low',
      text: {
        sv: `${name} får användas till och med ${last}. Planera bytet.`,
        en: `${name} may be used until ${last}. Plan the change.`,
      },
    },
  ];
}

/** What `standards.yaml` says of it, as evidence. */
export function describeStandard({ name, approved, phaseOutBy }: Standard): Text {
  if (phaseOutBy !== undefined) {
    return {
      sv: `${name}: ersatt, får användas till och med ${phaseOutBy}`,
      en: `${name}: replaced, may be used until ${phaseOutBy}`,
    };
  }
  return approved
    ? { sv: `${name}: godkänd`, en: `${name}: approved` }
    : { sv: `${name}: inte godkänd`, en: `${name}: not approved` };
}
