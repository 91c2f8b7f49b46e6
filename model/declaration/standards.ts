import { z } from 'zod';
import { Day, DecisionId, Id, Label, patterned, RequirementId } from './values.ts';

/** `standards.yaml`: what is approved to build on and to buy. */
export const StandardsFile = z.strictObject({
  /** Server and client images; product and cycle as endoflife.date names them. */
  images: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      kind: z.enum(['server', 'client', 'container']),
      product: Id,
      cycle: z.string().min(1).max(40),
      /** Where a container image is fetched, by digest: `registry.example/webb@sha256:…`. */
      reference: patterned(
        /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$/,
        'an image by digest: `registry.example/webb@sha256:…`',
      ).optional(),
      approved: z.boolean().default(true),
      /** A replaced image may still be used until this day. */
      phaseOutBy: Day.optional(),
    }),
  ),
  /** Database engines. */
  engines: z
    .array(
      z.strictObject({
        id: Id,
        name: Label,
        product: Id,
        cycle: z.string().min(1).max(40),
        approved: z.boolean().default(true),
      }),
    )
    .default([]),
  /** One approved standard per common area (ORK-20). */
  areas: z.array(
    z.strictObject({
      id: Id,
      name: Label,
      /** The product everybody uses; left out while none is decided. */
      standard: Label.optional(),
      services: z.array(Id).default([]),
      decision: DecisionId.optional(),
      basis: RequirementId.optional(),
    }),
  ),
  /** Client and server models that may be bought. */
  deviceModels: z
    .array(
      z.strictObject({
        id: Id,
        manufacturer: Label,
        model: Label,
        kind: z.enum(['desktop', 'laptop', 'tablet', 'chromebook', 'server', 'printer', 'network']),
        frameworkAgreement: Label.optional(),
        plannedYears: z.int().min(1).max(15),
      }),
    )
    .default([]),
});
export type StandardsFile = z.infer<typeof StandardsFile>;
