import { createInterface } from 'node:readline/promises';

/** Asks a person at the terminal; null where nobody sits there, or who does gives no answer. */
export async function askPerson(question: string, signal: AbortSignal): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} `, { signal });
    return answer.trim();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    lines.close();
  }
}
