import { z } from 'zod';
import { Day, Id, Label, Prose } from './values.ts';

const Responsible = z.enum(['supplier', 'municipality', 'shared']);

/** `suppliers.yaml`: who delivers, under which contract, responsible for which layer, and how to leave. */
export const SuppliersFile = z.strictObject({
  suppliers: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      /** Another public body rather than a company. */
      publicBody: z.boolean().default(false),
      contracts: z
        .array(
          z.strictObject({
            id: Id,
            name: Label,
            /** Registration number (dnr) of the contract. */
            reference: Label,
            from: Day,
            to: Day,
            /** Days by which an extension must be called. */
            options: z.array(Day).default([]),
            /** Personal data processing agreement, by its registration number. */
            dataProcessingAgreement: Label.optional(),
          }),
        )
        .default([]),
      /** Function address or telephone for incidents; no person. */
      incidentContact: z
        .strictObject({ phone: Label.optional(), email: z.email().optional(), hours: Label })
        .optional(),
      responsibility: z
        .strictObject({
          facility: Responsible,
          hardware: Responsible,
          virtualisation: Responsible,
          'operating-system': Responsible,
          application: Responsible,
          backup: Responsible,
        })
        .partial()
        .optional(),
      /** Platforms the supplier supports its product on. */
      supports: z.array(z.enum(['vmware', 'hyper-v', 'proxmox', 'kubernetes', 'azure', 'saas'])).default([]),
      exitPlan: z.strictObject({ reviewed: Day, summary: Prose }).optional(),
    }),
  ),
});
export type SuppliersFile = z.infer<typeof SuppliersFile>;
