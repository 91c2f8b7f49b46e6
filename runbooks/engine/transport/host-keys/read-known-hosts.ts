import { readFile } from 'node:fs/promises';
import { GrundvalError } from '#model/error.ts';
import { type KnownHost, parseKnownHosts } from './known-hosts.ts';

/**
 * Reads known_hosts files, in order. A file that is not there, or a line that cannot be read, is an error: it may be the
 * one that revokes a key.
 * @throws transport/known-hosts with every mistake
 */
export async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHost[]> {
  const mistakes: string[] = [];
  const entries: KnownHost[] = [];
  for (const file of files) {
    try {
      const parsed = parseKnownHosts(await readFile(file, 'utf8'));
      entries.push(...parsed.entries);
      mistakes.push(...parsed.mistakes.map(({ line, message }) => `${file}:${line}: ${message}`));
    } catch (error) {
      mistakes.push(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (mistakes.length === 0) return entries;
  throw new GrundvalError('transport/known-hosts', `known_hosts cannot be read: ${mistakes.join('; ')}`, {
    hint: 'correct or remove these lines; no host is spoken to before that',
    details: { mistakes },
  });
}
