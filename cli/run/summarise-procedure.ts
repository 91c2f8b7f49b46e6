import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import { parametersSchema } from '#runbooks/engine/plan/parameters-schema.ts';
import type { Procedure } from '#runbooks/procedure.ts';
import { parameterFlags } from './procedure-flags.ts';

/** What the catalogue says of a procedure; its parameters by the same schema and under the same flags as the command has. */
export function summariseProcedure(procedure: Procedure): ProcedureSummary {
  const { id, title, docs, change, approve, rollout, systems, evidence = {}, tried = null } = procedure;
  return {
    id,
    title,
    docs,
    parameters: parameterFlags(procedure).map(({ parameter, flag, says, kind, isRequired }) => ({
      name: parameter,
      flag,
      says,
      isRequired,
      isSecret: kind === 'secret',
    })),
    parametersSchema: parametersSchema(procedure.params),
    change,
    approve,
    rollout,
    systems,
    evidence,
    tried,
  };
}
