import { serve } from '@hono/node-server';
import { builtApp } from '../agents/collector/pages/built-app.ts';
import { builtNow } from '../agents/collector/pages/built-store.ts';

/**
 * Serves every page over built data on loopback, for those who draw them: `node tests/pages/preview.ts [PORT]`.
 * `?lang=en` switches the language; the address is printed.
 */
const port = Number(process.argv[2] ?? 0);
const app = await builtApp({ now: builtNow });
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
  process.stdout.write(`http://127.0.0.1:${address.port}/\n`);
});
