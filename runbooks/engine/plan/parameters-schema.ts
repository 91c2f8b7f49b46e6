import { z } from 'zod';
import type { JsonSchemaNode, ParametersSchema } from '#model/runs/procedure-summary.ts';

/** Parameters as JSON Schema has them, before defaults are filled in; what names nothing is not taken. */
export function parametersSchema(params: z.ZodObject): ParametersSchema {
  const schema = z.toJSONSchema(params, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return {
    type: 'object',
    properties: (schema.properties ?? {}) as Readonly<Record<string, JsonSchemaNode>>,
    required: schema.required ?? [],
    additionalProperties: false,
  };
}
