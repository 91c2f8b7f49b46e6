import { z } from 'zod';
import type { JsonValue } from '#model/platform/rendering.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { parameterFlags } from './procedure-flags.ts';

/** What the catalogue says of a procedure; its parameters by the same schema and under the same flags as the command has. */
export function summariseProcedure(procedure: Procedure): ProcedureSummary {
  const { id, title, docs, change, approve, rollout, systems } = procedure;
  const { properties = {} } = z.toJSONSchema(procedure.params, { io: 'input', unrepresentable: 'any' });
  return {
    id,
    title,
    docs,
    parameters: parameterFlags(procedure).map(({ parameter, flag, kind, isRequired }) => ({
      name: parameter,
      flag,
      schema: asSchema(properties[parameter]),
      isRequired,
      isSecret: kind === 'secret',
    })),
    change,
    approve,
    rollout,
    systems,
  };
}

function asSchema(schema: unknown): { readonly [keyword: string]: JsonValue } {
  return typeof schema === 'object' && schema !== null
    ? (schema as { readonly [keyword: string]: JsonValue })
    : {};
}
