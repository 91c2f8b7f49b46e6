import { z } from 'zod';
import { DecisionId, Duration, Id, Label, Prose, patterned, SekPerYear } from './values.ts';

const ServiceHours = patterned(
  /^(24\/7|(mon|tue|wed|thu|fri|sat|sun)-(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00))$/,
  '`24/7` or hours such as `mon-fri 07:00-18:00`',
).refine(
  (hours) => hours === '24/7' || hours.slice(-11, -6) < hours.slice(-5),
  'hours that end later the same day than they begin',
);

/** `service-levels.yaml`: the classes a service can be ordered in. */
export const ServiceLevelsFile = z.strictObject({
  classes: z
    .array(
      z.strictObject({
        id: Id,
        name: Label,
        description: Prose,
        /** Agreed service time: `24/7` or `mon-fri 07:00-18:00`. */
        hours: ServiceHours,
        /** Share of the agreed service time, per calendar month. */
        availabilityPercent: z.number().min(90).max(100),
        /** Longest time to restore after a loss. */
        rto: Duration,
        /** Longest loss of data. */
        rpo: Duration,
        backup: z.strictObject({
          every: Duration,
          keep: Duration,
          /** A copy that an administrator of the platform cannot delete. */
          isolatedCopy: z.boolean(),
          /** How often a restore is proved. */
          restoreTestEvery: Duration,
        }),
        /** Servers of one role stand in different failure domains. */
        redundant: z.boolean(),
        /** Price per service and year, on top of servers and storage. */
        sekPerYear: SekPerYear,
        decision: DecisionId.optional(),
      }),
    )
    .min(1),
});
export type ServiceLevelsFile = z.infer<typeof ServiceLevelsFile>;
