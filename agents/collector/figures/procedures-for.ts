import type { Declaration } from '#model/declaration/declaration.ts';
import { systemOfImage } from '#model/declaration/image-system.ts';
import type { Service } from '#model/declaration/service.ts';
import { refersTo } from '#model/runs/parameter-keywords.ts';
import type {
  ParameterReference,
  ProcedureParameter,
  ProcedureSummary,
} from '#model/runs/procedure-summary.ts';
import { flagWord, planLine } from './procedure-command.ts';

/** A procedure that can be planned for something, with what of its parameters is known from that. */
export interface ApplicableProcedure {
  readonly procedure: ProcedureSummary;
  /** Values by parameter. */
  readonly filled: Readonly<Record<string, string>>;
  /** The command that plans it; `…` stands for what only the reader knows. */
  readonly command: string;
}

/**
 * Procedures for servers of a service: those written for its operating systems that take a service or one of its server
 * groups. Those its own runbooks name come first, then as in the catalogue.
 */
export function proceduresForService(
  procedures: readonly ProcedureSummary[],
  service: Service,
  { standards }: Pick<Declaration, 'standards'>,
): readonly ApplicableProcedure[] {
  const groups = service.servers.map(({ role, image }) => ({
    key: `${service.id}/${role}`,
    system: systemOfImage(standards, image),
  }));
  const named = new Set(service.procedures.flatMap(({ procedure }) => procedure ?? []));
  const fitting = procedures.flatMap((procedure) => {
    const own = groups.filter(({ system }) => procedure.systems.includes(system));
    const known: Partial<Record<ParameterReference, string>> = { service: service.id };
    if (own.length === 1 && own[0] !== undefined) known['server-group'] = own[0].key;
    const takesIt = takes(procedure, 'service') || takes(procedure, 'server-group');
    return own.length > 0 && takesIt ? [fill(procedure, known)] : [];
  });
  return fitting.toSorted((a, b) => Number(named.has(b.procedure.id)) - Number(named.has(a.procedure.id)));
}

/** Procedures for a whole site, when its power or its cooling is gone. */
export function proceduresForSites(
  procedures: readonly ProcedureSummary[],
  sites: readonly { readonly id: string }[],
): readonly ApplicableProcedure[] {
  const [only] = sites;
  const known = sites.length === 1 && only !== undefined ? { 'platform-site': only.id } : {};
  return procedures
    .filter((procedure) => procedure.change === 'emergency' && takes(procedure, 'platform-site'))
    .map((procedure) => fill(procedure, known));
}

function fill(
  procedure: ProcedureSummary,
  known: Readonly<Partial<Record<ParameterReference, string>>>,
): ApplicableProcedure {
  const valueFor = (parameter: ProcedureParameter): string | null => {
    const refers = reference(procedure, parameter);
    return refers === null ? null : (known[refers] ?? null);
  };
  const filled = procedure.parameters.flatMap((parameter) => {
    const value = valueFor(parameter);
    return value === null ? [] : [[parameter.name, value] as const];
  });
  const flags = procedure.parameters.flatMap((parameter) => {
    const value = valueFor(parameter);
    if (value !== null) return [flagWord(parameter.flag, value)];
    return parameter.isRequired ? [`--${parameter.flag} …`] : [];
  });
  return {
    procedure,
    filled: Object.fromEntries(filled),
    command: planLine(procedure, flags),
  };
}

const takes = (procedure: ProcedureSummary, wanted: ParameterReference): boolean =>
  procedure.parameters.some((parameter) => reference(procedure, parameter) === wanted);

const reference = ({ parametersSchema }: ProcedureSummary, { name }: ProcedureParameter) =>
  refersTo(parametersSchema.properties[name] ?? {});
