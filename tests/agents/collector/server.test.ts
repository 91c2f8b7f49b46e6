import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { healthRoutes } from '#agents/collector/routes/health.ts';
import { startServer } from '#agents/collector/server.ts';

const address = { host: '127.0.0.1', port: 0 };

describe('the server', () => {
  it('lets a request that is under way end before it stops, and takes no more', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const app = new Hono().get('/', async (c) => {
      arrive();
      await answered;
      return c.text('whole');
    });
    const server = await startServer(app, address);
    const request = fetch(server.url);
    await arrived;
    const stopped = server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    answer();
    expect(await (await request).text()).toBe('whole');
    await stopped;
  });

  it('tells that a port is taken, and how to choose another', async () => {
    const first = await startServer(new Hono(), address);
    onTestFinished(() => first.stop());
    await expect(startServer(new Hono(), { ...address, port: first.port })).rejects.toMatchObject({
      code: 'collector/port-taken',
      message: `Port ${first.port} on 127.0.0.1 is taken by another program.`,
      hint: expect.stringContaining('--port'),
    });
  });
});

describe('readiness', () => {
  const ask = (database: () => Promise<boolean>, declaration: () => Promise<boolean>) =>
    healthRoutes({ database, declaration }).request('/readyz');
  const yes = async () => true;

  it('is there when everything answers', async () => {
    const answer = await ask(yes, yes);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', declaration: 'ok' } },
    ]);
  });

  it.each([
    ['says no', async () => false],
    ['throws', async () => Promise.reject(new Error('gone'))],
    ['never answers', () => new Promise<boolean>(() => undefined)],
  ])('is not there when a check %s, while the process is still alive', async (_how, check) => {
    const answer = await ask(check, yes);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'not-ready', checks: { database: 'failed', declaration: 'ok' } },
    ]);
    expect((await healthRoutes({ database: check, declaration: yes }).request('/healthz')).status).toBe(200);
  });
});
