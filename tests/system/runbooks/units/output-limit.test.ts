import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptRunner } from '#runbooks/engine/host/kept-runner.ts';
import { createLocalHost, type LocalHost } from '../../../runbooks/engine/host/local-connection.ts';

let host: LocalHost;
beforeAll(() => {
  host = createLocalHost();
});
afterAll(() => host.remove());

describe('a step that says very much', () => {
  it('keeps the first 64 MiB of output and says so, and lets the command finish', async () => {
    const step = {
      unit: 'grundval-k1-mycket-000000000000',
      command: { argv: ['sh', '-c', 'head -c 70000000 /dev/zero; echo slut >&2'] as const },
      timeoutSeconds: 300,
    };
    let bytes = 0;
    let stderr = '';
    const end = await keptRunner.start(host.connect(), step, {
      signal: new AbortController().signal,
      onStarted: async () => undefined,
      onOutput: ({ stream, text }) => {
        if (stream === 'stdout') bytes += text.length;
        else stderr += text;
      },
    });
    expect(end).toEqual({ kind: 'exit', code: 0 });
    expect(bytes).toBe(64 * 1024 * 1024);
    expect(stderr).toBe('slut\n[only the first 64 MiB of output were kept]\n');
  }, 600_000);
});
