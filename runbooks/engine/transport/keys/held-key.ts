import { Worker } from 'node:worker_threads';
import ssh2, {
  BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';

/** What the thread is started with. */
export interface KeyThreadData {
  readonly text: string;
  readonly passphrase: string;
}

/** A request to sign. */
export interface SignRequest {
  readonly id: number;
  readonly data: Uint8Array;
  readonly hash: string | undefined;
}

/** What the thread says. */
export type KeyAnswer =
  | { readonly kind: 'ready'; readonly publicKey: string }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/**
 * An encrypted private key in a thread of its own. Deriving the key of its cipher costs a third of a second of computing;
 * it is paid once a run, and there, and no connection waits for it.
 */
export class HeldKey extends BaseAgent<ParsedKey> {
  readonly #thread: Worker;
  readonly #publicKey: ParsedKey;
  readonly #waiting = new Map<number, SignCallback>();
  #lastId = 0;

  private constructor(thread: Worker, publicKey: ParsedKey) {
    super();
    this.#thread = thread;
    this.#publicKey = publicKey;
    thread.on('message', (answer: KeyAnswer) => this.#hear(answer));
    thread.on('error', (error) => this.#fail(error));
    thread.on('exit', () => this.#fail(new Error('the thread with the key has ended')));
  }

  /** Decrypts a key; an `Error` where the text or the passphrase is wrong. */
  static async open(data: KeyThreadData): Promise<HeldKey | Error> {
    const thread = new Worker(new URL('./key-thread.ts', import.meta.url), { workerData: data });
    thread.unref();
    // Until the first answer it must keep the process alive, or an `await` of it would end the process.
    thread.ref();
    const answer = await new Promise<KeyAnswer | Error>((resolve) => {
      thread.once('message', resolve);
      thread.once('error', resolve);
      thread.once('exit', () => resolve(new Error('the thread with the key has ended')));
    });
    thread.unref();
    if (answer instanceof Error) return answer;
    if (answer.kind === 'ready') {
      const publicKey = ssh2.utils.parseKey(answer.publicKey);
      if (!(publicKey instanceof Error)) return new HeldKey(thread, publicKey);
    }
    await thread.terminate();
    return new Error(answer.kind === 'unreadable' ? answer.message : 'the key cannot be used');
  }

  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    callback(undefined, [this.#publicKey]);
  }

  override sign(
    _key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    callback?: SignCallback,
  ): void {
    const answer = typeof options === 'function' ? options : callback;
    const hash = typeof options === 'function' ? undefined : options.hash;
    if (answer === undefined) return;
    this.#lastId += 1;
    this.#waiting.set(this.#lastId, answer);
    this.#thread.postMessage({ id: this.#lastId, data, hash } satisfies SignRequest);
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #hear(answer: KeyAnswer): void {
    if (answer.kind !== 'signed' && answer.kind !== 'failed') return;
    const callback = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === 'signed') callback?.(undefined, Buffer.from(answer.signature));
    else callback?.(new Error(answer.message));
  }

  #fail(error: Error): void {
    for (const callback of this.#waiting.values()) callback(error);
    this.#waiting.clear();
  }
}
