import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { canRunOnLoopback, whySkipped } from './loopback-platform.ts';
import { type LoopbackRuns, startLoopbackRuns } from './loopback-runs.ts';

/** A Wednesday, long after the keys were made. */
const wednesday = Date.parse('2027-01-13T12:00:00Z');
const hour = 3_600_000;

let folder: string;
let runs: LoopbackRuns;
/** Sets the clock of commands, which goes on from there. */
const setClock = (at: number) => writeFile(join(folder, 'shift'), String(Math.round(at - Date.now())));

beforeAll(async () => {
  if (!canRunOnLoopback) return;
  folder = await mkdtemp(join(tmpdir(), 'grundval-clock-'));
  await setClock(wednesday - 24 * hour);
  const clock = `${import.meta.resolve('./shifted-clock.ts')}?by=${join(folder, 'shift')}`;
  runs = await startLoopbackRuns({ NODE_OPTIONS: `--import=${clock}` });
  await setClock(wednesday);
  await runs.declare();
}, 180_000);
afterAll(async () => {
  await runs?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  if (runs === undefined) return;
  await setClock(wednesday);
  await runs.takeSeconds(0);
});

async function planned(...more: readonly string[]): Promise<void> {
  const { status, printed } = await runs.plan(...more);
  expect([status, printed]).toEqual([0, expect.any(String)]);
}

async function approved(): Promise<void> {
  await planned();
  expect((await runs.approve()).status).toBe(0);
}

/** The hosts as if nothing had been installed. */
async function forgetUpgrades(): Promise<void> {
  const names = await readdir(runs.twin('.'), { recursive: true });
  for (const name of names.filter((one) => /(^|\/)upgrade[ds]$/.test(one))) await rm(runs.twin(name));
}

const verify = async () =>
  runs.grundval('runs', 'verify', join(await runs.folder(), 'journal.jsonl'), '--keys', 'keys.json');

describe.runIf(canRunOnLoopback)(`when a run may run${whySkipped}`, { timeout: 120_000 }, () => {
  it('is not in a freeze, which is told with its reason, unless it is an emergency', async () => {
    await runs.declare({
      freezes: [{ from: '2027-01-11', until: '2027-01-15', reason: 'Bokslut i alla förvaltningar' }],
    });
    const before = (await runs.restarts()).length;
    const plan = await runs.plan();
    expect([plan.status, plan.printed]).toEqual([0, expect.stringContaining('Bokslut i alla förvaltningar')]);
    await runs.approve();
    const refused = await runs.work('start');
    expect([refused.status, refused.printed]).toEqual([
      2,
      expect.stringContaining(
        'Nothing may be changed until the end of 2027-01-15: Bokslut i alla förvaltningar.',
      ),
    ]);
    expect((await runs.restarts()).length).toBe(before);

    const urgent = await runs.grundval(
      ...['run', 'restart-service', '--targets', 'webbplats-webb-1', '--unit', 'nginx.service'],
      ...['--emergency', '--reason', 'the web site hangs', '--key', 'technician.pem'],
      ...['--data', join(runs.base, 'data')],
    );
    expect([urgent.status, urgent.printed]).toEqual([0, expect.any(String)]);
    expect((await runs.restarts()).length).toBe(before + 1);
    const recorded = JSON.stringify((await runs.entries()).map(({ body }) => body));
    expect(recorded).toContain('the web site hangs');
    expect(recorded).toContain('"change":"emergency"');
    expect(await readFile(join(await runs.folder(), 'plan.json'), 'utf8')).toContain('Bokslut i alla');
    await runs.declare();
  });

  it('is within the maintenance windows where the procedure asks for them; outside it waits, and says until when', async () => {
    const patch = (...more: readonly string[]) =>
      runs.grundval(
        ...['run', 'patch-linux-servers', '--targets', 'webbplats-webb-1', '--reboot', 'never', '--plan'],
        ...['--key', 'technician.pem', '--data', join(runs.base, 'data'), ...more],
      );
    const upgrades = async () => (await readFile(runs.twin('upgrades'), 'utf8').catch(() => '')).length;
    const { printed } = await patch('--format', 'json');
    const { plan } = JSON.parse(printed) as {
      plan: { window: { opens: string; closes: string }; rollout: object };
    };
    const [opens, closes] = [Date.parse(plan.window.opens), Date.parse(plan.window.closes)];
    expect(opens).toBeGreaterThan(wednesday);

    await setClock(opens - 20 * hour);
    expect((await patch()).status).toBe(0);
    await runs.approve();
    const waiting = runs.beginWork('start');
    await vi.waitFor(
      () => expect(waiting.printed()).toContain('Waits for the maintenance window, which opens'),
      { timeout: 60_000 },
    );
    waiting.child.kill('SIGINT');
    await waiting.ended;
    expect([waiting.child.exitCode, await upgrades()]).toEqual([4, 0]);

    expect((await patch()).status).toBe(0);
    expect((await runs.approve()).status).toBe(0);
    await setClock(opens + 60_000);
    const inside = await runs.work('start');
    expect([inside.status, inside.printed]).toEqual([0, expect.any(String)]);
    expect(await upgrades()).toBeGreaterThan(0);

    await setClock(closes - hour);
    await forgetUpgrades();
    expect((await patch()).status).toBe(0);
    await runs.approve();
    await setClock(closes + 60_000);
    const late = await runs.work('start');
    expect([late.status, late.printed]).toEqual([2, expect.stringContaining('which has passed')]);
    expect(await upgrades()).toBe(0);

    expect((await patch()).status).toBe(0);
    await runs.approve('--valid-for', '1h');
    const early = await runs.work('start');
    expect([early.status, early.printed]).toEqual([
      2,
      expect.stringMatching(/The approval holds until .*, but the maintenance window opens at/),
    ]);
  });

  it('is not on an approval that has expired, also when it was begun on it', async () => {
    await approved();
    const before = (await runs.restarts()).length;
    await setClock(wednesday + 5 * hour);
    const expired = await runs.work('start');
    expect([expired.status, expired.printed]).toEqual([2, expect.stringContaining('has expired')]);
    await setClock(wednesday);
    await runs.takeSeconds(3);
    const controller = runs.beginWork('start');
    await runs.whenRestarted(before + 1);
    controller.child.kill('SIGKILL');
    await controller.ended;
    await setClock(wednesday + 5 * hour);
    const resumed = await runs.work('resume');
    expect([resumed.status, resumed.printed]).toEqual([2, expect.stringContaining('has expired')]);
    expect((await runs.restarts()).length).toBe(before + 1);
    expect((await runs.approve()).status).toBe(0);
    await runs.takeSeconds(0);
    expect((await runs.work('resume')).status).toBe(0);
    expect((await runs.restarts()).length).toBe(before + 2);
  });

  it('goes on when the clock jumps under it, and its journal says so', async () => {
    for (const jump of [-2 * hour, 6 * hour]) {
      await setClock(wednesday);
      await runs.takeSeconds(2);
      await approved();
      const before = (await runs.restarts()).length;
      const controller = runs.beginWork('start');
      await runs.whenRestarted(before + 1);
      await setClock(wednesday + jump);
      await controller.ended;
      expect([jump, controller.child.exitCode, controller.printed()]).toEqual([jump, 0, expect.any(String)]);
      expect((await runs.restarts()).length).toBe(before + 2);
      const { status, printed } = await verify();
      expect([jump, status, printed]).toEqual([jump, 0, expect.stringContaining('THE CHAIN IS WHOLE')]);
      expect(printed.includes('The clock went backwards')).toBe(jump < 0);
    }
  });

  it('is not gone on with while the clock stands before the journal', async () => {
    await runs.takeSeconds(3);
    await approved();
    const before = (await runs.restarts()).length;
    const controller = runs.beginWork('start');
    await runs.whenRestarted(before + 1);
    controller.child.kill('SIGKILL');
    await controller.ended;
    await setClock(wednesday - hour);
    const back = await runs.work('resume');
    expect([back.status, back.printed]).toEqual([
      2,
      expect.stringMatching(/The clock says 2027-01-13.* but the last entry of the journal is of 2027-01-13/),
    ]);
    expect(back.printed).toContain('Set the clock');
    await setClock(wednesday + 60_000);
    await runs.takeSeconds(0);
    expect((await runs.work('resume')).status).toBe(0);
    expect((await runs.restarts()).length).toBe(before + 2);
  });
});
