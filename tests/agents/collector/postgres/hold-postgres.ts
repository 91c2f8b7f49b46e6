// A Grundval in small, in a process of its own for tests to kill: starts PostgreSQL on the folder of its
// first argument, tells so in one line of JSON, and stops on SIGTERM. SIGINT makes it ask the server something.
import pg from 'pg';
import { startPostgres } from '#agents/collector/postgres/supervisor.ts';
import { GrundvalError } from '#model/error.ts';

const say = (fact: object): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [, , dataFolder = ''] = process.argv;

try {
  const { url, socketFolder, account, stop } = await startPostgres({ dataFolder, log: silent });
  process.on('SIGINT', async () => {
    const client = new pg.Client(url);
    await client.connect();
    say({ answer: (await client.query("SELECT 'here' AS where")).rows[0].where });
    await client.end();
  });
  process.on('SIGTERM', async () => {
    await stop();
    process.exit(0);
  });
  setInterval(() => undefined, 60_000);
  say({ url, socketFolder, account });
} catch (error) {
  if (!(error instanceof GrundvalError)) throw error;
  say({ code: error.code, message: error.message, hint: error.hint });
}
