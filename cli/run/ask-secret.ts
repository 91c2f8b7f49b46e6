import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks a person at the terminal for something that is not shown; null where nobody sits there. The question goes to
 * standard error, so that output may go elsewhere.
 */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const answer = await lines.question('');
    return answer === '' ? null : answer;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
