import { diskError } from './disk-error.ts';
import { emptyJournal } from './read.ts';
import { splitLines } from './split-lines.ts';
import type { Verification } from './verification.ts';
import { createVerifier, type VerifyOptions } from './verify.ts';

/**
 * Verifies a journal file, a million entries as well as ten.
 *
 * @throws {GrundvalError} `journal/cannot-open`, or `journal/empty` where there is not a single line
 */
export async function verifyJournal(
  path: string,
  options: VerifyOptions,
  signal?: AbortSignal,
): Promise<Verification> {
  const verifier = createVerifier(options);
  let restBytes = 0;
  try {
    for await (const { lines, rest } of splitLines(path, signal)) {
      for (const line of lines) verifier.take(line);
      restBytes = rest?.length ?? 0;
    }
  } catch (error) {
    throw diskError(path, error);
  }
  const verification = verifier.finish(restBytes);
  if (verification.entries === 0) throw emptyJournal(path);
  return verification;
}
