import { spawnSync } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestSshd, type TestSshd } from '../../runbooks/engine/transport/test-sshd.ts';
import { canRunOnLoopback, whySkipped } from './loopback-platform.ts';
import { type LoopbackRuns, startLoopbackRuns } from './loopback-runs.ts';

let runs: LoopbackRuns;
let bastion: TestSshd;

beforeAll(async () => {
  if (!canRunOnLoopback) return;
  runs = await startLoopbackRuns();
  bastion = await startTestSshd();
  // The key that the servers let in.
  await appendFile(
    join(bastion.folder, 'authorized_keys'),
    await readFile(`${runs.sshd.keyFile}.pub`, 'utf8'),
  );
}, 180_000);
afterAll(async () => {
  await runs?.stop();
  await bastion?.stop();
});

const declareBastion = (more: object = {}) =>
  runs.declare({
    bastions: [
      {
        ...{ id: 'hopp', address: bastion.address, port: bastion.port, hostKeys: [bastion.hostKey] },
        ...{ platformSites: ['moln-1'], ...more },
      },
    ],
  });
/** How often somebody logged in at the bastion. */
const logins = () => bastion.readLog().split('Accepted publickey').length - 1;
/** How often somebody logged in at the servers. */
const reached = () => runs.sshd.readLog().split('Accepted publickey').length - 1;

describe.runIf(canRunOnLoopback)(`the way to the servers${whySkipped}`, { timeout: 120_000 }, () => {
  describe.each(['ssh2', 'openssh'] as const)('by %s', (transport) => {
    const canUse = transport === 'ssh2' || spawnSync('ssh', ['-V']).status === 0;
    const by = ['--transport', transport];
    beforeEach(() => declareBastion());

    it.runIf(canUse)('goes through the bastion that is declared, for the plan and for the run', async () => {
      const before = (await runs.restarts()).length;
      const [login, server] = [logins(), reached()];
      const plan = await runs.plan(...by);
      expect([plan.status, plan.printed]).toEqual([0, expect.stringContaining('webbplats-webb-[1-2] (2)')]);
      // One connection to the bastion serves all hosts behind it.
      expect([logins() - login, reached() - server]).toEqual([1, 2]);
      expect((await runs.approve()).status).toBe(0);
      const started = await runs.work('start', ...by);
      expect([started.status, started.printed]).toEqual([0, expect.any(String)]);
      expect((await runs.restarts()).length).toBe(before + 2);
      expect(logins() - login).toBe(2);
    });

    it.runIf(canUse)('is told as closed where the bastion shows another key, and by whom', async () => {
      await declareBastion({ hostKeys: [runs.sshd.hostKey] });
      const before = reached();
      const { status, printed } = await runs.plan(...by);
      expect([status, printed]).toEqual([1, expect.stringContaining('(127.0.0.1: changed-host-key)')]);
      expect(printed).toContain('Nothing can be planned: 2 servers could not be read.');
      expect(reached()).toBe(before);
    });

    it.runIf(canUse)('is told as closed where nobody answers as bastion', async () => {
      await declareBastion({ port: 1 });
      const { status, printed } = await runs.plan(...by);
      expect([status, printed]).toEqual([
        1,
        expect.stringMatching(
          /webbplats-webb-\[1-2\] \(2\): No way to the server \(127\.0\.0\.1: unreachable\)/,
        ),
      ]);
      expect(printed).toContain('Nothing can be planned: 2 servers could not be read.');
    });
  });
});
