import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { syncFolder } from '../sync-folder.ts';
import { createOutputBudget, mostRunOutputBytes, type OutputBudget } from './output-budget.ts';
import type { OutputSink, OutputStore } from './output-store.ts';

const lastLineCharacters = 200;
/** A text up to this is held until its step has ended. */
const mostHeldCharacters = 16 * 1024;

/** What a store of outputs may be told. */
export interface FileStoreOptions {
  /** Most compressed bytes in its folder; what comes after is not kept, and its file says so. */
  readonly mostBytes?: number;
  /** Told once, when that is reached. */
  readonly onFull?: (mostBytes: number) => void;
}

/**
 * Whole outputs in a folder beside the journal, readable by their owner only, each in a file named after its step and
 * its hash, so that no later attempt takes the place of an earlier one. The hash is of the text as `zcat` gives it,
 * stdout and stderr as they came. A step that said nothing has no file.
 */
export function createFileStore(
  folder: string,
  { mostBytes = mostRunOutputBytes, onFull }: FileStoreOptions = {},
): OutputStore {
  const budget = createOutputBudget(folder, mostBytes, () => onFull?.(mostBytes));
  return {
    async open(host, step) {
      await budget.begin();
      return createFileSink(folder, { host, step, budget });
    },
  };
}

/** Where an output is, in the folder of a store. */
export function outputPath(host: string, step: string, sha256: string): string {
  return join(fileName(host), `${fileName(step)}.${sha256.slice(0, 16)}.log.gz`);
}

interface SinkParts {
  readonly host: string;
  readonly step: string;
  readonly budget: OutputBudget;
}

function createFileSink(folder: string, { host, step, budget }: SinkParts): OutputSink {
  const hash = createHash('sha256');
  const last = createLastLine();
  const draft = join(folder, fileName(host), `${fileName(step)}.part`);
  let held = '';
  let opening: ReturnType<typeof openGzip> | null = null;
  let isCut = false;

  async function keep(text: string): Promise<void> {
    hash.update(text);
    held += text;
    if (opening === null && held.length <= mostHeldCharacters) return;
    opening ??= openGzip(draft, budget);
    const { gzip, failed, failure } = await opening;
    if (failed.error !== null) throw failed.error;
    const part = held;
    held = '';
    // A slow disk holds back the reader, and that holds back the host.
    if (part !== '' && !gzip.write(part)) await Promise.race([once(gzip, 'drain'), failure]);
  }

  return {
    async write({ text }) {
      last.push(text);
      if (isCut) return;
      isCut = budget.isSpent();
      await keep(isCut ? cutNote(budget.mostBytes) : text);
    },
    async close() {
      if (opening === null && held === '') return { sha256: null, last: '' };
      const sha256 = hash.digest('hex');
      const path = join(folder, outputPath(host, step, sha256));
      if (opening === null) {
        await writeShort(path, held, budget);
        return { sha256, last: last.text() };
      }
      const { gzip, file, failed, failure } = await opening;
      if (failed.error !== null) throw failed.error;
      gzip.end();
      await Promise.race([finished(file), failure]);
      await rename(draft, path);
      await syncFolder(dirname(path));
      return { sha256, last: last.text() };
    },
  };
}

/** A text that was held as a whole: most steps say a few lines, and are not worth a stream. */
async function writeShort(path: string, text: string, budget: OutputBudget): Promise<void> {
  const bytes = gzipSync(text);
  budget.spend(bytes.length);
  await makeFolder(dirname(path));
  const file = await open(path, 'w', 0o600);
  await file
    .writeFile(bytes)
    .then(() => file.sync())
    .finally(() => file.close());
  await syncFolder(dirname(path));
}

async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncFolder(dirname(made));
}

function cutNote(mostBytes: number): string {
  return `[the outputs of this run have reached ${Math.round(mostBytes / 1024 ** 2)} MiB: no more of this one is kept]\n`;
}

async function openGzip(path: string, budget: OutputBudget) {
  await makeFolder(dirname(path));
  // On the disk before it is closed: the journal must not name what a loss of power takes away.
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  const gzip = createGzip({ level: 6 });
  const failed = { error: null as Error | null };
  const failure = new Promise<never>((_, reject) => {
    const fail = (error: Error): void => {
      failed.error ??= error;
      reject(error);
    };
    file.on('error', fail);
    gzip.on('error', fail);
  });
  // Whoever writes next is told; until then nobody may be listening.
  failure.catch(() => undefined);
  gzip.on('data', (bytes: Buffer) => budget.spend(bytes.length));
  gzip.pipe(file);
  return { gzip, file, failed, failure };
}

/** Remembers the last line that is not empty, of a text in pieces. */
function createLastLine() {
  let end = '';
  return {
    push(text: string): void {
      end = (end + text).slice(-4 * lastLineCharacters);
    },
    text(): string {
      const lines = end.split(/\r?\n/).filter((line) => line.trim() !== '');
      return (lines.at(-1) ?? '').slice(0, lastLineCharacters);
    },
  };
}

/** A name that every file system takes; digits keep apart what would read the same. */
function fileName(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._~#-]+/g, '-').slice(0, 80);
  if (plain === text && !/^\.+$/.test(text)) return text;
  return `${plain.replace(/^\.+/, '')}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
