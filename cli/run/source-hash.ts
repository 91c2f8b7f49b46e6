import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const procedures = new URL('../../runbooks/procedures/', import.meta.url);

/**
 * SHA-256 over the source of a procedure: its file, and those of the procedures' folder that it is made of. Null for
 * one that has no file there.
 */
export async function sourceHash(procedure: string): Promise<string | null> {
  const seen = new Map<string, string>();
  const waiting = [new URL(`${procedure}.ts`, procedures)];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next.href)) continue;
    const text = await readFile(next, 'utf8').catch(() => null);
    if (text === null) return null;
    seen.set(next.href, text);
    for (const [, target = ''] of text.matchAll(/^(?:import|export) [^;]*?from '(\.[^']+)';/gm)) {
      const file = new URL(target, next);
      if (file.href.startsWith(procedures.href)) waiting.push(file);
    }
  }
  const hash = createHash('sha256');
  for (const [href, text] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${href.slice(procedures.href.length)} ${Buffer.byteLength(text)}\n${text}`);
  }
  return hash.digest('hex');
}
