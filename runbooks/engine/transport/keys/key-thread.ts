import { parentPort, workerData } from 'node:worker_threads';
import ssh2, { type ParsedKey } from 'ssh2';
import type { KeyAnswer, KeyThreadData, SignRequest } from './held-key.ts';

/** A thread that decrypts one private key, keeps it, and signs with it: the others see its public half only. */
const { text, passphrase } = workerData as KeyThreadData;
const answer = (message: KeyAnswer) => parentPort?.postMessage(message);

const parsed: ParsedKey | Error = ssh2.utils.parseKey(text, passphrase);
if (parsed instanceof Error) answer({ kind: 'unreadable', message: parsed.message });
else if (!parsed.isPrivateKey()) answer({ kind: 'unreadable', message: 'it is no private key' });
else {
  parentPort?.on('message', ({ id, data, hash }: SignRequest) => {
    const signature: Buffer | Error = parsed.sign(Buffer.from(data), hash);
    answer(
      signature instanceof Error
        ? { kind: 'failed', id, message: signature.message }
        : { kind: 'signed', id, signature },
    );
  });
  answer({ kind: 'ready', publicKey: `${parsed.type} ${parsed.getPublicSSH().toString('base64')}` });
}
