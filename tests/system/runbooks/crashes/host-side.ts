import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestSshd } from '../../../runbooks/engine/transport/test-sshd.ts';
import { addressOf, hostIds } from './real-hosts.ts';

/** State of a connection that is over on both sides. */
const timeWait = '06';

/** What is really on the hosts, past all that a controller says. */
export interface HostSide {
  /** Makes the hosts of a run. */
  prepare(run: number): Promise<void>;
  /** Steps that were begun on a host, each as often as it was. */
  effectsOn(run: number, host: string): Promise<readonly string[]>;
  /**
   * What a person does who is asked about a step: waits until nothing is at work on the host any more, looks, and
   * finishes by hand what was begun.
   */
  lookAt(run: number, host: string, step: string): Promise<'done' | 'finished' | 'not-done'>;
  /** Takes away what the hosts have kept of a run that is over. */
  forget(run: number): Promise<void>;
}

/**
 * @param twin folder with one for each address
 * @param sshd whose steps are kept in a /var/lib of its own where it is root's
 */
export function createHostSide(twin: string, { process: daemon, folder }: TestSshd): HostSide {
  const records =
    process.getuid?.() === 0
      ? `/proc/${daemon.pid}/root/var/lib/grundval/steps`
      : join(folder, '.local/state/grundval/steps');
  const place = (run: number, host: string) => join(twin, addressOf(run, host));
  async function effectsOn(run: number, host: string): Promise<readonly string[]> {
    const text = await readFile(join(place(run, host), 'effects'), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }
  return {
    async prepare(run) {
      for (const host of hostIds) await mkdir(place(run, host));
    },
    effectsOn,
    async lookAt(run, host, step) {
      // A command whose caller died in the middle of asking may still be on its way.
      do await sleep(500);
      while (isAtWork(addressOf(run, host)));
      if (!(await effectsOn(run, host)).includes(step)) return 'not-done';
      const done = join(place(run, host), step);
      if (existsSync(done)) return 'done';
      await writeFile(done, '');
      return 'finished';
    },
    async forget(run) {
      const names = await readdir(records).catch(() => []);
      for (const name of names.filter((one) => one.startsWith(`grundval-krasch-${run}-`)))
        await rm(join(records, name), { recursive: true, force: true });
    },
  };
}

/** Whether anybody is connected to an address, or a process of this machine was begun over such a connection. */
function isAtWork(address: string): boolean {
  const inHex = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  const place = inHex.reverse().join('').toUpperCase();
  const isConnected = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .some((line) => {
      const [, local = '', , state = ''] = line.trim().split(/\s+/);
      return local.startsWith(`${place}:`) && state !== timeWait;
    });
  if (isConnected) return true;
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(` ${address} `);
    } catch {
      return false; // it has ended, or is somebody else's
    }
  });
}
