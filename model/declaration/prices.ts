import { z } from 'zod';
import { Id, Label, SekPerYear } from './values.ts';

/** `prices.yaml`: what the building blocks cost per year, and how large they are. */
export const PricesFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: Label,
  /** True where the amounts are made up for the example. */
  illustrative: z.boolean().default(false),
  sizes: z.array(
    z.strictObject({
      id: Id,
      vcpus: z.int().min(1).max(256),
      memoryGib: z.int().min(1).max(4096),
      sekPerYear: SekPerYear,
      energy: z
        .strictObject({
          kwhPerYear: z.number().nonnegative().max(1e6),
          lowKwhPerYear: z.number().nonnegative().max(1e6),
          highKwhPerYear: z.number().nonnegative().max(1e6),
          source: Label,
          year: z.int().min(2000).max(2100),
        })
        .optional()
        .describe(
          'Skattad el för en server i storleken, med spann och källa; utelämnas där ingen har skattat',
        ),
    }),
  ),
  storageSekPerGibYear: z.number().nonnegative(),
  backupSekPerGibYear: z.number().nonnegative(),
  /** IT budget of the year, for the tile; left out while not decided. */
  budgetSekPerYear: SekPerYear.optional(),
});
export type PricesFile = z.infer<typeof PricesFile>;
