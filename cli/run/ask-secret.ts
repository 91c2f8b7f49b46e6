import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks a person at the terminal for something that is not shown; null where nobody sits there. The question goes to
 * standard error, so that output may go elsewhere.
 */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  // Before the question, so that nothing that is typed at once is shown by the terminal itself.
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(`${question}: `);
  try {
    const answer = await lines.question('');
    return answer === '' ? null : answer;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
