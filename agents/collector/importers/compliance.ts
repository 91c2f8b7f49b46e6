/** Codes of the report columns CompliantState and ComplianceState; the words are those of Graph's complianceState. */
const codes: ReadonlyMap<string, string> = new Map([
  ['0', 'unknown'],
  ['1', 'compliant'],
  ['2', 'noncompliant'],
  ['3', 'conflict'],
  ['4', 'error'],
  ['254', 'ingraceperiod'],
  ['255', 'configmanager'],
]);

/** The source's verdict in lower case: `Not Compliant` and `2` are `noncompliant`. `unknown` is not "no". */
export function nameCompliance(text: string): string {
  const word = text.toLowerCase().replace(/[\s_-]/g, '');
  return codes.get(word) ?? (word === 'notcompliant' ? 'noncompliant' : word);
}
