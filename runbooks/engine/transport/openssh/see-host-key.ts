import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprint, type PublicKey, parsePublicKey } from '../host-keys/public-key.ts';
import { type MasterArguments, masterArguments } from './ssh-arguments.ts';

/** How often it is looked whether the client has written the key down. */
const lookMs = 15;

/**
 * The key that a computer shows, which the client tells to nobody: its log has the fingerprint only. It is asked once
 * more, so that it writes the key to an empty file of its own, and nobody is authenticated; whatever comes of it is
 * for a person to judge.
 *
 * @param log of the connection that was refused; a key that was not shown there is none
 */
export async function seeHostKey(
  master: MasterArguments,
  log: string,
  signal: AbortSignal,
): Promise<PublicKey | null> {
  const refused = /Server host key: \S+ (SHA256:\S+)/.exec(log)?.[1];
  if (refused === undefined || signal.aborted) return null;
  const client = spawn(master.program, seeingArguments(master), { stdio: 'ignore' });
  const stop = () => void client.kill();
  signal.addEventListener('abort', stop, { once: true });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) client.once(event, () => resolve());
  }).then(() => {
    hasEnded = true;
  });
  let text = '';
  while (!text.endsWith('\n')) {
    const isLast = hasEnded;
    text = await readFile(master.knownHostsFile, 'utf8').catch(() => '');
    if (isLast) break;
    await Promise.race([sleep(lookMs), ended]);
  }
  client.kill();
  await ended;
  signal.removeEventListener('abort', stop);
  await Promise.all([master.knownHostsFile, master.log].map((file) => rm(file, { force: true })));
  const [, type = '', base64 = ''] = text.trim().split(/\s+/);
  const key = parsePublicKey(`${type} ${base64}`);
  return key !== null && fingerprint(key) === refused ? key : null;
}

/** The first of several values counts: a key is taken down, and no key of ours, ticket or agent is offered to its owner. */
function seeingArguments(master: MasterArguments): readonly string[] {
  const settings = {
    StrictHostKeyChecking: 'accept-new',
    HashKnownHosts: 'no',
    PreferredAuthentications: 'none',
  };
  return [
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...masterArguments(master),
  ];
}
