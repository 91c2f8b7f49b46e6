import type { ParametersSchema } from '#model/runs/procedure-summary.ts';
import { parametersSchema } from '#runbooks/engine/plan/parameters-schema.ts';
import type { Procedure } from '#runbooks/procedure.ts';

/** Where the JSON Schema of a procedure's parameters stands among the others: `procedures/restart-service.schema.json`. */
export const procedureSchemaFile = ({ id }: Pick<Procedure, 'id'>): string => `procedures/${id}.schema.json`;

/** The parameters of a procedure as a JSON Schema of draft 2020-12, for programs that make a form or a call of it. */
export function procedureSchema({
  title,
  docs,
  params,
}: Procedure): ParametersSchema & { readonly $schema: string } {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: title.sv,
    description: docs.sv.split('\n\n')[0] ?? '',
    ...parametersSchema(params),
  };
}
