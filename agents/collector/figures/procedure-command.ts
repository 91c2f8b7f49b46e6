import { quoteWords } from '#model/format/shell-words.ts';
import type { ProcedureSummary } from '#model/runs/procedure-summary.ts';
import type { FormPart } from './procedure-form.ts';

/** What a run is given besides the parameters of its procedure; empty where nothing was. */
export interface RunWords {
  /** Target expression. */
  readonly targets: string;
  readonly ticket: string;
}

/**
 * The command that plans a run with these values, to be pasted into a POSIX shell.
 *
 * @param placeholders stands for what is not in the form: the file of a secret, and JSON
 * @example
 * // grundval run restart-service --unit nginx.service --service webbplats --plan
 */
export function planCommand(
  procedure: Pick<ProcedureSummary, 'id'>,
  parts: readonly FormPart[],
  values: Readonly<Record<string, unknown>>,
  { targets, ticket }: RunWords,
  placeholders: { readonly file: string; readonly json: string },
): string {
  const flags = parts.flatMap(({ parameter, kind }) => {
    if (kind === 'secret') return parameter.isRequired ? [flagWord(parameter.flag, placeholders.file)] : [];
    if (kind === 'beyond') return parameter.isRequired ? [flagWord(parameter.flag, placeholders.json)] : [];
    const value = values[parameter.name];
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map((one) => flagWord(parameter.flag, worded(one)));
  });
  const rest = [
    ...(targets === '' ? [] : [flagWord('targets', targets)]),
    ...(ticket === '' ? [] : [flagWord('ticket', ticket)]),
  ];
  return planLine(procedure, [...flags, ...rest]);
}

/** The line that plans a procedure with these flags, each a word or two as a shell takes them. */
export function planLine({ id }: Pick<ProcedureSummary, 'id'>, flags: readonly string[]): string {
  return ['grundval run', quoteWords([id]), ...flags, '--plan'].join(' ');
}

/** A flag with its value. One that begins with a dash would be read as a flag, unless it is joined to its own. */
export function flagWord(name: string, value: string): string {
  return value.startsWith('-') ? `--${name}=${quoteWords([value])}` : `--${name} ${quoteWords([value])}`;
}

function worded(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
