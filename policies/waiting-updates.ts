import type { Severity } from '#model/controls/result.ts';
import type { Text } from '#model/format/text.ts';
import type { Updates } from '#model/report/sections/updates.ts';
import { ageDays } from './calendar.ts';
import type { Problem } from './verdict.ts';

type Pending = Updates['pending'][number];

/** Longest waits of security updates, in days. */
export interface UpdateDeadlines {
  readonly criticalDays: number;
  readonly exposedDays: number;
  readonly otherDays: number;
  readonly unknownSeverity: 'critical' | 'other';
}

/** When each pending update was first seen, and what bears on its deadline. */
export interface WaitingUpdates {
  readonly pending: readonly Pending[];
  readonly since: ReadonlyMap<string, Date>;
  /** Start of the deadline of an update that `since` does not hold. */
  readonly readAt: Date;
  readonly isExposed: boolean;
}

interface Overdue {
  readonly update: Pending;
  readonly waitedDays: number;
  readonly limitDays: number;
}

/**
 * Which updates have waited beyond their deadline. One whose source does not say whether it mends a security
 * fault makes nothing certain: it is unknown. Only one that is stated to be critical makes a critical problem.
 */
export function judgeWaiting(
  waiting: WaitingUpdates,
  deadlines: UpdateDeadlines,
  now: Date,
): { readonly problems: readonly Problem[]; readonly unknowns: readonly Text[] } {
  const overdue = waiting.pending
    .filter(({ security }) => security !== false)
    .map((update): Overdue => {
      const since = waiting.since.get(update.name) ?? waiting.readAt;
      return {
        update,
        waitedDays: ageDays(since, now),
        limitDays: limitOf(update, waiting.isExposed, deadlines),
      };
    })
    .filter(({ waitedDays, limitDays }) => waitedDays > limitDays)
    .sort((a, b) => b.waitedDays - a.waitedDays || (a.update.name < b.update.name ? -1 : 1));
  const certain = overdue.filter(({ update }) => update.security === true);
  const unclear = overdue.length - certain.length;
  return {
    problems: certain.length === 0 ? [] : [describeOverdue(certain)],
    unknowns:
      unclear === 0
        ? []
        : [
            {
              sv: `${unclear} ${unclear === 1 ? 'uppdatering' : 'uppdateringar'} har väntat längre än fristen, men källan säger inte om ${unclear === 1 ? 'den' : 'de'} rättar säkerhetsfel.`,
              en: `${unclear} ${unclear === 1 ? 'update has' : 'updates have'} been pending beyond the deadline, but the source does not say whether ${unclear === 1 ? 'it mends a security fault' : 'they mend security faults'}.`,
            },
          ],
  };
}

function limitOf({ severity }: Pending, isExposed: boolean, deadlines: UpdateDeadlines): number {
  const isCritical =
    severity === 'critical' || (severity === null && deadlines.unknownSeverity === 'critical');
  if (!isCritical) return deadlines.otherDays;
  return isExposed ? Math.min(deadlines.exposedDays, deadlines.criticalDays) : deadlines.criticalDays;
}

/** The three that have waited longest, and how many more there are. */
function describeOverdue(overdue: readonly Overdue[]): Problem {
  const severity: Severity = overdue.some(({ update }) => update.severity === 'critical')
    ? 'critical'
    : 'high';
  const shown = overdue.slice(0, 3);
  const more = overdue.length - shown.length;
  const one = overdue.length === 1;
  const list = (unit: string, limit: string) =>
    shown
      .map(
        ({ update, waitedDays, limitDays }) =>
          `${update.title ?? update.name} (${Math.floor(waitedDays)} ${unit}, ${limit} ${limitDays})`,
      )
      .join(', ');
  return {
    severity,
    text: {
      sv: `${overdue.length} ${one ? 'säkerhetsuppdatering' : 'säkerhetsuppdateringar'} har väntat för länge: ${list('dygn', 'högst')}${more > 0 ? ` och ${more} till` : ''}.`,
      en: `${overdue.length} security ${one ? 'update has' : 'updates have'} been pending too long: ${list('days', 'at most')}${more > 0 ? ` and ${more} more` : ''}.`,
    },
  };
}
