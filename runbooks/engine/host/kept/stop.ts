import type { Connection } from '../../transport/transport.ts';
import { stopCommand } from './script-command.ts';

type Seen = 'gone' | 'there' | 'none' | 'not-known';

/**
 * Stops a step, whoever's it is: first of the user who is logged in, then of root. True only where it was seen to be
 * gone, or both say that there is none.
 */
export async function stopStep(connection: Connection, unit: string): Promise<boolean> {
  const own = await ask(connection, unit, false);
  if (own !== 'none') return own === 'gone';
  if (connection.host.user === 'root') return true;
  const roots = await ask(connection, unit, true);
  return roots === 'gone' || roots === 'none';
}

async function ask(connection: Connection, unit: string, asRoot: boolean): Promise<Seen> {
  let text = '';
  const end = await connection.run(stopCommand(unit, asRoot), {
    timeoutSeconds: 60,
    signal: new AbortController().signal,
    onOutput: (chunk) => {
      if (chunk.stream === 'stdout') text += chunk.text;
    },
  });
  const [, seen] = /^grundval-stop (gone|there|none)$/m.exec(text) ?? [];
  if (end.kind !== 'exit' || end.code !== 0) return 'not-known';
  return seen === 'gone' || seen === 'there' || seen === 'none' ? seen : 'not-known';
}
