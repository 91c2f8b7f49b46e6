import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bilingualError } from '#model/bilingual-error.ts';
import { GrundvalError } from '#model/error.ts';
import { errorCode } from '#model/error-code.ts';
import { mostJournalBytes, mostOutputBytes, RunReceipt, type RunShipment } from '#model/runs/shipment.ts';
import { parseEvent } from '#runbooks/engine/journal/event.ts';
import { readLine } from '#runbooks/engine/journal/line.ts';
import { splitLines } from '#runbooks/engine/journal/split-lines.ts';
import { outputPath } from '#runbooks/engine/output/file-store.ts';
import { journalPath, outputsPath, type StoredRun } from '#runbooks/store/run-folder.ts';
import { noCollector, type RunningCollector } from '../running-collector.ts';

/** What became of a shipment. */
export interface Shipped {
  readonly receipt: RunReceipt;
  /** Entries and outputs that the collector had not before. */
  readonly entries: number;
  readonly outputs: number;
  /** Outputs that are too large, or are not there any more: only their hashes are known. */
  readonly withheld: number;
}

interface Way {
  readonly collector: RunningCollector;
  readonly dataFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Sends to the collector what it lacks of a run: plan, entries, outputs. May be done again and again, also while the
 * run goes on.
 *
 * @throws {GrundvalError} `cli/no-collector`, `runs/shorter` where the journal here has fewer entries than there,
 *   and what the collector refuses: `runs/fork` …
 */
export async function shipRun(run: StoredRun, way: Way): Promise<Shipped> {
  const { plan, request } = run;
  const shipment: RunShipment = { schemaVersion: 1, plan: plan as RunShipment['plan'], request };
  const known = await call(way, 'PUT', run.id, JSON.stringify(shipment));
  const { receipt, sent, named } = await sendEntries(run, way, known);
  let [outputs, withheld] = [0, 0];
  for (const [sha256, file] of named) {
    if (receipt.outputs.includes(sha256)) continue;
    const content = await readOutput(join(outputsPath(run.folder), file));
    if (content === null) withheld += 1;
    else if (await sendOutput(way, run.id, sha256, content)) outputs += 1;
    else withheld += 1;
  }
  return { receipt, entries: sent, outputs, withheld };
}

async function sendEntries(run: StoredRun, way: Way, known: RunReceipt) {
  const named = new Map<string, string>();
  let [receipt, sent, seq] = [known, 0, -1];
  let part: string[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (part.length === 0) return;
    receipt = await call(way, 'POST', `${run.id}/entries`, `${part.join('\n')}\n`);
    [part, bytes] = [[], 0];
  };
  for await (const line of linesOf(journalPath(run.folder))) {
    seq += 1;
    noteOutput(line, named);
    // The last one that is known goes along, so that two chains are seen to part.
    if (seq < (known.head?.seq ?? 0)) continue;
    if (bytes + line.length > mostJournalBytes / 2) await flush();
    part.push(line);
    bytes += Buffer.byteLength(line);
    if (seq > (known.head?.seq ?? -1)) sent += 1;
  }
  if (seq < (known.head?.seq ?? -1)) throw shorter(run.id, seq + 1, (known.head?.seq ?? 0) + 1);
  if (sent > 0 || known.head !== null) await flush();
  return { receipt, sent, named };
}

async function* linesOf(journal: string): AsyncGenerator<string> {
  try {
    for await (const { lines } of splitLines(journal)) yield* lines;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error; // not begun
  }
}

function noteOutput(line: string, named: Map<string, string>): void {
  if (!line.includes('"outputSha256":"')) return;
  const read = readLine(line);
  const event = 'entry' in read ? parseEvent(read.entry) : null;
  if (event?.kind !== 'done' || event.body.outputSha256 === null) return;
  const { host, step, outputSha256 } = event.body;
  named.set(outputSha256, outputPath(host, step, outputSha256));
}

/** Null where it is too large, or is not there any more. */
async function readOutput(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const { size } = await stat(path);
    return size > mostOutputBytes ? null : await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function sendOutput(
  way: Way,
  run: string,
  sha256: string,
  content: Buffer<ArrayBuffer>,
): Promise<boolean> {
  try {
    await call(way, 'PUT', `${run}/outputs/${sha256}`, content);
    return true;
  } catch (error) {
    // Another text than the journal has the hash of: somebody has edited it.
    if (error instanceof GrundvalError && error.code === 'runs/output') return false;
    throw error;
  }
}

async function call(
  { collector, dataFolder, signal }: Way,
  method: 'PUT' | 'POST',
  path: string,
  body: string | Buffer<ArrayBuffer>,
): Promise<RunReceipt> {
  const response = await fetch(new URL(`/api/v1/runs/${path}`, collector.url), {
    method,
    headers: { authorization: `Bearer ${collector.adminToken}` },
    body,
    signal,
  }).catch((cause: unknown) => {
    throw noCollector(dataFolder, cause);
  });
  const answer: unknown = await response.json().catch(() => null);
  const receipt = RunReceipt.safeParse(answer);
  if (response.ok && receipt.success) return receipt.data;
  throw refused(response.status, answer);
}

function refused(status: number, answer: unknown): GrundvalError {
  const said = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const code = String(said['type'] ?? 'runs/refused').replace('/api/problems/', '');
  const title = String(said['title'] ?? `The collector answered ${status}.`);
  const fork: string = code === 'runs/fork' ? ` (post ${said['seq']})` : '';
  return bilingualError(
    code.startsWith('runs/') ? code : `runs/${code}`,
    { sv: `Insamlaren tog inte emot körningen${fork}: ${title}`, en: title },
    code === 'runs/fork'
      ? {
          sv: 'En av de två journalerna är ändrad. Kontrollera den här: grundval runs verify FIL',
          en: 'One of the two journals was edited. Verify this one: grundval runs verify FILE',
        }
      : {
          sv: String(said['detail'] ?? 'Försök igen: grundval runs ship'),
          en: String(said['detail'] ?? 'Try again: grundval runs ship'),
        },
    { details: { status } },
  );
}

function shorter(run: string, here: number, there: number): GrundvalError {
  return bilingualError(
    'runs/shorter',
    {
      sv: `Journalen för ${run} har ${here} poster här, men insamlaren har fått ${there}.`,
      en: `The journal of ${run} has ${here} entries here, but the collector has been given ${there}.`,
    },
    {
      sv: 'Den är avkortad, eller läst från en gammal kopia. Kontrollera den: grundval runs verify FIL',
      en: 'It was cut short, or is an old copy. Verify it: grundval runs verify FILE',
    },
  );
}
