import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { OutputSink, OutputStore } from './output-store.ts';

const lastLineCharacters = 200;

/**
 * Whole outputs in a folder beside the journal: `<folder>/<host>/<step>.log.gz`, readable by their owner only. The
 * hash is of the text as `zcat` gives it, stdout and stderr as they came. A step that said nothing has no file.
 */
export function createFileStore(folder: string): OutputStore {
  return {
    async open(host, step) {
      return createFileSink(join(folder, fileName(host)), `${fileName(step)}.log.gz`);
    },
  };
}

/** Where the output of a step is, in the folder of a store. */
export function outputPath(host: string, step: string): string {
  return join(fileName(host), `${fileName(step)}.log.gz`);
}

function createFileSink(folder: string, name: string): OutputSink {
  const hash = createHash('sha256');
  const last = createLastLine();
  let opening: ReturnType<typeof openGzip> | null = null;
  return {
    async write({ text }) {
      opening ??= openGzip(folder, name);
      const { gzip, failed, failure } = await opening;
      if (failed.error !== null) throw failed.error;
      hash.update(text);
      last.push(text);
      // A slow disk holds back the reader, and that holds back the host.
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), failure]);
    },
    async close() {
      if (opening === null) return { sha256: null, last: '' };
      const { gzip, file, failed, failure } = await opening;
      if (failed.error !== null) throw failed.error;
      gzip.end();
      await Promise.race([finished(file), failure]);
      return { sha256: hash.digest('hex'), last: last.text() };
    },
  };
}

async function openGzip(folder: string, name: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = createWriteStream(join(folder, name), { mode: 0o600 });
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
