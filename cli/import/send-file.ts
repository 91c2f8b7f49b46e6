import type { ImportReport } from '#agents/collector/importers/import-report.ts';
import { GrundvalError } from '#model/error.ts';
import { noCollector, type RunningCollector } from '../running-collector.ts';

/** What goes along in the address; the names are the API's. */
export type ImportParameters = Readonly<Record<string, string>>;

/**
 * Gives the collector a file to import. A refusal by `strict` is a report, too.
 *
 * @throws {GrundvalError} `cli/no-collector` where nobody answers, and what the collector refused
 */
export async function sendFile(
  collector: RunningCollector,
  bytes: Uint8Array<ArrayBuffer>,
  parameters: ImportParameters,
  { dataFolder, signal }: { readonly dataFolder: string; readonly signal: AbortSignal },
): Promise<ImportReport> {
  const address = new URL('/api/v1/imports', collector.url);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${collector.adminToken}`, 'content-type': 'application/octet-stream' },
    body: bytes,
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted)
      throw new GrundvalError('import/interrupted', 'The import was interrupted.', { cause });
    throw noCollector(dataFolder, cause);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isReport(answer)) return answer;
  if (isRecord(answer) && isReport(answer['report'])) return answer['report'];
  throw toError(response.status, answer);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isReport(value: unknown): value is ImportReport {
  return isRecord(value) && value['schemaVersion'] === 1 && isRecord(value['outcome']);
}

/** The collector's refusal as it would have been thrown here, its Swedish wording included. */
function toError(status: number, answer: unknown): GrundvalError {
  const said = isRecord(answer) ? answer : {};
  const type = typeof said['type'] === 'string' ? said['type'].replace('/api/problems/', '') : '';
  const message = typeof said['title'] === 'string' ? said['title'] : `The collector answered ${status}.`;
  return new GrundvalError(type.includes('/') ? type : `import/${type || 'refused'}`, message, {
    ...(typeof said['detail'] === 'string' ? { hint: said['detail'] } : {}),
    details: { status, ...(isRecord(said['sv']) ? { sv: said['sv'] } : {}) },
  });
}
