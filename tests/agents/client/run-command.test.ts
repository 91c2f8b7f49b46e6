import { describe, expect, it } from 'vitest';
import { createRunner } from '#agents/client/run-command.ts';

const run = createRunner(process.platform);

describe.skipIf(process.platform === 'win32')('a command', () => {
  it('gets what it is to read over its input, and an end of it', async () => {
    const input = `räksmörgås ${'x'.repeat(200_000)}`;
    const { stdout } = await run('cat', [], { timeoutSeconds: 10, input });
    expect(stdout).toBe(input);
  });

  it('without input meets an end at once', async () => {
    expect((await run('cat', [], { timeoutSeconds: 10 })).stdout).toBe('');
  });

  it('that ends before it has read everything is told by how it ended', async () => {
    const input = 'x'.repeat(1_000_000);
    expect(await run('true', [], { timeoutSeconds: 10, input })).toMatchObject({ exitCode: 0 });
    await expect(run('false', [], { timeoutSeconds: 10, input })).rejects.toMatchObject({ status: 'denied' });
  });

  it('that does not exist is unsupported, with or without input', async () => {
    for (const options of [{ timeoutSeconds: 10 }, { timeoutSeconds: 10, input: 'x' }]) {
      await expect(run('grundval-no-such-program', [], options)).rejects.toMatchObject({
        status: 'unsupported',
      });
    }
  });

  it('speaks English whatever the caller speaks, and finds only what administrators installed', async () => {
    const { stdout } = await run('env', [], { timeoutSeconds: 10 });
    expect(stdout.trim().split('\n').sort()).toEqual(['LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin']);
  });
});
